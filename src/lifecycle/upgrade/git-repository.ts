import { resolve } from "node:path";
import { git } from "../../git";
import { UserError } from "../../user-error";

/** What git knows of a directory. */
export class GitRepository {
  /** @throws UserError when the directory is in no repository */
  constructor(
    private readonly directory: string,
    why = "An upgrade is read as a diff, and undone with git.",
  ) {
    if (this.run("rev-parse", "--git-dir").status !== 0) {
      throw new UserError(
        `eks-otel-tracing: this directory is in no git repository, nothing was written.\n\n${why} Run "git init", commit what is there, and run it again.\n`,
      );
    }
  }

  /** Paths below the directory that differ from the last commit, also files that git does not know. */
  changedPaths(): string[] {
    const { length } = `XY ${this.prefix}`;
    return this.output("status", "--porcelain", "-z", "--no-renames", "--untracked-files=all", "--", ".")
      .split("\0")
      .filter(Boolean)
      .map((entry) => entry.slice(length));
  }

  /** Content of a file in the last commit. Undefined where there is none. */
  committed(path: string): Buffer | undefined {
    const { status, stdout } = this.run("show", `HEAD:./${path}`);
    return status === 0 ? stdout : undefined;
  }

  /** Path of a file of our own in git's directory, which no commit and no clean-up touches. */
  privateFile(name: string): string {
    const own = [name, ...this.prefix.split("/").filter(Boolean)].join("-");
    return resolve(this.directory, this.output("rev-parse", "--git-path", own).trimEnd());
  }

  /** The directory within the repository, with a slash at its end; empty at the top. */
  private get prefix(): string {
    return this.output("rev-parse", "--show-prefix").trimEnd();
  }

  private output(...args: string[]): string {
    const { status, stdout, stderr } = this.run(...args);
    if (status !== 0) {
      throw new UserError(`eks-otel-tracing: git ${args[0]} failed: ${stderr.trim()}\n`);
    }
    return stdout.toString("utf8");
  }

  private run(...args: string[]) {
    const ran = git(this.directory, ...args);
    if (ran.error) {
      throw new UserError(`eks-otel-tracing: git can't be started: ${ran.error.message}\n`);
    }
    return ran;
  }
}

/** Whether the last commit has a file as it is. Outside of a repository none has it. */
export function isCommitted(directory: string, path: string): boolean {
  const succeeds = (...args: string[]) => git(directory, ...args).status === 0;
  return succeeds("cat-file", "-e", `HEAD:./${path}`) && succeeds("diff", "--quiet", "HEAD", "--", path);
}
