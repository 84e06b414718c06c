import { existsSync, readFileSync } from "node:fs";
import { Component, type FileBase } from "projen";
import { readJson } from "../json-file";
import { UserError } from "../user-error";
import { contentOf } from "./file-content";
import { FILE_LIST, isMarked, ownedFiles } from "./owned-files";

/** Stops the run when a file is in the way that is not ours, before anything is written. */
export class UnownedFiles extends Component {
  override preSynthesize(): void {
    const { project } = this;
    const owned = new Set(ownedFiles(project));
    const unowned = project.files.filter((file) => {
      if (!file.readonly) {
        return isForeignPackage(file);
      }
      return file.path !== FILE_LIST && !owned.has(file.path) && isForeign(file);
    });
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
        ...(paths.includes("package.json")
          ? [
              "`projen new` has put projen and this package into the devDependencies of package.json: git takes it back.",
            ]
          : []),
        "",
      ].join("\n"),
    );
  }
}

/** Somebody else's, unless it says otherwise or has the very text that it would get: the list may be lost. */
function isForeign(file: FileBase): boolean {
  const { absolutePath } = file;
  return existsSync(absolutePath) && !isMarked(absolutePath) && readFileSync(absolutePath, "utf8") !== contentOf(file);
}

/** The one file that projen leaves writable. It has been read before, so it is JSON. */
function isForeignPackage({ path, absolutePath, project }: FileBase): boolean {
  if (path !== "package.json" || !existsSync(absolutePath) || isMarked(absolutePath)) {
    return false;
  }
  const { devDependencies = {}, ...rest } = readJson(absolutePath);
  // `projen new` installs these before it asks us, and makes the file when there is none.
  const installed = ["projen", project.initProject?.fqn.replace(/\.[^.]*$/, "")];
  return Object.keys(rest).length > 0 || Object.keys(devDependencies).some((name) => !installed.includes(name));
}
