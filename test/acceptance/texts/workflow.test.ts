import { install } from "../../../tools/install";
import { run } from "../../../tools/run";
import { acceptance } from "../acceptance";
import { MATRIX_ENTRIES } from "../matrix";
import { generatedMatrix } from "../module/matrix-repositories";

const matrix = generatedMatrix();

acceptance("Workflow", "actionlint has nothing to say, with any options", async ({ ranIn }) => {
  const { path, version } = await install("actionlint");
  const workflows = (await matrix().files(".yml")).filter((file) => file.includes("/.github/workflows/"));
  // One set wants none, and one a second one that finishes Renovate's updates.
  expect(workflows).toHaveLength(MATRIX_ENTRIES.length);

  // Without shellcheck and pyflakes, which one machine has and another has not.
  await run(path, ["-no-color", "-shellcheck=", "-pyflakes=", ...workflows]);
  ranIn("actionlint", version);
});
