import { acceptance } from "../acceptance";
import { HELM_3_ENTRIES } from "../matrix";
import { terraform } from "../tools";
import { runWorkflowSteps } from "./matrix-run";

for (const entry of HELM_3_ENTRIES) {
  acceptance(
    "Module",
    `\`validate\`, the generated tests and the examples pass, with the option set "${entry}"`,
    async ({ ranIn }) => {
      await runWorkflowSteps(await terraform(), entry, ranIn, { examples: true });
    },
    { tier: "full" },
  );
}

acceptance.notRun(
  "Module",
  '`validate`, the generated tests and the examples pass, with the option set "Helm provider 2"',
  "no package registry serves that provider, and the stand-in is one for version 3",
  { tier: "full" },
);
