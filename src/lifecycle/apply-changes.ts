import { chmodSync, mkdirSync, renameSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { FileState, TreeChange } from "./tree-change";

/** Makes of a repository what a regeneration has made of its copy. */
export function applyChanges(directory: string, changes: readonly TreeChange[]): void {
  for (const { path, after } of changes) {
    const file = join(directory, path);
    if (after === undefined) {
      rmSync(file, { force: true });
    } else {
      mkdirSync(dirname(file), { recursive: true });
      replace(file, after);
    }
  }
}

/** In one step, so that a file is never half-written, and a link is not written through. */
function replace(file: string, { content, mode, permissions }: FileState): void {
  const beside = `${file}.new`;
  rmSync(beside, { force: true });
  if (mode === "120000") {
    symlinkSync(content.toString("utf8"), beside);
  } else {
    writeFileSync(beside, content);
    chmodSync(beside, permissions);
  }
  if (process.platform === "win32") {
    rmSync(file, { force: true }); // which there may not be replaced while it is read-only
  }
  renameSync(beside, file);
}
