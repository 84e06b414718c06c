import { missingHelmProvider } from "../../../tools/provider-mirror";
import { acceptance } from "../acceptance";
import { HELM_3_ENTRIES } from "../matrix";
import { terraform } from "../tools";
import { runWorkflowSteps } from "./matrix-run";

for (const entry of HELM_3_ENTRIES) {
  // The tests with the defaults are in the quick tier.
  const tests = entry !== "defaults";
  acceptance(
    "Module",
    tests ? claim(entry) : "`validate` passes for the examples, with the defaults",
    async ({ ranIn }) => {
      await runWorkflowSteps(await terraform(), entry, ranIn, { tests });
    },
    { tier: "full" },
  );
}

const missing = missingHelmProvider("v2");
if (missing) {
  acceptance.notRun("Module", claim("Helm provider 2"), `${missing}, and the stand-in is one for v3`, { tier: "full" });
} else {
  acceptance(
    "Module",
    claim("Helm provider 2"),
    async ({ ranIn }) => {
      await runWorkflowSteps(await terraform(), "Helm provider 2", ranIn, { helmProvider: "v2" });
    },
    { tier: "full" },
  );
}

function claim(entry: string): string {
  return `the generated tests pass, and \`validate\` for the examples, with the option set "${entry}"`;
}
