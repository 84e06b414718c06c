import { lstatSync, readFileSync } from "node:fs";
import { FileBase, type Project } from "projen";
import { writing } from "../writing";
import { CHECKSUMS_PATH, Checksums } from "./checksums";
import { managedFiles } from "./managed-files";

/** Records what was written, so that the next run knows what a person has edited since. */
export class ChecksumFile extends FileBase {
  constructor(project: Project) {
    super(project, CHECKSUMS_PATH);
    // Two branches that both regenerate would conflict in neighbouring lines; with the lines of both, either side's file is known.
    project.gitattributes.addAttributes(`/${CHECKSUMS_PATH}`, "merge=union");
  }

  /** Not with the other files, some of which are written after this one, or again. */
  override synthesize(): void {}

  /** When all others are written. Files that are no longer generated, after `npx projen eject`, have none. */
  record(): void {
    if (!this.project.ejected) {
      writing(this.path, () => super.synthesize());
    }
  }

  protected synthesizeContent(): string {
    const checksums = new Checksums();
    for (const [path, file] of managedFiles(this.project)) {
      if (file !== this && lstatSync(file.absolutePath, { throwIfNoEntry: false })?.isFile()) {
        checksums.add(path, readFileSync(file.absolutePath));
      }
    }
    return [...(this.marker ? [`# ${this.marker}`] : []), ...checksums.lines(), ""].join("\n");
  }
}
