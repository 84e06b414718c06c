import { acceptance } from "../acceptance";
import { HELM_3_ENTRIES } from "../matrix";
import { terraform } from "../tools";
import { runWorkflowSteps } from "./matrix-run";

acceptance(
  "Module",
  "`validate`, the generated tests and the examples pass, with any options",
  async ({ ranIn }) => {
    await runWorkflowSteps(await terraform(), HELM_3_ENTRIES, ranIn, { examples: true });
  },
  { tier: "full" },
);

acceptance.notRun(
  "Module",
  "`validate`, the generated tests and the examples pass, with version 2 of the Helm provider alone",
  "no package registry serves that provider, and the stand-in is one for version 3",
  { tier: "full" },
);
