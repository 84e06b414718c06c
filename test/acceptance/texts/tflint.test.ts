import { install } from "../../../tools/install";
import { run } from "../../../tools/run";
import { acceptance } from "../acceptance";
import { MatrixRepositories } from "../module/matrix-repositories";

acceptance(
  "Module",
  "tflint has nothing to say by the generated rules, with any options",
  async ({ ranIn }) => {
    const { path, version } = await install("tflint");
    const matrix = await MatrixRepositories.shared();
    for (const directory of matrix.all) {
      await run(path, ["--recursive", "--format", "compact", "--no-color"], { directory });
    }
    ranIn("tflint", version);
  },
  { tier: "full" },
);
