import { lstatSync, readFileSync, readlinkSync } from "node:fs";
import { join } from "node:path";
import { byPath, type ContentChange } from "../tree-change";
import { GitRepository } from "./git-repository";

/** What differs from the last commit in a directory of a git repository. */
export function uncommittedChanges(directory: string): ContentChange[] {
  const git = new GitRepository(directory);
  return git
    .changedPaths()
    .map((path): ContentChange => {
      const [before, after] = [git.committed(path), contentOf(join(directory, path))];
      return {
        path,
        change: before === undefined ? "created" : after === undefined ? "removed" : "modified",
        ...(before === undefined ? {} : { before: { content: before } }),
        ...(after === undefined ? {} : { after: { content: after } }),
      };
    })
    .sort(byPath);
}

/** As git keeps it: of a link, the path that it points to. */
function contentOf(file: string): Buffer | undefined {
  const stats = lstatSync(file, { throwIfNoEntry: false });
  return stats && (stats.isSymbolicLink() ? Buffer.from(readlinkSync(file)) : readFileSync(file));
}
