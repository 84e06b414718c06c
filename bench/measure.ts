/** What the measurements share: timed commands, turn by turn, and ratios between them. */
import { execFileSync, spawnSync } from "node:child_process";
import { chmodSync, mkdirSync, mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { userEnvironment } from "../scripts/scaffold";

/** A temporary directory, which is gone when the process ends. */
export function workDirectory(): string {
  const directory = mkdtempSync(join(tmpdir(), "eks-otel-tracing-bench-"));
  chmodSync(directory, 0o755);
  process.on("exit", () => rmSync(directory, { recursive: true, force: true }));
  return directory;
}

export interface Run {
  readonly seconds: number;
  readonly peakMib: number;
}

/**
 * Gives a directory to a user without rights when root measures: root may write every file, so projen takes none for read-only,
 * and writes them all on every run.
 */
export function asADeveloperHasIt(directory: string): void {
  if (process.getuid?.() === 0) {
    mkdirSync(home(directory));
    execFileSync("chown", ["--recursive", "nobody", directory, home(directory)]);
  }
}

const home = (directory: string) => `${directory}.home`;

/** To run something there as the user whose directory it is. */
export function asItsOwner(cwd: string) {
  const { uid } = statSync(cwd);
  const another = uid === process.getuid?.() ? {} : { HOME: home(cwd) };
  return { cwd, uid, env: { ...userEnvironment(), ...another }, encoding: "utf8" } as const;
}

/** Runs a command under GNU time. */
export function timed(cwd: string, ...command: string[]): Run {
  const { status, stderr } = spawnSync("/usr/bin/time", ["-f", "%e %M", ...command], asItsOwner(cwd));
  if (status !== 0) {
    throw new Error(`${command.join(" ")} failed in ${cwd}:\n${stderr}`);
  }
  const [seconds, kib] = stderr.trim().split("\n").at(-1)?.split(" ").map(Number) ?? [];
  return { seconds, peakMib: kib / 1024 };
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)];
}

/** Runs every command once per turn, so that a slow moment of the machine meets them all. */
export function turns<K extends string>(count: number, commands: Record<K, (turn: number) => Run>): Record<K, Run[]> {
  const names = Object.keys(commands) as K[];
  const runs = Object.fromEntries(names.map((name) => [name, [] as Run[]])) as Record<K, Run[]>;
  for (let turn = 0; turn <= count; turn++) {
    for (const name of names) {
      const run = commands[name](turn);
      // The first turn warms the caches.
      if (turn > 0) {
        runs[name].push(run);
      }
    }
  }
  return runs;
}

export const seconds = (runs: readonly Run[]) => median(runs.map((run) => run.seconds));
/** The median of the ratios turn by turn. */
export const ratio = (a: readonly Run[], b: readonly Run[]) =>
  median(a.map((run, turn) => run.seconds / b[turn].seconds));

/** A row of the table that stands in the README. */
export const row = (what: string, measured: string, bound: string) => `| ${what} | ${measured} | ${bound} |`;
