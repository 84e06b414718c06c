import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { Project, TextFile } from "projen";
import { CompetingFiles } from "../../src/repository/competing-files";

const OURS = ["renovate.json5", ".github/CODEOWNERS"];

/** Everywhere that Renovate and GitHub look, but for our own places. */
const OTHERS = [
  "renovate.json",
  "renovate.jsonc",
  ".github/renovate.json",
  ".github/renovate.jsonc",
  ".github/renovate.json5",
  ".renovaterc",
  ".renovaterc.json",
  ".renovaterc.jsonc",
  ".renovaterc.json5",
  "CODEOWNERS",
  "docs/CODEOWNERS",
];

/** A run that generates some files where others are. */
function run(generated: readonly string[], others: readonly string[]): () => void {
  const outdir = mkdtempSync(join(tmpdir(), "eks-otel-tracing-"));
  for (const path of others) {
    mkdirSync(dirname(join(outdir, path)), { recursive: true });
    writeFileSync(join(outdir, path), "");
  }
  const project = new Project({ name: "test", outdir });
  for (const path of generated) {
    new TextFile(project, path);
  }
  const competing = new CompetingFiles(project);
  return () => competing.preSynthesize();
}

test("each file that would be read in place of ours is named, with the option that leaves ours out", () => {
  const line = (path: string) =>
    path.endsWith("CODEOWNERS")
      ? `  ${path}: GitHub reads it or .github/CODEOWNERS, not both. Delete it, or set repository: { codeOwners: [] }.`
      : `  ${path}: Renovate reads it or renovate.json5, not both. Delete it, or set repository: { renovate: false }.`;
  expect(run(OURS, OTHERS)).toThrow(
    `eks-otel-tracing: another file competes with a generated one, nothing was written.\n\n${OTHERS.map(line).join("\n")}\n`,
  );
});

test("a file without one of ours is nobody's concern, and neither is any other", () => {
  expect(run([], OTHERS)).not.toThrow();
  expect(run(OURS, ["README.md", ".github/renovate.md"])).not.toThrow();
});
