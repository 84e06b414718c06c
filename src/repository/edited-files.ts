import { lstatSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { Component, type FileBase, type IResolver, type Project } from "projen";
import { git } from "../git";
import { UserError } from "../user-error";
import { CHECKSUMS_PATH, recordedChecksums, sha256 } from "./checksums";
import { managedFiles } from "./managed-files";
import { FILE_LIST, ownedFiles } from "./owned-files";
import { isPreviewing } from "./previewing";

/** Where texts are kept that are nowhere else. */
export const OVERWRITTEN_PATH = ".projen/overwritten";

/** A file that is not as the generator has written it. */
interface Edit {
  readonly path: string;
  readonly content: Buffer;
  /** What replaces it; nothing when it is deleted. */
  readonly file?: FileBase;
}

/**
 * Before files are overwritten or deleted that a person has edited, says so, and where their text can be had again: in the last
 * commit, or in a copy.
 */
export class EditedFiles extends Component {
  constructor(project: Project) {
    super(project);
    // Copies carry projen's marker too.
    project.addExcludeFromCleanup(`${OVERWRITTEN_PATH}/**`);
  }

  override preSynthesize(): void {
    // In a new repository there is only what `projen new` itself has written.
    if (this.project.initProject !== undefined || isPreviewing()) {
      return;
    }
    const edits = this.edits();
    if (edits.length === 0) {
      return;
    }
    const committed = committedAsTheyAre(this.project.outdir, edits);
    const [commit] = committed.size > 0 ? listed(this.project.outdir, "rev-parse", "--short", "HEAD") : [];
    for (const { path, content, file } of edits) {
      const place = committed.has(path) ? `in git: git show ${commit}:./${path}` : `in ${this.keep(path, content)}`;
      this.project.logger.warn(
        `${path} was edited by hand and is ${file ? "generated anew" : "generated no longer, so it is deleted"}. What it was is ${place}`,
      );
    }
  }

  private edits(): Edit[] {
    const { outdir } = this.project;
    const files = managedFiles(this.project);
    const checksums = recordedChecksums(outdir);
    // What was never written is no edit: a file in the way has stopped the run by now.
    const paths = new Set([...checksums.paths, ...ownedFiles(this.project)]);
    // Lists for the generator alone. A broken one is told of where it is mended.
    paths.delete(CHECKSUMS_PATH);
    paths.delete(FILE_LIST);
    const differing = [...paths].sort().flatMap((path): (Edit & { recorded: boolean })[] => {
      const absolute = join(outdir, path);
      if (!lstatSync(absolute, { throwIfNoEntry: false })?.isFile()) {
        return [];
      }
      const content = readFileSync(absolute);
      const matches = checksums.matches(path, content);
      return matches ? [] : [{ path, content, file: files.get(path), recorded: matches !== undefined }];
    });
    // Of a file that an earlier version wrote without a checksum, only git can tell.
    const unrecorded = differing.filter(({ recorded }) => !recorded);
    const committed = committedAsTheyAre(outdir, unrecorded);
    return differing.filter((edit) => (edit.recorded || !committed.has(edit.path)) && willChange(edit));
  }

  private keep(path: string, content: Buffer): string {
    const folder = join(this.project.outdir, OVERWRITTEN_PATH);
    // The same text has the same place, and another one does not replace it.
    const copy = `${OVERWRITTEN_PATH}/${sha256(content).slice(0, 8)}/${path}`;
    try {
      mkdirSync(dirname(join(this.project.outdir, copy)), { recursive: true });
      writeFileSync(join(folder, ".gitignore"), "*\n");
      writeFileSync(join(this.project.outdir, copy), content);
    } catch (error) {
      throw new UserError(
        `eks-otel-tracing: ${path} was edited by hand, and what it was can't be kept in ${copy}: ${(error as Error).message}. No file was written. Mend that or commit the edit, and run again.\n`,
      );
    }
    return copy;
  }
}

function willChange({ content, file }: Edit): boolean {
  if (file === undefined) {
    return true;
  }
  const { synthesizeContent } = file as unknown as { synthesizeContent(resolver: IResolver): string | undefined };
  try {
    // What a JSON or YAML file computes late is left out of it, and the file taken for one that will change.
    return synthesizeContent.call(file, { resolve: (value) => value }) !== content.toString("utf8");
  } catch {
    return true;
  }
}

/** Those of the files whose text is in the last commit. */
function committedAsTheyAre(directory: string, edits: readonly Edit[]): Set<string> {
  const paths = edits.map(({ path }) => path);
  if (paths.length === 0) {
    return new Set();
  }
  const list = (...args: string[]) => listed(directory, ...args, "-z", "HEAD", "--", ...paths);
  try {
    const changed = new Set(list("diff", "--name-only", "--relative"));
    return new Set(list("ls-tree", "--name-only").filter((path) => !changed.has(path)));
  } catch {
    return new Set(); // no repository, or no commit yet
  }
}

/**
 * What git prints, by line, or by entry with `-z`.
 *
 * @throws Error when git can't say it
 */
function listed(directory: string, ...args: string[]): string[] {
  const { status, stdout } = git(directory, ...args);
  if (status !== 0) {
    throw new Error(`git ${args[0]} failed`);
  }
  return stdout
    .toString("utf8")
    .split(/[\0\n]/)
    .filter(Boolean);
}
