import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { EksOtelTracingProjectOptions } from "../../../src";
import { install } from "../../../tools/install";
import { run } from "../../../tools/run";
import { acceptance } from "../acceptance";
import { MATRIX, MATRIX_ENTRIES } from "../matrix";
import { generatedMatrix } from "../module/matrix-repositories";

const matrix = generatedMatrix();

/** actionlint knows the labels of GitHub's own runners, and asks for those of others. */
function ownRunners(directory: string): string {
  const own = Object.values<EksOtelTracingProjectOptions>(MATRIX).flatMap(
    ({ repository }) => repository?.runnerLabels ?? [],
  );
  const path = join(directory, "actionlint.json");
  writeFileSync(path, JSON.stringify({ "self-hosted-runner": { labels: own } }));
  return path;
}

/** Those of this project. */
const OWN = join(__dirname, "../../../.github/workflows");
const own = () => readdirSync(OWN).map((name) => join(OWN, name));

acceptance("Workflow", "actionlint has nothing to say, with any options", async ({ ranIn }) => {
  const { path, version } = await install("actionlint");
  const workflows = (await matrix().files(".yml")).filter((file) => file.includes("/.github/workflows/"));
  // One set wants none, and one a second one that finishes Renovate's updates.
  expect(workflows).toHaveLength(MATRIX_ENTRIES.length);

  // Without shellcheck and pyflakes, which one machine has and another has not.
  const directory = mkdtempSync(join(tmpdir(), "eks-otel-tracing-actionlint-"));
  const config = ownRunners(directory);
  await run(path, ["-no-color", "-shellcheck=", "-pyflakes=", "-config-file", config, ...workflows, ...own()]);
  rmSync(directory, { recursive: true });
  ranIn("actionlint", version);
});
