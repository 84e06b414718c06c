import { type ChildProcess, fork } from "node:child_process";
import { mkdtempSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { UserError } from "../user-error";
import type { Evaluation, EvaluationRequest, EvaluationResponse } from "./evaluator-message";

/** A process that has grown beyond this is replaced, so that memory does not depend on the number of repositories. */
const MAX_RSS_MIB = 384;

/** Longer than any generator takes; a `.projenrc.ts` that waits for something would stop all others. */
const DEFAULT_TIMEOUT_MS = 120_000;

export interface EvaluatorPoolOptions {
  /** How many repositories are evaluated at a time. @default 1 */
  readonly processes?: number;
  /** What each process runs. @default - the bundle beside this one */
  readonly program?: string;
  /** Flags of Node for `program`. @default - none */
  readonly nodeFlags?: readonly string[];
  /** What a repository may take. @default 120000 */
  readonly timeoutMs?: number;
  /** What a repository's run printed. @default - it is not told */
  readonly onOutput?: (text: string) => void;
}

export type Task = Omit<EvaluationRequest, "at">;

/** Runs the `.projenrc.ts` of many repositories in a few processes, which load packages once. */
export class EvaluatorPool {
  private readonly directory = realpathSync(mkdtempSync(join(tmpdir(), "eks-otel-tracing-run-")));
  private readonly idle: Evaluator[] = [];
  private readonly running = new Set<Evaluator>();
  private readonly waiting: (() => void)[] = [];
  private readonly processes: number;
  private count = 0;
  /** The most that one of the processes took, in MiB. */
  peakRssMib = 0;

  constructor(private readonly options: EvaluatorPoolOptions = {}) {
    this.processes = options.processes ?? 1;
    process.once("exit", this.close);
  }

  /**
   * @throws UserError with the repository's own words when it can't be evaluated; Error with a stack trace for a bug in its
   * `.projenrc.ts` or in the generator
   */
  async evaluate(task: Task): Promise<Evaluation> {
    while (this.running.size >= this.processes) {
      await new Promise<void>((resolve) => this.waiting.push(resolve));
    }
    const evaluator = this.available();
    this.running.add(evaluator);
    try {
      const response = await evaluator.ask({ ...task, at: join(this.directory, String(this.count++)) });
      this.peakRssMib = Math.max(this.peakRssMib, response.rssMib);
      if (response.rssMib > MAX_RSS_MIB) {
        evaluator.end();
      } else {
        this.idle.push(evaluator);
      }
      if ("failure" in response) {
        throw errorOf(response.failure);
      }
      return response.evaluation;
    } finally {
      this.running.delete(evaluator);
      this.waiting.shift()?.();
    }
  }

  /** A process whose last repository has broken it later is not asked again. */
  private available(): Evaluator {
    for (let evaluator = this.idle.pop(); evaluator !== undefined; evaluator = this.idle.pop()) {
      if (evaluator.isRunning) {
        return evaluator;
      }
    }
    return new Evaluator(this.options);
  }

  /** Ends the processes and removes the copies. */
  readonly close = (): void => {
    process.removeListener("exit", this.close);
    for (const evaluator of [...this.idle.splice(0), ...this.running]) {
      evaluator.end();
    }
    rmSync(this.directory, { recursive: true, force: true });
  };
}

function errorOf({ message, stack, user }: Extract<EvaluationResponse, { failure: unknown }>["failure"]): Error {
  if (user) {
    return new UserError(message);
  }
  return Object.assign(new Error(message), { stack });
}

/** One process. */
class Evaluator {
  private readonly child: ChildProcess;
  private output = "";

  constructor(private readonly options: EvaluatorPoolOptions) {
    const program = options.program ?? join(__dirname, "evaluator.js");
    this.child = fork(program, {
      execArgv: [...(options.nodeFlags ?? [])],
      // Buffers as they are.
      serialization: "advanced",
      stdio: ["ignore", "pipe", "pipe", "ipc"],
    });
    for (const stream of [this.child.stdout, this.child.stderr]) {
      stream?.setEncoding("utf8").on("data", (text: string) => {
        this.output += text;
        this.options.onOutput?.(text);
      });
    }
  }

  get isRunning(): boolean {
    return this.child.connected;
  }

  async ask(request: EvaluationRequest): Promise<EvaluationResponse> {
    this.output = "";
    const { timeoutMs = DEFAULT_TIMEOUT_MS } = this.options;
    return new Promise((resolve, reject) => {
      const settle = (end: () => void) => {
        clearTimeout(timer);
        this.child.removeAllListeners("message").removeAllListeners("close").removeAllListeners("error");
        end();
      };
      const timer = setTimeout(() => {
        settle(() => reject(new UserError(`.projenrc.ts did not end within ${timeoutMs / 1000} seconds.`)));
        this.end();
      }, timeoutMs);
      this.child
        .on("message", (response: EvaluationResponse) => settle(() => resolve(response)))
        .on("error", (error) => settle(() => reject(error)))
        .on("close", (code, signal) =>
          settle(() =>
            reject(
              new UserError(
                `The process of .projenrc.ts ended with ${signal ?? `exit code ${code}`}.\n${this.output}`.trim(),
              ),
            ),
          ),
        );
      this.child.send(request);
    });
  }

  end(): void {
    this.child.kill("SIGKILL");
  }
}
