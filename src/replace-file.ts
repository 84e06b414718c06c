import { chmodSync, lstatSync, mkdirSync, renameSync, rmSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import type { FileState } from "./lifecycle/tree-change";

/**
 * Writes a file in one step, so that whoever reads it finds what it was or what it becomes, and a link is not written through.
 *
 * @param state - a regular file with the permissions that it had, unless it says otherwise
 */
export function replaceFile(
  file: string,
  content: string | Buffer,
  { mode, permissions = statSync(file, { throwIfNoEntry: false })?.mode }: Partial<FileState> = {},
): void {
  const beside = `${file}.new`;
  mkdirSync(dirname(file), { recursive: true });
  rmSync(beside, { force: true });
  if (mode === "120000") {
    symlinkSync(content.toString(), beside);
  } else {
    writeFileSync(beside, content);
    if (permissions !== undefined) {
      chmodSync(beside, permissions & 0o777);
    }
  }
  if (process.platform === "win32" && lstatSync(file, { throwIfNoEntry: false })?.isFile()) {
    chmodSync(file, 0o666); // which there may not be replaced while it is read-only
  }
  renameSync(beside, file);
}
