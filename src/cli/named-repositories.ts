import { readFileSync } from "node:fs";
import { UserError } from "../user-error";
import type { Arguments, Flag } from "./command";

/** The flag `--from-list` of the commands that work on many repositories. */
export const FROM_LIST: Flag = {
  type: "string",
  value: "FILE",
  description: "Take directories from a file, one a line; - is standard input",
};

/**
 * The directories that are given, and those of `--from-list`, each once.
 *
 * @throws UserError when there is none, or when the list can't be read
 */
export function namedRepositories(directories: readonly string[], flags: Arguments["flags"]): string[] {
  const repositories = [...new Set([...directories, ...listed(flags["from-list"] as string | undefined)])];
  if (repositories.length === 0) {
    throw new UserError("No repository is named: give directories, or --from-list FILE.");
  }
  return repositories;
}

/** The lines of a list. Empty ones and comments are left out. */
function listed(path: string | undefined): string[] {
  if (path === undefined) {
    return [];
  }
  try {
    const text = readFileSync(path === "-" ? 0 : path, "utf8");
    return text
      .split("\n")
      .map((line) => line.trim())
      .filter((line) => line !== "" && !line.startsWith("#"));
  } catch (error) {
    throw new UserError(`--from-list ${path} can't be read: ${(error as Error).message}.`);
  }
}
