import { accessSync, constants, existsSync, lstatSync, readFileSync, statSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { Component, type FileBase, ObjectFile } from "projen";
import { isWithin } from "../is-within";
import { SampleTemplate } from "../template";
import { UserError } from "../user-error";
import { writing } from "../writing";
import { contentOf } from "./file-content";
import { ownedFiles } from "./owned-files";

/** Stops the run when a file can't be written: before the files ahead of it are, or else with its name. */
export class UnwritableFiles extends Component {
  override preSynthesize(): void {
    const { outdir, files, components } = this.project;
    const samples = components.filter((component) => component instanceof SampleTemplate && component.isDue);
    const kept = new Set(files.map(({ path }) => path));
    const dropped = ownedFiles(this.project).filter((path) => !kept.has(path) && isWithin(outdir, path));
    const obstacles = [
      ...files.map((file) => [file.path, obstacleTo(file)]),
      ...(samples as SampleTemplate[]).map(({ path }) => [path, obstacleToCreation(join(outdir, path), outdir)]),
      ...dropped.map((path) => [path, obstacleToRemoval(join(outdir, path), outdir)]),
    ].flatMap(([path, obstacle]) => (obstacle === undefined ? [] : [`  ${path}: ${obstacle}`]));
    if (obstacles.length > 0) {
      throw new UnwritableFilesError(obstacles);
    }
    for (const file of files) {
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
  if (refusal(absolutePath, constants.R_OK) !== "") {
    return "it can't be read, so what is in it could be lost";
  }
  const user = process.getuid?.() ?? stat.uid;
  const obstacle =
    user !== 0 && user !== stat.uid
      ? "it belongs to another user"
      : LASTING_OBSTACLES.get(refusal(absolutePath, constants.W_OK));
  // What JSON files will hold is known when everything else is written. They are the same on most runs.
  const changes = () => !(file instanceof ObjectFile) && contentOf(file) !== readFileSync(absolutePath, "utf8");
  return obstacle !== undefined && changes() ? obstacle : undefined;
}

/** Why a file can't be written whoever makes it writable. On Windows the second is told of any read-only file. */
const LASTING_OBSTACLES = new Map([
  ["EROFS", "its file system is read-only"],
  ...(process.platform === "win32" ? [] : [["EPERM", "it is made immutable"] as const]),
]);

function obstacleToCreation(path: string, outdir: string): string | undefined {
  let directory = dirname(path);
  while (!existsSync(directory)) {
    directory = dirname(directory);
  }
  const name = relative(outdir, directory) || directory;
  if (!statSync(directory).isDirectory()) {
    return `${name} is no directory`;
  }
  return refusal(directory, constants.W_OK) === "" ? undefined : `the directory ${name} is read-only`;
}

/** projen would tell of it and go on, and no later run would know of the file. A directory it would delete with all that is in it. */
function obstacleToRemoval(path: string, outdir: string): string | undefined {
  const stat = lstatSync(path, { throwIfNoEntry: false });
  const obstacle = stat && (stat.isDirectory() ? "a directory is in its place" : obstacleToCreation(path, outdir));
  return obstacle && `it is generated no longer, and can't be deleted: ${obstacle}`;
}

/** Code of the error with which the system refuses to read or to write; empty when it does not. */
function refusal(path: string, access: number): string {
  try {
    accessSync(path, access);
    return "";
  } catch (error) {
    return (error as NodeJS.ErrnoException).code ?? "EACCES";
  }
}
