/** Scaffolds a repository from the packed package, as `npx projen new --from` does for a user. */
import { execFileSync, type StdioOptions } from "node:child_process";
import { existsSync, mkdirSync } from "node:fs";
import { join, relative } from "node:path";

const ROOT = join(__dirname, "..");
export const TARBALL = join(ROOT, "dist/js/eks-otel-tracing.tgz");
export const PROJEN = join(ROOT, "node_modules/projen/bin/projen");

/**
 * A user's environment: the first commit has an author, and npm may write a lock file, which it may not with `CI` set.
 */
export function userEnvironment(): NodeJS.ProcessEnv {
  const author = { NAME: "Quick Start", EMAIL: "quickstart@example.com" };
  return {
    ...process.env,
    CI: undefined,
    NODE_ENV: undefined,
    GIT_AUTHOR_NAME: author.NAME,
    GIT_AUTHOR_EMAIL: author.EMAIL,
    GIT_COMMITTER_NAME: author.NAME,
    GIT_COMMITTER_EMAIL: author.EMAIL,
  };
}

/** A command that hangs, on a network say, fails by its name, and does not hold whoever waits for it. */
export const COMMAND_TIMEOUT_MS = 600_000;

export interface ScaffoldOptions {
  /** Flags of `projen new`, such as `--namespace`. */
  readonly flags?: readonly string[];
  /** The package, as `projen new --from` takes it. @default - the packed package */
  readonly from?: string;
  /** @default "inherit" */
  readonly stdio?: StdioOptions;
}

/**
 * @param directory - where to; it is made, and must not exist
 * @throws Error when it exists, when the package is not packed, or when projen fails
 */
export function scaffold(directory: string, { flags = [], from, stdio = "inherit" }: ScaffoldOptions = {}): void {
  if (existsSync(directory)) {
    throw new Error(`${directory} exists: delete it, or name another directory`);
  }
  if (!existsSync(TARBALL)) {
    throw new Error(`${TARBALL} does not exist: run "npx projen pack" first`);
  }
  mkdirSync(directory, { recursive: true });
  const packed = `eks-otel-tracing@file:${relative(directory, TARBALL).replaceAll("\\", "/")}`;
  execFileSync(process.execPath, [PROJEN, "new", "--from", from ?? packed, ...flags], {
    cwd: directory,
    env: userEnvironment(),
    stdio,
    timeout: COMMAND_TIMEOUT_MS,
  });
}

/** Runs `npx projen` in a scaffolded repository. */
export function regenerate(directory: string, stdio: StdioOptions = "inherit"): void {
  execFileSync(process.execPath, [join(directory, "node_modules/projen/bin/projen")], {
    cwd: directory,
    env: userEnvironment(),
    stdio,
    timeout: COMMAND_TIMEOUT_MS,
  });
}
