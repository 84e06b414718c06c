import { type ChildProcess, spawn } from "node:child_process";
import { createServer } from "node:net";

/** How much of a program's output an error shows: so many lines, and of each so many characters. */
const TAIL_LINES = 15;
const LINE_LENGTH = 400;

/** Time in which a program has to be ready, or to end after SIGTERM, in milliseconds. The machine may be busy. */
const START_MS = 60_000;
const STOP_MS = 20_000;

const POLL_MS = 50;

/** How a program is started. */
export interface Start {
  /** What errors call it. */
  readonly title: string;
  readonly path: string;
  readonly args?: readonly string[];
  /** Its whole environment, but for PATH and HOME. @default nothing */
  readonly environment?: Readonly<Record<string, string>>;
  /** @default the current directory */
  readonly directory?: string;
  /** What its log repeats in every line. @default nothing */
  readonly noise?: RegExp;
  /** Whether it is ready. Asked again until it says so; an exception means no. */
  readonly isReady: (log: string) => Promise<boolean>;
  /** Time in which it has to be ready, in milliseconds. @default a minute */
  readonly within?: number;
}

/**
 * Becomes the program, and leaves a watchdog that kills it when the test's process is gone, however it went. Jest lets
 * no handler of `process` events see that.
 */
const GUARDED = `exec 3<&0 </dev/null
(read -r word <&3; [ "$word" = ended ] || kill -KILL $$) >/dev/null 2>&1 &
exec 3<&-
exec "$@"`;

/** A program that runs beside the test. */
export class Program {
  private output = "";
  private ended: string | undefined;
  private readonly end: Promise<void>;

  /** @throws when it ends before it is ready, or takes too long; with the tail of its output */
  static async start(given: Start): Promise<Program> {
    const program = new Program(given);
    await program.untilReady(given);
    return program;
  }

  private readonly child: ChildProcess;

  private constructor(private readonly given: Start) {
    const { PATH = "", HOME = "" } = process.env;
    this.child = spawn("/bin/sh", ["-c", GUARDED, "sh", given.path, ...(given.args ?? [])], {
      cwd: given.directory,
      env: { PATH, HOME, ...given.environment },
      stdio: "pipe",
    });
    for (const stream of [this.child.stdout, this.child.stderr]) {
      stream?.setEncoding("utf8").on("data", (chunk: string) => {
        this.output += chunk;
      });
    }
    this.end = new Promise((resolve) => {
      const settle = (how: string) => {
        this.ended ??= how;
        resolve();
      };
      this.child.on("error", (error) => settle(error.message));
      // Before the number of the process can belong to another one.
      this.child.on("exit", () => this.child.stdin?.end("ended\n"));
      this.child.stdin?.on("error", () => {}); // the watchdog is gone
      this.child.on("close", (code, signal) => settle(`ended with ${code ?? signal}`));
    });
  }

  get pid(): number {
    return this.child.pid as number;
  }

  /** Everything that it printed so far. */
  get log(): string {
    return this.output;
  }

  /** Sends SIGTERM and waits for the end. */
  async stop(): Promise<void> {
    this.child.kill("SIGTERM");
    const patience = setTimeout(() => this.kill(), STOP_MS);
    await this.end;
    clearTimeout(patience);
  }

  /** Ends it at once, without a last word. */
  kill(): void {
    this.child.kill("SIGKILL");
  }

  /** An error that shows the last lines of the program's output. */
  error(message: string): Error {
    const { title, noise = /$/ } = this.given;
    const lines = this.output.trimEnd().split("\n").slice(-TAIL_LINES);
    const brief = lines.map((line) => line.replace(noise, ""));
    const tail = brief.map((line) => (line.length > LINE_LENGTH ? `${line.slice(0, LINE_LENGTH)} …` : line));
    return new Error(`${message}\n\nThe last lines of ${title}:\n${tail.join("\n")}`);
  }

  private async untilReady({ isReady, within = START_MS }: Start): Promise<void> {
    const deadline = Date.now() + within;
    while (!(await isReady(this.output).catch(() => false))) {
      if (this.ended !== undefined) {
        throw this.error(`${this.given.title} did not start: it ${this.ended}`);
      }
      if (Date.now() > deadline) {
        this.kill();
        throw this.error(`${this.given.title} was not ready after ${within / 1000} s`);
      }
      await new Promise((resolve) => setTimeout(resolve, POLL_MS));
    }
  }
}

/** A port of the loopback interface on which nobody listens. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.on("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const { port } = server.address() as { port: number };
      server.close(() => resolve(port));
    });
  });
}

/** Asks until there is an answer, or gives up. */
export async function eventually<T>(
  ask: () => Promise<T | undefined>,
  { within, every = 100 }: { readonly within: number; readonly every?: number },
): Promise<T | undefined> {
  const deadline = Date.now() + within;
  for (;;) {
    const answer = await ask();
    if (answer !== undefined || Date.now() > deadline) {
      return answer;
    }
    await new Promise((resolve) => setTimeout(resolve, every));
  }
}
