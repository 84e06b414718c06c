import { rmSync } from "node:fs";
import { join } from "node:path";
import { replaceFile, type StagedFile, stageFile } from "../replace-file";
import { UserError } from "../user-error";
import type { TreeChange } from "./tree-change";

/**
 * Makes of a repository what a regeneration has made of its copy: of all of its files, or of none.
 *
 * @throws UserError with the file that can't be written, and the system's reason
 */
export function applyChanges(directory: string, changes: readonly TreeChange[]): void {
  const done: TreeChange[] = [];
  const staged = new Map<string, StagedFile>();
  for (const change of changes) {
    attempt(change, () => {
      if (change.after !== undefined) {
        staged.set(change.path, stageFile(join(directory, change.path), change.after.content, change.after));
      }
    });
  }
  for (const change of changes) {
    attempt(change, () => {
      const file = staged.get(change.path);
      if (file === undefined) {
        rmSync(join(directory, change.path), { force: true });
      } else {
        file.place();
      }
      done.push(change);
    });
  }

  function attempt({ path }: TreeChange, step: () => void): void {
    try {
      step();
    } catch (error) {
      const undone = undo(directory, done);
      for (const file of staged.values()) {
        file.discard();
      }
      throw new UserError(
        `${path} can't be written: ${(error as Error).message}. ${
          undone ? "Nothing was written." : "Some files are written, some are not: git has what they were."
        }`,
      );
    }
  }
}

/** Whether all could be put back as it was. */
function undo(directory: string, done: readonly TreeChange[]): boolean {
  try {
    for (const { path, before } of [...done].reverse()) {
      const file = join(directory, path);
      if (before === undefined) {
        rmSync(file, { force: true });
      } else {
        replaceFile(file, before.content, before);
      }
    }
    return true;
  } catch {
    return false;
  }
}
