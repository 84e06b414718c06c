import { acceptance } from "../acceptance";
import { HELM_3_ENTRIES } from "../matrix";
import { openTofu } from "../tools";
import { runWorkflowSteps } from "./matrix-run";

acceptance(
  "Module",
  "`validate`, the generated tests and the examples pass with OpenTofu too, with any options",
  async ({ ranIn }) => {
    await runWorkflowSteps(await openTofu(), HELM_3_ENTRIES, ranIn, { examples: true });
  },
  { tier: "full" },
);
