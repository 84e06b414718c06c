import { existsSync, readFileSync } from "node:fs";
import { readdir } from "node:fs/promises";
import { dirname, join, relative } from "node:path";
import { run } from "../../../tools/run";
import { acceptance } from "../acceptance";
import { filesIn, generatedMatrix } from "../module/matrix-repositories";
import { brokenLinks } from "./markdown-links";

const ROOT = join(__dirname, "../../..");
const LINTER = join(ROOT, "node_modules/markdownlint-cli2");

/** What `projen new` writes, and a run of projen does not. */
const BY_PROJEN_NEW = [".projenrc.ts"];

const matrix = generatedMatrix();

acceptance("Markdown", "markdownlint has nothing to say of any page, with any options", async ({ ranIn }) => {
  ranIn("markdownlint-cli2", await lint(matrix().directory, await matrix().files(".md")));
});

acceptance(
  "Markdown",
  "every link within the repository leads to a file and a heading that exist",
  async ({ ranIn }) => {
    const pages = await matrix().files(".md");
    const broken = pages.flatMap((page) =>
      brokenLinks(
        page,
        (target) =>
          existsSync(target) ||
          BY_PROJEN_NEW.some((file) => matrix().all.includes(dirname(target)) && target.endsWith(file)),
      ),
    );
    expect(broken.map(({ page, link, why }) => `${matrix().name(page)}: ${link} ${why}`)).toEqual([]);
    ranIn("Node.js", process.versions.node);
  },
);

acceptance("Documentation", "markdownlint has nothing to say of the project's own pages", async ({ ranIn }) => {
  // API.md is what jsii-docgen writes.
  const pages = (await ownPages()).filter((page) => page !== join(ROOT, "API.md"));
  ranIn("markdownlint-cli2", await lint(ROOT, pages));
});

acceptance(
  "Documentation",
  "every link in the project's own pages leads to a file and a heading that exist",
  async ({ ranIn }) => {
    const broken = (await ownPages()).flatMap((page) => brokenLinks(page, existsSync));
    expect(broken.map(({ page, link, why }) => `${relative(ROOT, page)}: ${link} ${why}`)).toEqual([]);
    ranIn("Node.js", process.versions.node);
  },
);

/** @returns the linter's version */
async function lint(directory: string, pages: readonly string[]): Promise<string> {
  expect(pages).not.toEqual([]);
  const { version, bin } = JSON.parse(readFileSync(join(LINTER, "package.json"), "utf8"));
  const program = join(LINTER, bin["markdownlint-cli2"]);
  const names = pages.map((page) => `:${relative(directory, page)}`); // a colon: a name, not a pattern
  const config = join(__dirname, "markdownlint.json");
  await run(process.execPath, [program, "--config", config, "--no-globs", ...names], { directory });
  return version;
}

async function ownPages(): Promise<string[]> {
  const top = (await readdir(ROOT)).filter((name) => name.endsWith(".md")).map((name) => join(ROOT, name));
  const folders = ["docs", "tools"].map((folder) => join(ROOT, folder)).filter(existsSync);
  return [...top, ...(await Promise.all(folders.map((folder) => filesIn(folder, [".md"])))).flat()];
}
