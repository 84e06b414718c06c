import { existsSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { replaceFile } from "../../replace-file";
import { writing } from "../../writing";
import type { FileChange } from "./repository-draft";

/**
 * Writes changes in their order. Each file is replaced as a whole, so that one that was killed can be run again.
 *
 * @returns the paths of files that somebody has edited since the changes were made, which are left alone
 */
export function writeFileChanges(directory: string, changes: readonly FileChange[]): string[] {
  return changes.flatMap(({ path, before, after }) => {
    const file = join(directory, path);
    const now = existsSync(file) ? readFileSync(file, "utf8") : undefined;
    if (now === after) {
      return [];
    }
    if (now !== before) {
      return [path];
    }
    writing(path, () => (after === undefined ? rmSync(file) : replaceFile(file, after)));
    return [];
  });
}
