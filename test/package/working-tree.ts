import { createHash } from "node:crypto";
import { chmodSync, existsSync, lstatSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Repository } from "./repository";

/** A repository's files, as a person edits them and a test looks at them. */
export class WorkingTree {
  constructor(private readonly repository: Repository) {}

  /** As a person edits, whom a read-only file does not stop. */
  edit(path: string, change: (text: string) => string): void {
    const file = join(this.repository.directory, path);
    if (existsSync(file)) {
      chmodSync(file, 0o644);
    }
    writeFileSync(file, change(existsSync(file) ? readFileSync(file, "utf8") : ""));
  }

  remove(path: string): void {
    rmSync(join(this.repository.directory, path), { force: true });
  }

  /** Every file that is not ignored. */
  snapshot(): Snapshot {
    const paths = this.repository.git("ls-files", "-z", "--cached", "--others", "--exclude-standard").split("\0");
    return Object.fromEntries(
      [...new Set(paths)].flatMap((path) => {
        const file = join(this.repository.directory, path);
        const stats = path === "" ? undefined : lstatSync(file, { throwIfNoEntry: false });
        return stats === undefined
          ? []
          : [
              [
                path,
                {
                  sha256: createHash("sha256").update(readFileSync(file)).digest("hex"),
                  executable: (stats.mode & 0o111) !== 0,
                  written: stats.mtimeMs,
                },
              ],
            ];
      }),
    );
  }
}

/** What is in each file, whether it can be executed, and when it was written. */
export type Snapshot = Record<string, { sha256: string; executable: boolean; written: number }>;

/** Paths in which two snapshots differ, but for when they were written. */
export function difference(a: Snapshot, b: Snapshot): string[] {
  const state = (path: string, files: Snapshot) => files[path] && `${files[path].sha256} ${files[path].executable}`;
  return [...new Set([...Object.keys(a), ...Object.keys(b)])]
    .filter((path) => state(path, a) !== state(path, b))
    .sort();
}
