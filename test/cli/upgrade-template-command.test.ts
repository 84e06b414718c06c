import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { run } from "../../src/cli/run";
import type { FinishedUpgrade } from "../../src/lifecycle/upgrade/finish-upgrade";
import * as finish from "../../src/lifecycle/upgrade/finish-upgrade";
import * as move from "../../src/lifecycle/upgrade/move-template";

const before = process.cwd();
afterEach(() => process.chdir(before));

/** Runs the command in a directory with these files. */
async function upgrade(files: Record<string, string>, ...flags: string[]): Promise<{ code: number; output: string }> {
  const directory = mkdtempSync(join(tmpdir(), "eks-otel-tracing-"));
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(join(directory, path, ".."), { recursive: true });
    writeFileSync(join(directory, path), text);
  }
  process.chdir(directory);
  if (files[".git"] === undefined) {
    execFileSync("git", ["init", "--quiet"]);
  }
  const printed: (string | Uint8Array)[] = [];
  const stream = { write: (text: string | Uint8Array) => printed.push(text) > 0 };
  const code = await run(["upgrade-template", ...flags], { stdout: stream, stderr: stream });
  return { code, output: printed.join("") };
}

const STAMP = JSON.stringify({ template: "acme-tracing", packages: { "acme-tracing": "1.0.0" } });
const stamped = (range: string) => ({
  ".projen/template.json": STAMP,
  "package.json": JSON.stringify({ devDependencies: { "acme-tracing": range } }),
});

test("a directory that no version has stamped is refused, with what to do", async () => {
  const { code, output } = await upgrade({ "package.json": "{}" });
  expect(code).toBe(2);
  expect(output).toMatch(
    /\.projen\/template\.json is missing here or can't be read, nothing was written\.\n\n.*npx projen/,
  );
});

test("a directory in no git repository is refused, for git shows the upgrade and undoes it", async () => {
  const { output } = await upgrade({ ...stamped("1.0.0"), ".git": "gitdir: nowhere\n" });
  expect(output).toMatch(/in no git repository, nothing was written.*git init/s);
});

test("changes that are not committed are named before npm is asked", async () => {
  const { code, output } = await upgrade(stamped("1.0.0"));
  expect(code).toBe(2);
  expect(output).toMatch(
    /2 files have changes that are not committed, nothing was written\.\n\n {2}\.projen\/template\.json\n/,
  );
});

test("a package that comes from a file has no newer version", async () => {
  const { output } = await upgrade(stamped("file:../acme-tracing.tgz"), "--force");
  expect(output).toMatch(/acme-tracing comes from file:\.\.\/acme-tracing\.tgz, which has no versions.*--to 1\.4\.0/s);
});

test("--to takes a version or a tag, and not both it and what is installed", async () => {
  expect((await upgrade(stamped("1.0.0"), "--to", "1 && rm", "--force")).output).toMatch(
    /--to must be a version or a tag/,
  );
  expect((await upgrade(stamped("1.0.0"), "--to", "2.0.0", "--installed")).output).toMatch(/exclude each other/);
});

test("a template that is not installed is named, with what to do", async () => {
  expect((await upgrade(stamped("1.0.0"), "--installed")).output).toMatch(
    /acme-tracing is not installed here.*npm ci/s,
  );
});

describe("with versions to go to", () => {
  afterEach(() => jest.restoreAllMocks());

  test("another version is installed, which finishes the upgrade, and its exit code is the command's", async () => {
    const moved = jest.spyOn(move, "moveTemplate").mockImplementation(({ say }) => {
      say("Installing acme-tracing 2.0.0");
      return { status: 1, data: { moves: [] } };
    });
    const said = jest.spyOn(process.stderr, "write").mockReturnValue(true);
    const { code, output } = await upgrade(stamped("1.0.0"), "--to", "2.0.0", "--force", "--json", "--summary", "s.md");
    expect([code, JSON.parse(output)]).toEqual([1, { moves: [] }]);
    const options = { directory: process.cwd(), to: "2.0.0", force: true, json: true, summary: "s.md" };
    expect(moved.mock.calls).toEqual([[{ ...options, say: expect.any(Function) }]]);
    expect(said).toHaveBeenCalledWith("Installing acme-tracing 2.0.0\n");
    expect((await upgrade(stamped("1.0.0"))).output).toBe("");
    expect(moved.mock.lastCall?.[0]).toMatchObject({ to: undefined, force: false, json: false, summary: undefined });
  });

  const UPGRADE: FinishedUpgrade = {
    template: { name: "acme-tracing", version: "2.0.0" },
    moves: [{ name: "acme-tracing", from: "1.0.0", version: "2.0.0" }],
    migrations: [],
    notes: [],
    changed: ["package.json"],
  };

  test("what is installed finishes the upgrade, is told, and is written as a summary too", async () => {
    const finished = jest.spyOn(finish, "finishUpgrade").mockReturnValue(UPGRADE);
    const { code, output } = await upgrade(stamped("1.0.0"), "--installed", "--summary", "s.md");
    expect(finished.mock.calls).toEqual([[process.cwd()]]);
    expect([code, output]).toEqual([0, expect.stringMatching(/acme-tracing.*1\.0\.0.*2\.0\.0[\s\S]*\S\n$/)]);
    expect(readFileSync("s.md", "utf8")).toMatch(/^- `acme-tracing` 1\.0\.0 → 2\.0\.0\n[\s\S]* package\.json /);
    expect(JSON.parse((await upgrade(stamped("1.0.0"), "--installed", "--json")).output)).toEqual(UPGRADE);
  });

  test("a summary that can't be written is told after the upgrade", async () => {
    jest.spyOn(finish, "finishUpgrade").mockReturnValue(UPGRADE);
    const { code, output } = await upgrade(stamped("1.0.0"), "--installed", "--summary", "none/s.md");
    expect([code, output]).toEqual([
      2,
      expect.stringMatching(/The upgrade is done, but --summary none\/s\.md can't be written: ENOENT/),
    ]);
  });
});

test("a development build in place of a release is older, and refused", async () => {
  const development = JSON.stringify({ name: "acme-tracing", version: "0.0.0" });
  const { output } = await upgrade(
    { ...stamped("1.0.0"), "node_modules/acme-tracing/package.json": development },
    "--installed",
  );
  expect(output).toMatch(/acme-tracing 0\.0\.0 is older than 1\.0\.0, which made this repository/);
});
