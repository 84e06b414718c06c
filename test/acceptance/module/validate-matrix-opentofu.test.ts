import { acceptance } from "../acceptance";
import { HELM_3_ENTRIES } from "../matrix";
import { openTofu } from "../tools";
import { runWorkflowSteps } from "./matrix-run";

for (const entry of HELM_3_ENTRIES) {
  acceptance(
    "Module",
    `OpenTofu's \`validate\`, the generated tests and the examples pass, with the option set "${entry}"`,
    async ({ ranIn }) => {
      await runWorkflowSteps(await openTofu(), entry, ranIn, { examples: true });
    },
    { tier: "full" },
  );
}
