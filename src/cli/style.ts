import type { WriteStream } from "node:tty";
import { styleText } from "node:util";
import type { Style } from "./command";

/** Colours on a terminal that has them, and none in a file or a pipe. `NO_COLOR` and `FORCE_COLOR` are Node's own. */
export function styleOf(stream: Partial<WriteStream>, env: NodeJS.ProcessEnv = process.env): Style {
  const forced = env.FORCE_COLOR !== undefined && env.FORCE_COLOR !== "0" && env.FORCE_COLOR !== "false";
  return forced || stream.hasColors?.() === true ? styleText : (_format, text) => text;
}
