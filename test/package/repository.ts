import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { COMMAND_TIMEOUT_MS, regenerate, scaffold, TARBALL, userEnvironment } from "../../scripts/scaffold";

const ROOT = join(__dirname, "../..");

/** A repository that was scaffolded from the packed package, as a user does it. */
export class Repository {
  constructor(readonly directory: string) {}

  static create(...flags: string[]): Repository {
    return Repository.createFrom(undefined, ...flags);
  }

  /** @param from - the package, when it is another one than that packed here */
  static createFrom(from: string | undefined, ...flags: string[]): Repository {
    refuseStalePackage();
    const directory = join(mkdtempSync(join(tmpdir(), "eks-otel-tracing-")), "tracing");
    scaffold(directory, { flags: [`--projen-version=${projenVersion()}`, ...flags], from, stdio: "pipe" });
    return new Repository(directory);
  }

  remove(): void {
    rmSync(join(this.directory, ".."), { recursive: true, force: true });
  }

  read(path: string): string {
    return readFileSync(join(this.directory, path), "utf8");
  }

  write(path: string, text: string): void {
    writeFileSync(join(this.directory, path), text);
  }

  /** Replaces the options in .projenrc.ts, keeping those that `projen new` wrote. */
  setOptions(options: object): void {
    const projenrc = `import { EksOtelTracingProject } from "eks-otel-tracing";\nconst project = new EksOtelTracingProject(${JSON.stringify({ ...this.scaffolded, ...options })});\nproject.synth();\n`;
    this.write(".projenrc.ts", projenrc);
  }

  private get scaffolded(): object {
    const [, devDeps] = /devDeps"?: ?(\[[^\]]*\])/.exec(this.git("show", "HEAD:.projenrc.ts")) ?? [];
    return { name: "tracing", projenVersion: projenVersion(), devDeps: JSON.parse(devDeps) };
  }

  /** Runs `npx projen`, and gives what it printed. */
  regenerate(): Outcome {
    return outcome(() => regenerate(this.directory, "pipe"));
  }

  /** Runs a task, and gives what it printed, on success too. */
  projen(...args: string[]): Outcome {
    const { status, stdout, stderr } = spawnSync(process.execPath, ["node_modules/projen/bin/projen", ...args], {
      cwd: this.directory,
      encoding: "utf8",
      env: userEnvironment(),
      timeout: COMMAND_TIMEOUT_MS,
    });
    return { status: status ?? 1, output: `${stdout}${stderr}` };
  }

  npm(...args: string[]): void {
    execFileSync("npm", args, {
      cwd: this.directory,
      env: userEnvironment(),
      stdio: "pipe",
      shell: process.platform === "win32",
      timeout: COMMAND_TIMEOUT_MS,
    });
  }

  commit(): void {
    this.git("add", "--all");
    this.git("commit", "--quiet", "--allow-empty", "--message", "edit");
  }

  /** Text of each file that git knows or would take, by path. */
  files(): Record<string, string> {
    const paths = this.git("ls-files", "-z", "--cached", "--others", "--exclude-standard").split("\0").filter(Boolean);
    return Object.fromEntries(
      paths.filter((path) => existsSync(join(this.directory, path))).map((path) => [path, this.read(path)]),
    );
  }

  /** Runs what `npx projen` runs, without the second that projen takes to find out what that is. */
  synthesize(as: { uid?: number } = {}): Outcome {
    const [{ execArgs }] = JSON.parse(this.read(".projen/tasks.json")).tasks.default.steps;
    const [program, ...args] = execArgs;
    return outcome(() =>
      execFileSync(program, args, { cwd: this.directory, env: userEnvironment(), stdio: "pipe", ...as }),
    );
  }

  git(...args: string[]): string {
    return execFileSync("git", args, { cwd: this.directory, encoding: "utf8", env: userEnvironment() });
  }

  /** Paths that differ from the last commit, without .projenrc.ts. */
  changed(): string[] {
    return this.git("status", "--porcelain", "--untracked-files=all")
      .split("\n")
      .map((line) => line.slice(3))
      .filter((path) => path !== "" && path !== ".projenrc.ts")
      .sort();
  }

  /** Back to the last commit, as far as git knows the files. */
  reset(): void {
    this.git("reset", "--quiet", "--hard");
    this.git("clean", "--quiet", "--force", "-d");
  }

  /**
   * What tells of every file whether it was written: its modification time. To the superuser, who may write any file,
   * projen takes a read-only one for changed and writes the same bytes again, so there it is the inode.
   */
  identities(): Record<string, number> {
    const paths = this.git("ls-files").trim().split("\n");
    const superuser = process.getuid?.() === 0;
    return Object.fromEntries(
      paths.map((path) => {
        const { ino, mtimeMs } = statSync(join(this.directory, path));
        return [path, superuser ? ino : mtimeMs];
      }),
    );
  }
}

/** How a command ended, and what it printed if not well. */
interface Outcome {
  readonly status: number;
  readonly output: string;
}

function outcome(command: () => void): Outcome {
  try {
    command();
    return { status: 0, output: "" };
  } catch (error) {
    const { status, stdout, stderr } = error as { status?: number; stdout: Buffer; stderr: Buffer };
    if (status === undefined) {
      throw error; // it was not the command that failed
    }
    return { status, output: `${stdout}${stderr}` };
  }
}

function projenVersion(): string {
  return JSON.parse(readFileSync(join(ROOT, "node_modules/projen/package.json"), "utf8")).version;
}

/** Tests of an old package would prove nothing about the sources beside it. */
function refuseStalePackage(): void {
  const packed = statSync(TARBALL).mtimeMs;
  for (const folder of ["src", "templates"]) {
    for (const path of readdirSync(join(ROOT, folder), { recursive: true, encoding: "utf8" })) {
      if (statSync(join(ROOT, folder, path)).mtimeMs > packed) {
        throw new Error(`${folder}/${path} is newer than the package: run "npx projen pack" first`);
      }
    }
  }
}
