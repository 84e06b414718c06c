import { copyFile, readFile } from "node:fs/promises";
import { join } from "node:path";
import { cacheDirectory, ensureDirectory, filesAsFacts, keyOf } from "../../../tools/cache";
import { run } from "../../../tools/run";
import { acceptance } from "../acceptance";
import { filesIn, MatrixRepositories } from "../module/matrix-repositories";

const RECIPE = join(__dirname, "renovate");

acceptance(
  "Renovate",
  "its validator takes the configuration, with any options",
  async ({ ranIn }) => {
    const renovate = await installRenovate();
    const matrix = await MatrixRepositories.generate();
    const configs = (await filesIn(matrix.directory, ["renovate.json5"])).map((config) => matrix.name(config));
    expect(configs).toHaveLength(matrix.all.length - 1); // one set wants none
    const validator = join(renovate, "dist/config-validator.js");
    const output = await run(process.execPath, [validator, "--strict", "--no-global", ...configs], {
      directory: matrix.directory,
      environment: { NODE_ENV: "production", LOG_LEVEL: "info" },
    });
    await matrix.remove();
    expect(output).toContain(`validated successfully against ${configs.length} file(s)`);
    ranIn("Renovate", JSON.parse(await readFile(join(renovate, "package.json"), "utf8")).version);
  },
  { tier: "full" },
);

/** 300 MB of packages, so they go to the cache of the tools and are no devDependency. */
async function installRenovate(): Promise<string> {
  const directory = join(
    cacheDirectory(),
    `renovate-${keyOf([process.versions.node, ...(await filesAsFacts(RECIPE))])}`,
  );
  await ensureDirectory(directory, async (empty) => {
    for (const file of ["package.json", "package-lock.json"]) {
      await copyFile(join(RECIPE, file), join(empty, file));
    }
    // Its native parts only make it quicker, and it asks for a newer Node.js than it needs for this.
    const flags = ["--ignore-scripts", "--omit=optional", "--no-audit", "--no-fund", "--engine-strict=false"];
    await run("npm", ["ci", ...flags], { directory: empty });
  });
  return join(directory, "node_modules/renovate");
}
