// A leap day long ago, for whoever asks the clock.
const { now } = Date;
const shift = now() - Date.UTC(2024, 1, 29, 23, 59);
globalThis.Date = class extends Date {
  constructor(...args) {
    super(...(args.length === 0 ? [now() - shift] : args));
  }

  static now() {
    return now() - shift;
  }
};
