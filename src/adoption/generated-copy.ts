import { existsSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Project } from "projen";
import { ShadowTree } from "../lifecycle/shadow-tree";
import type { TreeChange } from "../lifecycle/tree-change";
import { FROM_PROJEN, type ProjenrcParts, projenrcBody, projenrcText } from "./projenrc-text";

/** The project type and projen, which the command line loads for this alone. */
export interface Generator {
  readonly package: object;
  readonly projen: object;
}

/** Files that were written and deleted by hand, so to say, before the generator runs. */
export interface PreparedFiles {
  readonly written: Readonly<Record<string, string>>;
  readonly deleted: readonly string[];
}

/** A file that would be generated where there is one. */
export type Conflicts = readonly string[];

/**
 * Generates the repository in a copy of the directory, and says what differs.
 *
 * @param complete - what `.projenrc.ts` has to say for the files that are in the way
 */
export async function generatedCopy(
  directory: string,
  { written, deleted }: PreparedFiles,
  generator: Generator,
  complete: (
    conflicts: Conflicts,
    read: (path: string) => string,
  ) => { parts: ProjenrcParts; deleted: readonly string[] },
): Promise<TreeChange[]> {
  const at = realpathSync(mkdtempSync(join(tmpdir(), "eks-otel-tracing-adopt-")));
  const restore = [process.cwd(), process.env.PROJEN_DISABLE_POST] as const;
  try {
    const tree = await ShadowTree.of(directory, { at });
    const path = (file: string) => join(tree.directory, file);
    for (const file of deleted) {
      rmSync(path(file), { force: true });
    }
    process.chdir(tree.directory);
    process.env.PROJEN_DISABLE_POST = "true";
    const read = (file: string) => readFileSync(path(file), "utf8");
    const draft = constructed(complete([], read).parts, generator);
    const conflicts = draft.files.filter((file) => existsSync(path(file.path))).map((file) => file.path);
    const { parts, deleted: merged } = complete(conflicts, read);
    for (const file of merged) {
      rmSync(path(file));
    }
    for (const [file, text] of Object.entries({ ...written, ".projenrc.ts": projenrcText(parts) })) {
      writeFileSync(path(file), text);
    }
    constructed(parts, generator).synth();
    return tree.changes();
  } finally {
    const [cwd, post] = restore;
    process.chdir(cwd);
    if (post === undefined) {
      delete process.env.PROJEN_DISABLE_POST;
    } else {
      process.env.PROJEN_DISABLE_POST = post;
    }
    rmSync(at, { recursive: true });
  }
}

/** What `.projenrc.ts` makes, which is JavaScript but for its imports. */
function constructed(parts: ProjenrcParts, generator: Generator): Project {
  const names = ["EksOtelTracingProject", ...FROM_PROJEN];
  const run = new Function(...names, `${projenrcBody(parts)}return project;`);
  return run(...names.map((name) => ({ ...generator.projen, ...generator.package })[name as never]));
}
