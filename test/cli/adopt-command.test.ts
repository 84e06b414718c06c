import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, sep } from "node:path";
import { adoptCommand } from "../../src/cli/adopt-command";
import { run } from "../../src/cli/run";
import { commit, handWritten } from "../adoption/adopted";

async function adopt(...args: string[]): Promise<{ code: number; out: string; err: string }> {
  const printed = { out: "", err: "" };
  const into = (key: "out" | "err") => ({
    write(text: string | Uint8Array) {
      printed[key] += text;
      return true;
    },
  });
  return { code: await run(["adopt", ...args], { stdout: into("out"), stderr: into("err") }), ...printed };
}

/** Every file and its content. */
function hashOf(directory: string): string {
  const hash = createHash("sha256");
  for (const entry of readdirSync(directory, { recursive: true, withFileTypes: true })) {
    if (entry.isFile() && !entry.parentPath.split(sep).includes(".git")) {
      const path = join(entry.parentPath, entry.name);
      hash.update(path).update(readFileSync(path));
    }
  }
  return hash.digest("hex");
}

test("a preview is a patch and a report, exits with 1, and writes nothing", async () => {
  const directory = handWritten();
  commit(directory);
  const before = hashOf(directory);
  const { code, out, err } = await adopt(directory);
  expect([code, hashOf(directory)]).toEqual([1, before]);
  expect(out).toMatch(/^diff --git a\/\.projenrc\.ts b\/\.projenrc\.ts$/m);
  // The report is no line of the last file's patch.
  expect(out).toMatch(/\n\nNot recognised, and not in the generated module\n/);
  expect(out).toContain("0 to add, 0 to destroy, 3 moved");
  expect(err).toContain("Write them with --write.");
});

test("--write writes what the preview shows", async () => {
  const directory = handWritten({ "unused.tf": "locals {\n  unused = 1\n}\n" });
  commit(directory);
  const shown = await adoptCommand.run({ flags: { stat: true }, positionals: [directory] });
  const preview = shown.data as { changes: { path: string; content: string | null }[] };
  expect([shown.exitCode, shown.text((_, one) => one)]).toEqual([1, expect.stringMatching(/^ \S+ +\| /)]);
  expect(preview).toMatchObject({
    written: false,
    changes: expect.arrayContaining([{ path: "unused.tf", change: "removed", content: null }]),
  });
  const { exitCode, data, hint, text } = await adoptCommand.run({ flags: { write: true }, positionals: [directory] });
  expect([exitCode, data]).toEqual([0, { ...preview, written: true }]);
  expect(hint).toMatch(/ files written in .*Next: npm install, npx projen, terraform plan, and commit\.$/);
  expect(text((_, one) => one)).toMatch(/^ \S+ +\| /);
  for (const { path, content } of preview.changes) {
    const file = join(directory, path);
    expect([path, existsSync(file) ? readFileSync(file, "utf8") : null]).toEqual([path, content]);
  }
  expect(await adopt(directory)).toMatchObject({
    code: 2,
    err: expect.stringContaining(".projenrc.ts is there already"),
  });
});

test("--write is refused where there are changes that are not committed, and outside of git", async () => {
  const directory = handWritten();
  const outside = await adopt(directory, "--write");
  expect(outside).toMatchObject({ code: 2, err: expect.stringContaining("this directory is in no git repository") });
  commit(directory);
  writeFileSync(join(directory, "notes.md"), "mine\n");
  const before = hashOf(directory);
  const dirty = await adopt(directory, "--write");
  expect(dirty).toMatchObject({
    code: 2,
    err: expect.stringMatching(/not committed, nothing was written[\s\S]*notes\.md/),
  });
  expect(hashOf(directory)).toBe(before);
});

const RELEASE = (name: string) =>
  `resource "helm_release" "${name}" {\n  name = "${name}"\n  chart = "opentelemetry-collector"\n}\n`;

test.each<[string, Record<string, string>, RegExp]>([
  ["nothing in Terraform", { "README.md": "# x\n" }, /Looked for was one helm_release .* in 0 directories/],
  [
    "another chart, and modules of others",
    {
      "main.tf":
        'resource "helm_release" "x" {\n  chart = "nginx"\n}\nmodule "eks" {\n  source = "terraform-aws-modules/eks/aws"\n}\n',
    },
    /Found was helm_release\.x \("nginx"\), module\.eks \(source "terraform-aws-modules\/eks\/aws"\)\./,
  ],
  [
    "two collectors",
    { "a/main.tf": RELEASE("a"), "b/main.tf": RELEASE("b") },
    /Found were 2:\n\n\s+a\/main\.tf: helm_release\.a\n\s+b\/main\.tf: helm_release\.b/,
  ],
  [
    "one for each of several",
    { "main.tf": RELEASE("a").replace("}", "  for_each = var.all\n}") },
    /has for_each, and is several releases/,
  ],
  ["a broken file", { "main.tf": 'resource "x" {' }, /can't be read as Terraform[\s\S]*main\.tf:1/],
  ["a repository of projen's", { ".projenrc.js": "", "main.tf": RELEASE("a") }, /\.projenrc\.js is there already/],
])("a stranger's directory is declined, and left as it is: %s", async (_, files, message) => {
  const directory = handWritten(files, null);
  commit(directory);
  const before = hashOf(directory);
  const { code, out, err } = await adopt(directory, "--write");
  expect({ code, out, err }).toEqual({ code: 2, out: "", err: expect.stringMatching(message) });
  expect(err).not.toMatch(/^\s+at /m);
  expect(hashOf(directory)).toBe(before);
});

test.each([
  [
    "projen",
    "MODULE_NOT_FOUND",
    /^projen is not installed beside this package\. Run "npx --package=eks-otel-tracing --package=projen/,
  ],
  ["projen", "ERR_OTHER", /^Cannot find module 'projen'$/],
  ["other", "MODULE_NOT_FOUND", /^Cannot find module 'other'$/],
])("where %s is missing with %s, that is told", async (name, code, message) => {
  jest.doMock("projen", () => {
    throw Object.assign(new Error(`Cannot find module '${name}'`), { code });
  });
  jest.doMock("../../src/index", () => ({}));
  try {
    await expect(adoptCommand.run({ flags: {}, positionals: ["."] })).rejects.toThrow(message);
  } finally {
    jest.dontMock("projen");
    jest.dontMock("../../src/index");
  }
});

test("obstacles are told with the way out, and nothing is written", async () => {
  const directory = handWritten({ "own.tf": 'resource "aws_iam_role" "collector" {\n  name = "x"\n}\n' });
  commit(directory);
  const before = hashOf(directory);
  const { exitCode, text, data, hint } = await adoptCommand.run({ flags: { write: true }, positionals: [directory] });
  expect(data).toMatchObject({ written: false, changes: [] });
  expect([exitCode, hint, text((_, one) => one), hashOf(directory)]).toEqual([
    2,
    "Nothing was written.",
    expect.stringMatching(
      /^In the way: nothing can be written yet\n {2}own\.tf: the generated module has aws_iam_role\.collector too/,
    ),
    before,
  ]);
});
