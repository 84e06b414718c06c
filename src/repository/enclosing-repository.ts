import { existsSync } from "node:fs";
import { dirname, join } from "node:path";

/** The root of the git repository that a directory is a part of; nothing when it is the root itself, or in none. */
export function enclosingRepository(directory: string): string | undefined {
  if (isRoot(directory)) {
    return undefined;
  }
  for (
    let [below, above] = [directory, dirname(directory)];
    above !== below;
    [below, above] = [above, dirname(above)]
  ) {
    if (isRoot(above)) {
      return above;
    }
  }
  return undefined;
}

/** A file in a worktree and in a submodule, a directory elsewhere. */
const isRoot = (directory: string) => existsSync(join(directory, ".git"));
