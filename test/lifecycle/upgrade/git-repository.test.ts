import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { userEnvironment } from "../../../scripts/scaffold";
import { GitRepository, isCommitted } from "../../../src/lifecycle/upgrade/git-repository";

/** A module in a subfolder of a repository, with one file in the last commit. */
let root: string;
let directory: string;
let git: GitRepository;
beforeEach(() => {
  root = realpathSync(mkdtempSync(join(tmpdir(), "eks-otel-tracing-")));
  directory = join(root, "modules/tracing");
  mkdirSync(directory, { recursive: true });
  writeFileSync(join(directory, "a b.md"), "1");
  const run = (...args: string[]) => execFileSync("git", args, { cwd: root, env: userEnvironment() });
  run("init", "--quiet");
  run("add", "--all");
  run("commit", "--quiet", "--message", "first");
  git = new GitRepository(directory);
});

test("changes are those below the directory, named from there", () => {
  expect(git.changedPaths()).toEqual([]);
  writeFileSync(join(root, "elsewhere"), "1");
  rmSync(join(directory, "a b.md"));
  writeFileSync(join(directory, "ä.md"), "1");
  expect(git.changedPaths().sort()).toEqual(["a b.md", "ä.md"]);
});

test("a file is committed as long as it is as the last commit has it", () => {
  expect(isCommitted(directory, "a b.md")).toBe(true);
  expect(git.committed("a b.md")?.toString()).toBe("1");
  writeFileSync(join(directory, "a b.md"), "2");
  expect(isCommitted(directory, "a b.md")).toBe(false);
  writeFileSync(join(directory, "new"), "1");
  expect([isCommitted(directory, "new"), git.committed("new")]).toEqual([false, undefined]);
});

test("a git that can't be started, and one that fails later, are told", () => {
  expect(() => new GitRepository(join(root, "nowhere"))).toThrow(
    /^eks-otel-tracing: git can't be started: spawnSync git ENOENT\n$/,
  );
  rmSync(join(root, ".git"), { recursive: true });
  expect(() => git.changedPaths()).toThrow(/^eks-otel-tracing: git rev-parse failed: fatal: not a git.*\S\n$/);
});

test("each directory of a repository has a private file of its own, which git does not see", () => {
  const file = git.privateFile("progress");
  expect(file).toBe(join(root, ".git/progress-modules-tracing"));
  expect(new GitRepository(root).privateFile("progress")).toBe(join(root, ".git/progress"));
  writeFileSync(file, "");
  expect(git.changedPaths()).toEqual([]);
  expect(existsSync(file)).toBe(true);
});
