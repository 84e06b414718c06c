import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { run } from "../../../tools/run";
import { acceptance } from "../acceptance";
import { generatedMatrix } from "../module/matrix-repositories";

/** Reads XML files with the parser that Python has, and fails on the first that is not well-formed. */
const PARSE_XML = "import sys, xml.dom.minidom\nfor path in sys.argv[1:]: xml.dom.minidom.parse(path)";

const matrix = generatedMatrix();

acceptance(
  ".NET example",
  "its project files are well-formed, pin every package, and name projects that are there",
  async ({ ranIn }) => {
    const projects = await matrix().files(".csproj");
    expect(projects).not.toEqual([]);
    await run("python3", ["-c", PARSE_XML, ...projects]);
    for (const project of projects) {
      const text = readFileSync(project, "utf8");
      for (const [, version] of text.matchAll(/<PackageReference [^>]*Version="([^"]*)"/g)) {
        expect(version).toMatch(/^\[\d+\.\d+\.\d+\]$/);
      }
      for (const [, path] of text.matchAll(/<ProjectReference Include="([^"]*)"/g)) {
        expect(existsSync(join(dirname(project), path))).toBe(true);
      }
    }
    ranIn("Python", (await run("python3", ["--version"])).trim().split(" ")[1]);
  },
);

acceptance(".NET example", "the grammar of C# finds no mistake in its sources", async ({ ranIn }) => {
  const sources = await matrix().files(".cs");
  expect(sources).not.toEqual([]);
  expect(await csharpMistakes(sources)).toBe("");

  const directory = mkdtempSync(join(tmpdir(), "eks-otel-tracing-dotnet-"));
  const broken = join(directory, "Broken.cs");
  writeFileSync(broken, readFileSync(sources[0], "utf8").replace(");", ";"));
  expect(await csharpMistakes([broken])).toContain(broken);
  rmSync(directory, { recursive: true });
  ranIn("tree-sitter-wasm", require("@vscode/tree-sitter-wasm/package.json").version);
});

function csharpMistakes(files: readonly string[]): Promise<string> {
  return run(process.execPath, ["--require", "tsx/cjs", join(__dirname, "csharp-mistakes.ts"), ...files]);
}
