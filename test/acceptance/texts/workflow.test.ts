import { install } from "../../../tools/install";
import { run } from "../../../tools/run";
import { acceptance } from "../acceptance";
import { MATRIX_ENTRIES } from "../matrix";
import { MatrixRepositories } from "../module/matrix-repositories";

let matrix: MatrixRepositories;
beforeAll(async () => {
  matrix = await MatrixRepositories.generate();
}, 60_000);
afterAll(() => matrix?.remove());

acceptance("Workflow", "actionlint has nothing to say, with any options", async ({ ranIn }) => {
  const { path, version } = await install("actionlint");
  const workflows = (await matrix.files(".yml")).filter((file) => file.includes("/.github/workflows/"));
  expect(workflows).toHaveLength(MATRIX_ENTRIES.length - 1); // one set wants none

  // Without shellcheck and pyflakes, which one machine has and another has not.
  await run(path, ["-no-color", "-shellcheck=", "-pyflakes=", ...workflows]);
  ranIn("actionlint", version);
});
