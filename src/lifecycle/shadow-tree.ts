import { execFile } from "node:child_process";
import {
  constants,
  copyFileSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  realpathSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { basename, dirname, join, relative, resolve, sep } from "node:path";
import { promisify } from "node:util";
import { isWithin } from "../is-within";
import { isSameText } from "../line-ends";
import { FILE_LIST, listedPaths } from "../repository/owned-files";
import { byPath, type FileState, type TreeChange } from "./tree-change";

/** Never copied: what git and npm keep for themselves. */
const APART = new Set([".git", "node_modules"]);

/** Modification time of what was copied, in seconds. Whatever is written later has a later one. */
const COPIED = 1;

/** More than the paths of any repository. */
const MAX_OUTPUT_BYTES = 512 * 1024 * 1024;

/** Where a repository is copied to, and what its copy takes packages from. */
export interface ShadowTreeOptions {
  /** The directory to be made. */
  readonly at: string;
  /** @default - the repository's own */
  readonly nodeModules?: string;
}

/**
 * A copy of a repository, in which its `.projenrc.ts` runs as it would in the repository itself, and writes what it likes.
 *
 * It has everything that git does not ignore, and ignored files as far as they lie in directories that are not ignored: the
 * generator may read any of them. Packages are linked. git commands find the repository, and what lies beside a repository that
 * is part of a larger one is where it is expected.
 */
export class ShadowTree {
  static async of(repository: string, { at, nodeModules }: ShadowTreeOptions): Promise<ShadowTree> {
    const original = realpathSync(repository);
    const root = enclosingRoot(original);
    // Under the same names, for a generator may name a repository after its directory.
    const copyOfRoot = join(at, basename(root) || "root");
    const copy = join(copyOfRoot, relative(root, original));
    mkdirSync(copy, { recursive: true });
    linkGit(root, copyOfRoot);
    linkSurroundings(root, original, copyOfRoot);
    const tree = new ShadowTree(original, copy);
    await tree.copyAll();
    const packages = nodeModules ?? join(original, "node_modules");
    if (existsSync(packages)) {
      symlinkSync(packages, join(copy, "node_modules"), "junction");
    }
    return tree;
  }

  private readonly copied = new Set<string>();

  private constructor(
    private readonly original: string,
    /** Where the copy is. */
    readonly directory: string,
  ) {}

  /** What differs from the repository, after the generator has run. */
  changes(): TreeChange[] {
    const present = new Set(filesBelow(this.directory));
    const removed = [...this.copied].filter((path) => !present.has(path));
    return [
      ...[...present].flatMap((path) => this.changeOf(path)),
      ...removed.map((path): TreeChange => ({ path, change: "removed", before: stateOf(join(this.original, path)) })),
    ].sort(byPath);
  }

  private changeOf(path: string): TreeChange[] {
    const [there, here] = [join(this.original, path), join(this.directory, path)];
    if (!this.copied.has(path) && !existsSync(there)) {
      return [{ path, change: "created", after: stateOf(here) }];
    }
    const stats = lstatSync(here);
    if (
      stats.isFile() &&
      stats.mtimeMs === COPIED * 1000 &&
      isExecutable(stats.mode) === isExecutable(statSync(there).mode)
    ) {
      return [];
    }
    const [before, after] = [stateOf(there), stateOf(here)];
    const same = before.mode === after.mode && isSameText(before.content, after.content);
    return same ? [] : [{ path, change: "modified", before, after }];
  }

  private async copyAll(): Promise<void> {
    const { files, ignoredDirectories } = await listed(this.original);
    for (const path of files) {
      this.copy(path);
    }
    for (const path of ignoredDirectories) {
      mkdirSync(join(this.directory, path), { recursive: true });
    }
    // Managed files may lie where git ignores everything.
    for (const path of managedPaths(this.original)) {
      this.copy(path);
    }
  }

  private copy(path: string): void {
    const from = join(this.original, path);
    const stats = lstatSync(from, { throwIfNoEntry: false });
    if (this.copied.has(path) || stats === undefined) {
      return;
    }
    if (stats.isDirectory()) {
      // A repository within this one, which git lists as a whole.
      for (const file of filesBelow(from)) {
        this.copy(`${path}/${file}`);
      }
      return;
    }
    const to = join(this.directory, path);
    mkdirSync(dirname(to), { recursive: true });
    if (stats.isSymbolicLink() && isWithin(this.original, resolve(dirname(from), readlinkSync(from)))) {
      symlinkSync(readlinkSync(from), to);
    } else if (statSync(from, { throwIfNoEntry: false })?.isFile()) {
      // A link that leads elsewhere is followed: through a link in the copy, a generator would write there.
      copyFileSync(from, to, constants.COPYFILE_FICLONE);
      utimesSync(to, COPIED, COPIED);
    } else {
      return;
    }
    this.copied.add(path);
  }
}

/** The root of the git repository that a directory belongs to, or the directory itself. */
function enclosingRoot(directory: string): string {
  for (let [at, above] = [directory, dirname(directory)]; ; [at, above] = [above, dirname(above)]) {
    if (existsSync(join(at, ".git"))) {
      return at;
    }
    if (above === at) {
      return directory;
    }
  }
}

/** git takes a file of this name for the path of its directory, as in a worktree. */
function linkGit(root: string, copy: string): void {
  const git = join(root, ".git");
  const stats = lstatSync(git, { throwIfNoEntry: false });
  if (stats === undefined) {
    return;
  }
  const [, target = git] = stats.isFile() ? (/^gitdir: (.*)$/m.exec(readFileSync(git, "utf8")) ?? []) : [];
  writeFileSync(join(copy, ".git"), `gitdir: ${resolve(root, target)}\n`);
}

/** What `.projenrc.ts` may import from the repository that it is a part of. */
function linkSurroundings(root: string, directory: string, copyOfRoot: string): void {
  const steps = relative(root, directory).split(sep).filter(Boolean);
  steps.forEach((step, depth) => {
    const [level, copy] = [root, copyOfRoot].map((path) => join(path, ...steps.slice(0, depth)));
    for (const name of readdirSync(level).filter((entry) => entry !== step && entry !== ".git")) {
      link(join(level, name), join(copy, name));
    }
  });
}

/** Whoever is no administrator links directories alone on Windows. */
function link(from: string, to: string): void {
  const stats = statSync(from, { throwIfNoEntry: false });
  try {
    symlinkSync(from, to, stats?.isDirectory() ? "junction" : "file");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EPERM") {
      throw error;
    }
    if (stats?.isFile()) {
      copyFileSync(from, to, constants.COPYFILE_FICLONE);
    }
  }
}

/** What is copied, and which directories are only made. Where git can't be asked, everything is copied. */
async function listed(directory: string): Promise<{ files: string[]; ignoredDirectories: string[] }> {
  const list = async (...flags: string[]) => {
    const { stdout } = await promisify(execFile)("git", ["ls-files", "-z", "--exclude-standard", ...flags], {
      cwd: directory,
      encoding: "utf8",
      maxBuffer: MAX_OUTPUT_BYTES,
    });
    return stdout.split("\0").filter((path) => path !== "" && !path.split("/").some((part) => APART.has(part)));
  };
  try {
    const [known, ignored] = await Promise.all([
      list("--cached", "--others"),
      list("--others", "--ignored", "--directory"),
    ]);
    return {
      files: [...known.map((path) => path.replace(/\/$/, "")), ...ignored.filter((path) => !path.endsWith("/"))],
      ignoredDirectories: ignored.filter((path) => path.endsWith("/")),
    };
  } catch {
    return { files: filesBelow(directory), ignoredDirectories: [] };
  }
}

function managedPaths(directory: string): string[] {
  const list = join(directory, FILE_LIST);
  const paths = existsSync(list) ? listedPaths(readFileSync(list, "utf8")) : [];
  return paths.filter((path) => isWithin(directory, path));
}

/** Paths with slashes, relative to the directory. Links are files, wherever they lead. */
function filesBelow(directory: string, below = ""): string[] {
  return readdirSync(join(directory, below), { withFileTypes: true }).flatMap((entry) => {
    const path = below === "" ? entry.name : `${below}/${entry.name}`;
    if (APART.has(entry.name)) {
      return [];
    }
    return entry.isDirectory() ? filesBelow(directory, path) : [path];
  });
}

function stateOf(path: string): FileState {
  const stats = lstatSync(path);
  if (stats.isSymbolicLink()) {
    return { content: Buffer.from(readlinkSync(path)), mode: "120000", permissions: 0o777 };
  }
  const permissions = stats.mode & 0o777;
  return { content: readFileSync(path), mode: isExecutable(permissions) ? "100755" : "100644", permissions };
}

/** Windows has no such bit. */
const isExecutable = (mode: number) => process.platform !== "win32" && (mode & 0o111) !== 0;
