import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { UserError } from "../user-error";

/**
 * Owner and name, `acme/payments-tracing`, of the repository on GitHub that a directory is a checkout of.
 *
 * @throws UserError when it is none, with the reason
 */
export function gitHubName(directory: string): string {
  if (!existsSync(join(directory, ".git"))) {
    throw new UserError("It is no checkout of a repository of its own.");
  }
  const { status, stdout = "" } = spawnSync("git", ["remote", "get-url", "origin"], {
    cwd: directory,
    encoding: "utf8",
  });
  const [, name] = /[:/]([\w-]+\/[\w.-]+?)(?:\.git)?\/?$/.exec(status === 0 ? stdout.trim() : "") ?? [];
  if (name === undefined) {
    throw new UserError("Its remote `origin` names no repository on GitHub.");
  }
  return name;
}
