import { version } from "../../package.json";

const { argv } = process;
afterEach(() => {
  process.argv = argv;
  process.exitCode = undefined;
  jest.restoreAllMocks();
});

/** The program with these arguments: what it prints, and what it does with signals. */
async function program(...args: string[]) {
  const once = jest.spyOn(process, "once").mockReturnThis();
  const printed = jest.spyOn(process.stdout, "write").mockReturnValue(true);
  printed.mockClear();
  jest.spyOn(process.stderr, "write").mockReturnValue(true);
  process.argv = [process.execPath, "eks-otel-tracing", ...args];
  jest.resetModules();
  require("../../src/cli/cli");
  await new Promise((resolve) => setImmediate(resolve));
  return { out: printed.mock.calls.map(([text]) => text).join(""), signals: once.mock.calls };
}

test("the arguments are a command line, and its exit code is the program's", async () => {
  expect((await program("version")).out).toBe(`${version}\n`);
  expect((await program("--version")).out).toBe(`${version}\n`);
  expect(process.exitCode).toBe(0);
  await program("nothing-such");
  expect(process.exitCode).toBe(2);
});

test("a signal ends it by its number, and what listens for the end is told", async () => {
  const { signals } = await program("version");
  const exit = jest.spyOn(process, "exit").mockReturnValue(undefined as never);
  for (const [, listener] of signals) {
    listener();
  }
  expect(signals.map(([signal]) => signal)).toEqual(["SIGINT", "SIGTERM"]);
  expect(exit.mock.calls).toEqual([[130], [143]]);
});
