import { accessSync, constants, existsSync, readFileSync, statSync } from "node:fs";
import { dirname, relative } from "node:path";
import { Component, type FileBase, ObjectFile } from "projen";
import { UserError } from "../user-error";
import { writing } from "../writing";
import { contentOf } from "./file-content";

/** Stops the run when a file can't be written: before the files ahead of it are, or else with its name. */
export class UnwritableFiles extends Component {
  override preSynthesize(): void {
    const obstacles = this.project.files.flatMap((file) => {
      const obstacle = obstacleTo(file);
      return obstacle === undefined ? [] : [`  ${file.path}: ${obstacle}`];
    });
    if (obstacles.length > 0) {
      throw new UnwritableFilesError(obstacles);
    }
    for (const file of this.project.files) {
      const write = file.synthesize.bind(file);
      file.synthesize = () => writing(file.path, write);
    }
  }
}

/** Thrown when generated files can't be written. */
export class UnwritableFilesError extends UserError {
  constructor(obstacles: readonly string[]) {
    super(
      [
        `eks-otel-tracing: ${obstacles.length === 1 ? "1 file" : `${obstacles.length} files`} can't be written, so none was.`,
        "",
        ...obstacles,
        "",
        "Make them writable for you, and run again.",
        "",
      ].join("\n"),
    );
  }
}

function obstacleTo(file: FileBase): string | undefined {
  const { absolutePath } = file;
  return existsSync(absolutePath) ? obstacleToChange(file) : obstacleToCreation(absolutePath, file.project.outdir);
}

/** projen makes its own read-only files writable, which only their owner may. */
function obstacleToChange(file: FileBase): string | undefined {
  const { absolutePath } = file;
  const stat = statSync(absolutePath);
  if (!stat.isFile()) {
    return "a directory is in its place";
  }
  const user = process.getuid?.() ?? stat.uid;
  // What JSON files will hold is known when everything else is written. They are the same on most runs.
  const changes = () => !(file instanceof ObjectFile) && contentOf(file) !== readFileSync(absolutePath, "utf8");
  return user !== 0 && user !== stat.uid && changes() ? "it belongs to another user" : undefined;
}

function obstacleToCreation(path: string, outdir: string): string | undefined {
  let directory = dirname(path);
  while (!existsSync(directory)) {
    directory = dirname(directory);
  }
  const name = relative(outdir, directory) || directory;
  if (!statSync(directory).isDirectory()) {
    return `${name} is no directory`;
  }
  try {
    accessSync(directory, constants.W_OK);
    return undefined;
  } catch {
    return `the directory ${name} is read-only`;
  }
}
