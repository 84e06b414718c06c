import { readFileSync } from "node:fs";
import { basename, extname } from "node:path";
import JSON5 from "json5";
import { parseAllDocuments } from "yaml";
import { acceptance } from "../acceptance";
import { generatedMatrix } from "../module/matrix-repositories";

const matrix = generatedMatrix();

acceptance("Data files", "every YAML file parses, without a key that is there twice", async ({ ranIn }) => {
  await eachFile([".yaml", ".yml"], (text) => {
    const problems = parseAllDocuments(text, { strict: true, uniqueKeys: true }).flatMap((document) =>
      "errors" in document ? [...document.errors, ...document.warnings] : [],
    );
    if (problems.length > 0) {
      throw problems[0];
    }
  });
  ranIn("yaml", require("yaml/package.json").version);
});

acceptance("Data files", "every JSON file parses, those with comments as JSON5", async ({ ranIn }) => {
  // TypeScript reads its settings as projen writes them, with a comment.
  await eachFile([".json"], (text, file) => (file === "tsconfig.projen.json" ? JSON5 : JSON).parse(text));
  await eachFile([".json5"], (text) => JSON5.parse(text));
  ranIn("Node.js", process.versions.node);
  ranIn("json5", require("json5/package.json").version);
});

/** @throws an error that names every file that `parse` refuses */
async function eachFile(extensions: string[], parse: (text: string, name: string) => unknown): Promise<void> {
  const files = await matrix().files(...extensions);
  expect(new Set(files.map((file) => extname(basename(file))))).toEqual(new Set(extensions));
  const refused = files.flatMap((file) => {
    try {
      parse(readFileSync(file, "utf8"), basename(file));
      return [];
    } catch (error) {
      return [`${matrix().name(file)}: ${(error as Error).message}`];
    }
  });
  expect(refused).toEqual([]);
}
