import { chmodSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
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
    if (after === undefined) {
      rmSync(file);
    } else {
      replaceFile(file, after);
    }
    return [];
  });
}

/** Writes a file so that whoever reads it finds either the old text or the new one. */
export function replaceFile(file: string, text: string): void {
  const written = `${file}.new`;
  mkdirSync(dirname(file), { recursive: true });
  rmSync(written, { force: true });
  writeFileSync(written, text);
  if (existsSync(file)) {
    chmodSync(written, statSync(file).mode);
  }
  renameSync(written, file);
}
