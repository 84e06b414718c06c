import { join } from "node:path";
import { Component } from "projen";
import { replaceFile } from "../replace-file";
import { writing } from "../writing";
import { FILE_LIST, isFileListWhole, isMarked, ownedFiles } from "./owned-files";

/**
 * Mends the list of managed files before projen reads it.
 *
 * Without a list, projen deletes every file that has its marker in it: those of another project below this one too, and
 * a page of somebody's that quotes the marker.
 */
export class FileList extends Component {
  override preSynthesize(): void {
    const { project } = this;
    const whole = isFileListWhole(project);
    if (whole) {
      return;
    }
    if (whole === false) {
      project.logger.warn(
        `${FILE_LIST} can't be read (a merge conflict, or a run that was cut short) and is written again. A file that is no longer generated may stay: see git status.`,
      );
    }
    const path = join(project.outdir, FILE_LIST);
    const dropped = ownedFiles(project).filter((file) => isMarked(join(project.outdir, file)));
    const files = [...new Set([...project.files.map((file) => file.path), ...dropped])];
    writing(FILE_LIST, () => replaceFile(path, JSON.stringify({ files })));
  }
}
