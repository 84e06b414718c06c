import { execFileSync } from "node:child_process";
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { github, JsonFile, TextFile } from "projen";
import { userEnvironment } from "../../scripts/scaffold";
import { ChecksumFile } from "../../src/repository/checksum-file";
import { EditedFiles } from "../../src/repository/edited-files";
import { PREVIEWING } from "../../src/repository/previewing";

let outdir: string;
beforeEach(() => {
  outdir = mkdtempSync(join(tmpdir(), "eks-otel-tracing-"));
});
afterEach(() => rmSync(outdir, { recursive: true, force: true }));

const PATHS = ["a.md", "b.md", "c.md"];

/** Writes the named files, and gives what is told meanwhile. */
function regenerate(paths = PATHS, text = "generated"): string[] {
  const project = new github.GitHubProject({ name: "test", outdir, readme: { filename: ".readme" } });
  for (const path of paths) {
    new TextFile(project, path, { lines: [`# ${project.gitignore.marker}`, `${text} ${path}`] });
  }
  new JsonFile(project, "d.json", { obj: { text } });
  new EditedFiles(project);
  const checksums = new ChecksumFile(project);
  const told: string[] = [];
  jest.spyOn(project.logger, "warn").mockImplementation((message) => told.push(message));
  process.env.PROJEN_DISABLE_POST = "true";
  try {
    project.synth();
  } finally {
    delete process.env.PROJEN_DISABLE_POST;
  }
  checksums.record();
  return told;
}

function edit(path: string, text = "by hand\n"): void {
  const file = join(outdir, path);
  if (existsSync(file)) {
    chmodSync(file, 0o644);
  }
  writeFileSync(file, text);
}

const read = (path: string) => readFileSync(join(outdir, path), "utf8");
const git = (...args: string[]) => execFileSync("git", args, { cwd: outdir, encoding: "utf8", env: userEnvironment() });

function commit(): string {
  git("init", "--quiet");
  git("add", ".");
  git("commit", "--quiet", "--message", "all");
  return git("rev-parse", "--short", "HEAD").trim();
}

/** The path of the copy that a message names. */
const copyIn = (message: string) => / is in (\S+)$/.exec(message)?.[1] ?? message;

test("a first run, and one after which nothing was edited, tell nothing", () => {
  expect([regenerate(), regenerate()]).toEqual([[], []]);
});

test("what other options change is no edit", () => {
  regenerate();
  expect(regenerate(PATHS, "newly generated")).toEqual([]);
  expect(read("a.md")).toContain("newly generated a.md");
});

test("an edit that git does not have is named, and kept in a copy that git ignores", () => {
  regenerate();
  commit();
  edit("b.md");
  const [message, ...others] = regenerate();
  expect(message).toMatch(
    /^b\.md was edited by hand and is generated anew\. What it was is in \.projen\/overwritten\//,
  );
  expect([read(copyIn(message)), read("b.md"), others]).toEqual([
    "by hand\n",
    expect.stringContaining("generated"),
    [],
  ]);
  expect(git("status", "--porcelain")).toBe("");
});

test("an edit that is committed is named with the command that shows it", () => {
  regenerate();
  edit("b.md");
  const head = commit();
  const [message] = regenerate();
  expect(message).toBe(`b.md was edited by hand and is generated anew. What it was is in git: git show ${head}:./b.md`);
  expect(git("show", `${head}:./b.md`)).toBe("by hand\n");
});

test("an edited file that is generated no longer is named before it is deleted; the others go without a word", () => {
  regenerate();
  edit("b.md");
  const [message, ...others] = regenerate(["a.md"]);
  expect(message).toMatch(/^b\.md was edited by hand and is generated no longer, so it is deleted\./);
  expect([existsSync(join(outdir, "b.md")), existsSync(join(outdir, "c.md")), others]).toEqual([false, false, []]);
  expect(read(copyIn(message))).toBe("by hand\n");
});

test("two edits of a file are both kept", () => {
  const copies = ["first\n", "second\n"].map((text) => {
    regenerate();
    edit("a.md", text);
    return copyIn(regenerate()[0]);
  });
  expect(copies.map(read)).toEqual(["first\n", "second\n"]);
});

test("an edit that can't be kept stops the run with the reason, and stays where it is", () => {
  regenerate();
  edit("a.md");
  writeFileSync(join(outdir, ".projen/overwritten"), "in the way");
  expect(() => regenerate()).toThrow(
    /^eks-otel-tracing: a\.md was edited by hand, and what it was can't be kept in \.projen\/overwritten\/\w+\/a\.md: E[A-Z]+: /,
  );
  expect(read("a.md")).toBe("by hand\n");
});

test("an edit that is what will be generated is no loss, and is not told", () => {
  regenerate();
  edit("a.md", read("a.md").replace("generated a.md", "newly generated a.md"));
  edit("d.json", read("d.json").replace('"generated"', '"newly generated"'));
  expect(regenerate(PATHS, "newly generated")).toEqual([]);
  expect(JSON.parse(read("d.json")).text).toBe("newly generated");
});

test("other line ends are no edit, as an editor on Windows leaves them", () => {
  regenerate();
  edit("a.md", read("a.md").replaceAll("\n", "\r\n"));
  expect(regenerate(PATHS, "newly generated")).toEqual([]);
  expect(read("a.md")).not.toContain("\r");
});

test("without checksums, as an earlier version left it, only what git has not is told", () => {
  regenerate();
  rmSync(join(outdir, ".projen/checksums.txt"));
  commit();
  edit("c.md");
  const told = regenerate(PATHS, "newly generated");
  expect(told.map((message) => message.split(" ")[0])).toEqual(["c.md"]);
});

test("copies survive even when projen has to look for its files by their marker", () => {
  regenerate();
  edit("a.md", read("a.md").replace("generated", "edited"));
  const copy = copyIn(regenerate()[0]);
  rmSync(join(outdir, ".projen/files.json"));
  regenerate();
  expect(read(copy)).toContain("edited a.md");
});

test("a preview tells nothing and keeps nothing", () => {
  regenerate();
  edit("a.md");
  const flags = globalThis as Record<symbol, unknown>;
  flags[PREVIEWING] = true;
  try {
    expect([regenerate(), existsSync(join(outdir, ".projen/overwritten"))]).toEqual([[], false]);
  } finally {
    delete flags[PREVIEWING];
  }
});
