import { execFileSync } from "node:child_process";
import fs, {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readlinkSync,
  realpathSync,
  rmSync,
  symlinkSync,
  unlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { userEnvironment } from "../../scripts/scaffold";
import { ShadowTree } from "../../src/lifecycle/shadow-tree";

let root: string;
let repository: string;
beforeEach(() => {
  root = realpathSync(mkdtempSync(join(tmpdir(), "eks-otel-tracing-")));
  repository = join(root, "tracing");
  mkdirSync(repository);
});
afterEach(() => {
  jest.restoreAllMocks();
  rmSync(root, { recursive: true, force: true });
});

function write(path: string, text = `${path}\n`): void {
  mkdirSync(dirname(join(repository, path)), { recursive: true });
  writeFileSync(join(repository, path), text);
}

const git = (directory: string, ...args: string[]) =>
  execFileSync("git", args, { cwd: directory, encoding: "utf8", env: userEnvironment() });

function commit(directory = repository): void {
  git(directory, "init", "--quiet");
  git(directory, "add", ".");
  git(directory, "commit", "--quiet", "--message", "all");
}

const shadow = async () => (await ShadowTree.of(repository, { at: join(root, "copy") })) as ShadowTree;
const inShadow = (tree: ShadowTree, path: string) => join(tree.directory, path);
const paths = (tree: ShadowTree) => tree.changes().map(({ path, change }) => `${change} ${path}`);

test("nothing differs before anything is written", async () => {
  write("main.tf");
  write("a/b c/ü.md");
  symlinkSync("main.tf", join(repository, "link.tf"));
  symlinkSync("nowhere", join(repository, "dangling"));
  symlinkSync("a", join(repository, "directory"));
  commit();
  write("inner/of-another-repository.md");
  git(join(repository, "inner"), "init", "--quiet");
  const tree = await shadow();
  expect([basename(tree.directory), existsSync(inShadow(tree, "inner/of-another-repository.md"))]).toEqual([
    "tracing",
    true,
  ]);
  const read = jest.spyOn(fs, "readFileSync");
  expect([paths(tree), read.mock.calls]).toEqual([[], []]);
  const links = ["link.tf", "dangling", "directory"].map((path) => readlinkSync(inShadow(tree, path)));
  expect(links).toEqual(["main.tf", "nowhere", "a"]);
});

test("files that are created, modified, removed or made executable are told, and the repository is as it was", async () => {
  for (const path of ["kept.tf", "modified.tf", "removed.tf", "script.sh"]) {
    write(path);
  }
  commit();
  const tree = await shadow();
  writeFileSync(inShadow(tree, "created.tf"), "new\n");
  writeFileSync(inShadow(tree, "modified.tf"), "MODIFIED.TF\n");
  unlinkSync(inShadow(tree, "removed.tf"));
  chmodSync(inShadow(tree, "script.sh"), 0o755);
  writeFileSync(inShadow(tree, "kept.tf"), "kept.tf\n");
  expect(paths(tree)).toEqual([
    "created created.tf",
    "modified modified.tf",
    "removed removed.tf",
    ...(process.platform === "win32" ? [] : ["modified script.sh"]),
  ]);
  expect(git(repository, "status", "--porcelain")).toBe("");
});

test("what there is afterwards is told with its mode", async () => {
  const tree = await shadow();
  writeFileSync(inShadow(tree, "a.sh"), "a", { mode: 0o555 });
  writeFileSync(inShadow(tree, "b"), "b", { mode: 0o444 });
  symlinkSync("b", inShadow(tree, "c"));
  const after = tree.changes().map(({ after }) => after && { ...after, content: after.content.toString() });
  expect(after).toEqual([
    process.platform === "win32" ? expect.anything() : { content: "a", mode: "100755", permissions: 0o555 },
    { content: "b", mode: "100644", permissions: 0o444 },
    { content: "b", mode: "120000", permissions: 0o777 },
  ]);
});

test("a file that differs in its line ends alone does not differ; one that is no text does, by its bytes", async () => {
  write("main.tf", "a\r\nü\r\n");
  write("logo.bin", "");
  writeFileSync(join(repository, "logo.bin"), Buffer.from([0xff, 0x0d, 0x0a, 0xfe]));
  const tree = await shadow();
  writeFileSync(inShadow(tree, "main.tf"), "a\nü\n");
  expect(paths(tree)).toEqual([]);
  writeFileSync(inShadow(tree, "main.tf"), "a\nu\n");
  writeFileSync(inShadow(tree, "logo.bin"), Buffer.from([0xfe, 0x0d, 0x0a, 0xfe]));
  expect(paths(tree)).toEqual(["modified logo.bin", "modified main.tf"]);
});

test("what git ignores is there as far as a generator may look for it", async () => {
  write(".gitignore", "*.tfvars\n.terraform/\nbuild/\nnode_modules/\n");
  write("dev.tfvars");
  write(".terraform/providers/aws", "large");
  write("build/managed.txt");
  write("node_modules/thing/index.js", "module.exports = 'thing';");
  write(".projen/files.json", JSON.stringify({ files: ["build/managed.txt", "../elsewhere", 7] }, undefined, 2));
  commit();
  const tree = await shadow();
  const there = [
    "dev.tfvars",
    ".terraform",
    ".terraform/providers",
    "build/managed.txt",
    "node_modules/thing/index.js",
  ];
  expect(there.map((path) => existsSync(inShadow(tree, path)))).toEqual([true, true, false, true, true]);
  expect(paths(tree)).toEqual([]);
});

test("a directory that git does not know is copied as a whole", async () => {
  write("main.tf");
  write("sub/other.tf");
  const tree = await shadow();
  expect(["main.tf", "sub/other.tf"].map((path) => readFileSync(inShadow(tree, path), "utf8"))).toEqual([
    "main.tf\n",
    "sub/other.tf\n",
  ]);
});

test("through a link that leads out of the repository, nothing is written", async () => {
  writeFileSync(join(root, "outside.txt"), "outside\n");
  symlinkSync(join(root, "outside.txt"), join(repository, "inside.txt"));
  symlinkSync(root, join(repository, "directory"));
  symlinkSync(join(root, "nowhere"), join(repository, "dangling"));
  commit();
  const tree = await shadow();
  expect(
    ["directory", "dangling"].filter((path) => lstatSync(inShadow(tree, path), { throwIfNoEntry: false })),
  ).toEqual([]);
  writeFileSync(inShadow(tree, "inside.txt"), "overwritten\n");
  expect([readFileSync(join(root, "outside.txt"), "utf8"), paths(tree)]).toEqual([
    "outside\n",
    ["modified inside.txt"],
  ]);
});

test("git commands find the repository, and change nothing in it", async () => {
  write("main.tf");
  commit();
  git(repository, "remote", "add", "origin", "https://example.com/tracing.git");
  const index = () => lstatSync(join(repository, ".git/index")).mtimeMs;
  const before = index();
  const tree = await shadow();
  const run = (...args: string[]) =>
    execFileSync("git", args, {
      cwd: tree.directory,
      encoding: "utf8",
      env: { ...process.env, GIT_OPTIONAL_LOCKS: "0" },
    }).trim();
  expect([run("remote", "get-url", "origin"), run("status", "--porcelain"), index()]).toEqual([
    "https://example.com/tracing.git",
    "",
    before,
  ]);
});

test("in a worktree and in a part of a larger repository, what lies around is found where it is expected", async () => {
  write("shared/options.json", "{}");
  write("modules/tracing/main.tf");
  symlinkSync("nowhere", join(repository, "dangling"));
  commit();
  const worktree = join(root, "worktree");
  git(repository, "worktree", "add", "--quiet", worktree);
  const tree = await ShadowTree.of(join(worktree, "modules/tracing"), { at: join(root, "copy") });
  expect(readFileSync(inShadow(tree, "../../shared/options.json"), "utf8")).toBe("{}");
  expect(git(tree.directory, "rev-parse", "--show-prefix").trim()).toBe("modules/tracing/");
  writeFileSync(inShadow(tree, "main.tf"), "changed\n");
  expect(paths(tree)).toEqual(["modified main.tf"]);
});

test("where files can't be linked, as on Windows, what lies around is copied", async () => {
  write("options.json", "{}");
  write("modules/tracing/main.tf");
  write("modules/shared/main.tf");
  commit();
  const { symlinkSync: link } = jest.requireActual("node:fs");
  jest.spyOn(require("node:fs"), "symlinkSync").mockImplementation((from, to, type) => {
    if (type === "file") {
      throw Object.assign(new Error("EPERM: operation not permitted, symlink"), { code: "EPERM" });
    }
    link(from, to, type);
  });
  const tree = await ShadowTree.of(join(repository, "modules/tracing"), { at: join(root, "copy") });
  expect(["../../options.json", "../shared/main.tf"].map((path) => readFileSync(inShadow(tree, path), "utf8"))).toEqual(
    ["{}", "modules/shared/main.tf\n"],
  );
  writeFileSync(inShadow(tree, "../../options.json"), "written");
  expect(readFileSync(join(repository, "options.json"), "utf8")).toBe("{}");
});
