import { relative, sep } from "node:path";
import { FileBase, type Project } from "projen";

/** The managed files of a project and of those within it, by their paths from its directory, with slashes. */
export function managedFiles(project: Project): Map<string, FileBase> {
  const files = project.node.findAll().filter((component) => component instanceof FileBase);
  return new Map(files.map((file) => [relative(project.outdir, file.absolutePath).split(sep).join("/"), file]));
}
