import { acceptance } from "../acceptance";
import { HELM_3_ENTRIES, TESTED_BY_OPENTOFU } from "../matrix";
import { openTofu } from "../tools";
import { runWorkflowSteps } from "./matrix-run";

for (const entry of HELM_3_ENTRIES) {
  const tests = TESTED_BY_OPENTOFU.includes(entry);
  acceptance(
    "Module",
    `OpenTofu's \`validate\` passes for the examples${tests ? ", and the generated tests" : ""}, with the option set "${entry}"`,
    async ({ ranIn }) => {
      await runWorkflowSteps(await openTofu(), entry, ranIn, { tests });
    },
    { tier: "full" },
  );
}
