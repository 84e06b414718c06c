import { existsSync } from "node:fs";
import { join } from "node:path";
import { git } from "../git";
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
  const { stdout } = git(directory, "remote", "get-url", "origin");
  const name = /[:/]([\w-]+\/[\w.-]+?)(?:\.git)?\/?$/.exec(stdout.toString().trim())?.[1];
  if (name === undefined) {
    throw new UserError("Its remote `origin` names no repository on GitHub.");
  }
  return name;
}
