import {
  chmodSync,
  lstatSync,
  mkdirSync,
  renameSync,
  rmdirSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { dirname } from "node:path";
import type { FileState } from "./lifecycle/tree-change";

/** Nobody's own file has this ending. A run that was killed leaves one, and the next one, which writes the file again, removes it. */
const BESIDE = ".eks-otel-tracing-new";

/** What Windows says while another program, such as a virus scanner or an editor, has a file open. */
const HELD = new Set(["EACCES", "EBUSY", "EPERM"]);

/** How often it is tried then, each time after a longer pause: in all for less than a second. */
const ATTEMPTS = 10;
const PAUSE_MS = 20;

/** A file that is written beside the one whose place it takes. */
export interface StagedFile {
  /** Puts it there. That takes no room on the disk. */
  place(): void;
  /** Removes it, and the directories that were made for it. */
  discard(): void;
}

/**
 * Writes a file in one step, so that whoever reads it finds what it was or what it becomes, and a link is not written through.
 *
 * @param state - a regular file with the permissions that it had, unless it says otherwise
 */
export function replaceFile(file: string, content: string | Buffer, state: Partial<FileState> = {}): void {
  const staged = stageFile(file, content, state);
  try {
    staged.place();
  } catch (error) {
    staged.discard();
    throw error;
  }
}

/** The first half of {@link replaceFile}: what can fail for want of room. Nothing stays of one that fails. */
export function stageFile(
  file: string,
  content: string | Buffer,
  { mode, permissions = statSync(file, { throwIfNoEntry: false })?.mode }: Partial<FileState> = {},
): StagedFile {
  const beside = `${file}${BESIDE}`;
  const made = mkdirSync(dirname(file), { recursive: true });
  const discard = () => remove(beside, made);
  try {
    rmSync(beside, { force: true });
    if (mode === "120000") {
      symlinkSync(content.toString(), beside);
    } else {
      writeFileSync(beside, content);
      if (permissions !== undefined) {
        chmodSync(beside, permissions & 0o777);
      }
    }
  } catch (error) {
    discard();
    throw error;
  }
  return { place: () => place(beside, file), discard };
}

function place(beside: string, file: string): void {
  if (process.platform === "win32" && lstatSync(file, { throwIfNoEntry: false })?.isFile()) {
    chmodSync(file, 0o666); // which there may not be replaced while it is read-only
  }
  for (let attempt = 1; ; attempt++) {
    try {
      renameSync(beside, file);
      return;
    } catch (error) {
      const { code = "" } = error as NodeJS.ErrnoException;
      if (process.platform !== "win32" || attempt === ATTEMPTS || !HELD.has(code)) {
        throw error;
      }
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, attempt * PAUSE_MS);
    }
  }
}

/** As far as it can be: why a file could not be written is what is told. */
function remove(beside: string, topmostMade: string | undefined): void {
  try {
    rmSync(beside, { force: true });
  } catch {}
  try {
    for (let at = dirname(beside); topmostMade !== undefined && at.length >= topmostMade.length; at = dirname(at)) {
      rmdirSync(at);
    }
  } catch {}
}
