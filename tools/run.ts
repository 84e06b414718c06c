import { spawn } from "node:child_process";
import { accessSync, constants, statSync } from "node:fs";
import { delimiter, join } from "node:path";

/** How many lines of a failed program's output its error shows. */
const tailLines = 30;

/** A program that could not be started, or that ended with anything but 0. The message says what to do about it. */
export class ToolError extends Error {
  override readonly name = "ToolError";
}

export interface RunOptions {
  /** @default the current directory */
  readonly directory?: string;
  /** Added to the environment of this process. @default nothing */
  readonly environment?: Readonly<Record<string, string>>;
}

/**
 * Runs a program to its end and gives what it printed on both streams.
 *
 * @throws ToolError with the last lines of its output when it is missing or ends with anything but 0
 */
export function run(program: string, args: readonly string[], options: RunOptions = {}): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, {
      cwd: options.directory,
      env: { ...process.env, ...options.environment },
      stdio: ["ignore", "pipe", "pipe"],
    });
    let output = "";
    const collect = (chunk: string) => {
      output += chunk;
    };
    child.stdout.setEncoding("utf8").on("data", collect);
    child.stderr.setEncoding("utf8").on("data", collect);
    child.on("error", (error: NodeJS.ErrnoException) => {
      const reason = error.code === "ENOENT" ? "is not installed, or not on the PATH" : error.message;
      reject(new ToolError(`${program}: ${reason}`));
    });
    child.on("close", (code, signal) => {
      if (code === 0) {
        resolve(output);
        return;
      }
      const tail = output.trimEnd().split("\n").slice(-tailLines).join("\n");
      reject(new ToolError(`\`${[program, ...args].join(" ")}\` ended with ${code ?? signal}\n\n${tail}`));
    });
  });
}

/** The full path of a program that the PATH holds, if it does. */
export function findOnPath(program: string): string | undefined {
  return (process.env.PATH ?? "")
    .split(delimiter)
    .filter((directory) => directory !== "")
    .map((directory) => join(directory, program))
    .find(isExecutable);
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    return false;
  }
}
