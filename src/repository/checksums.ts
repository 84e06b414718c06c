import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { unixBytes } from "../line-ends";

/** Where a repository has the checksums of its managed files. */
export const CHECKSUMS_PATH = ".projen/checksums.txt";

/**
 * What the managed files were when they were written last, in the format of sha256sum(1). It tells a file that was edited by hand
 * from one that an earlier version, or other options, have written.
 *
 * A file may have several: after a merge, the checksums of both sides stand there, and both were written by the generator.
 */
export class Checksums {
  static read(text: string): Checksums {
    const checksums = new Checksums();
    for (const [, sha256, path] of text.matchAll(/^([0-9a-f]{64}) [ *](.+?)\r?$/gm)) {
      checksums.addSha256(path, sha256);
    }
    return checksums;
  }

  private readonly byPath = new Map<string, Set<string>>();

  get paths(): string[] {
    return [...this.byPath.keys()];
  }

  add(path: string, content: Buffer): void {
    this.addSha256(path, sha256(content));
  }

  /** Whether the file was written by the generator as it is, but for its line ends; nothing when that is not recorded. */
  matches(path: string, content: Buffer): boolean | undefined {
    const sums = this.byPath.get(path);
    return sums && [content, unixBytes(content)].some((written) => sums.has(sha256(written)));
  }

  /** One line a file, in the order of paths. */
  lines(): string[] {
    return [...this.byPath]
      .flatMap(([path, sums]) => [...sums].map((sum) => ({ path, line: `${sum}  ${path}` })))
      .sort((a, b) => (a.path < b.path ? -1 : 1))
      .map(({ line }) => line);
  }

  private addSha256(path: string, sum: string): void {
    this.byPath.set(path, (this.byPath.get(path) ?? new Set()).add(sum));
  }
}

/** The checksums that the last regeneration has left in a repository, none if it had none to leave. */
export function recordedChecksums(directory: string): Checksums {
  try {
    return Checksums.read(readFileSync(join(directory, CHECKSUMS_PATH), "utf8"));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") {
      return Checksums.read("");
    }
    throw error;
  }
}

export function sha256(content: Buffer): string {
  return createHash("sha256").update(content).digest("hex");
}
