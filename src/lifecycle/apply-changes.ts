import { rmSync } from "node:fs";
import { join } from "node:path";
import { replaceFile } from "../replace-file";
import type { TreeChange } from "./tree-change";

/** Makes of a repository what a regeneration has made of its copy. */
export function applyChanges(directory: string, changes: readonly TreeChange[]): void {
  for (const { path, after } of changes) {
    const file = join(directory, path);
    if (after === undefined) {
      rmSync(file, { force: true });
    } else {
      replaceFile(file, after.content, after);
    }
  }
}
