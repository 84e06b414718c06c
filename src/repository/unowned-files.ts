import { existsSync, readFileSync } from "node:fs";
import { Component, type FileBase, type IResolver } from "projen";
import { UserError } from "../user-error";
import { FILE_LIST, isMarked, ownedFiles } from "./owned-files";

/** Stops the run when a file is in the way that is not ours, before anything is written. */
export class UnownedFiles extends Component {
  override preSynthesize(): void {
    const { project } = this;
    const owned = new Set(ownedFiles(project));
    const unowned = project.files.filter(
      // npm and projen write package.json together, and `projen new` makes it before we are asked.
      (file) => file.readonly && file.path !== FILE_LIST && !owned.has(file.path) && isForeign(file),
    );
    if (unowned.length > 0) {
      throw new UnownedFilesError(unowned.map((file) => file.path));
    }
  }
}

/** Thrown when files are in the way that projen did not write. */
export class UnownedFilesError extends UserError {
  constructor(paths: readonly string[]) {
    super(
      [
        `eks-otel-tracing: ${paths.length === 1 ? "1 file is" : `${paths.length} files are`} in the way, nothing was written.`,
        "",
        ...paths.map((path) => `  ${path}`),
        "",
        "These files would be generated, but what is there was written by somebody else. Move or delete them, and run again.",
        "",
      ].join("\n"),
    );
  }
}

/** Somebody else's, unless it says otherwise or has the very text that it would get: the list may be lost. */
function isForeign(file: FileBase): boolean {
  const { absolutePath } = file;
  return existsSync(absolutePath) && !isMarked(absolutePath) && readFileSync(absolutePath, "utf8") !== textOf(file);
}

/** What a file without projen's marker will hold, such as LICENSE. */
function textOf(file: FileBase): string | undefined {
  const { synthesizeContent } = file as unknown as { synthesizeContent(resolver: IResolver): string | undefined };
  return synthesizeContent.call(file, { resolve: (value) => value });
}
