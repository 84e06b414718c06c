import { existsSync, mkdirSync, mkdtempSync, readdirSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, sep } from "node:path";
import { newTemplateCommand } from "../../src/cli/new-template-command";
import { run } from "../../src/cli/run";

const before = process.cwd();
beforeEach(() => process.chdir(mkdtempSync(join(tmpdir(), "eks-otel-tracing-"))));
afterEach(() => process.chdir(before));

async function newTemplate(...args: string[]): Promise<{ code: number; output: string }> {
  const printed: (string | Uint8Array)[] = [];
  const stream = { write: (text: string | Uint8Array) => printed.push(text) > 0 };
  const code = await run(["new-template", ...args], { stdout: stream, stderr: stream });
  return { code, output: printed.join("") };
}

test("the package is written into a directory of its name, and the next step is told", async () => {
  const { code, output } = await newTemplate("@acme/tracing");
  expect([code, output]).toEqual([0, expect.stringContaining("Next: cd tracing && npm install && npm test")]);
  expect(output).toMatch(/^tracing\/\n {2}\.github\/workflows\/release\.yml\n/);
  expect(existsSync("tracing/.gitignore")).toBe(true);
  const { data, text } = await newTemplateCommand.run({ flags: {}, positionals: ["other"] });
  const files = readdirSync("other", { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const paths = files.map(({ parentPath, name }) => join(parentPath, name).split(sep).slice(1).join("/"));
  expect(data).toEqual({ directory: "other", files: expect.any(Array) });
  expect([...(data as { files: string[] }).files].sort()).toEqual(paths.sort());
  expect(text((format, line) => `<${format}>${line}`)).toMatch(/^<bold>other\/\n {2}\S/);
});

test("an empty directory is taken", async () => {
  mkdirSync("acme-tracing");
  expect((await newTemplate("acme-tracing")).code).toBe(0);
});

test("a directory with anything in it is refused, and left as it is", async () => {
  mkdirSync("acme-tracing");
  writeFileSync("acme-tracing/notes", "mine");
  const { code, output } = await newTemplate("acme-tracing");
  expect([code, output]).toEqual([2, expect.stringContaining("acme-tracing exists and is no empty directory")]);
  expect(readdirSync("acme-tracing")).toEqual(["notes"]);
});

test("a file in the way is refused", async () => {
  writeFileSync("acme-tracing", "mine");
  expect((await newTemplate("acme-tracing")).output).toContain("is no empty directory");
});

test.each([[[]], [["a", "b"]]])("arguments %j are refused", async (args) => {
  const { code, output } = await newTemplate(...args);
  expect([code, output]).toEqual([2, expect.stringContaining("takes one argument")]);
});

test("a name that is not possible writes nothing", async () => {
  expect((await newTemplate("Acme Tracing")).code).toBe(2);
  expect(readdirSync(".")).toEqual([]);
});
