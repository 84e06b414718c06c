import { acceptance } from "../acceptance";
import { terraform } from "../tools";
import { runWorkflowSteps } from "./matrix-run";

acceptance("Module", "`validate` and the generated tests pass, with the defaults", async ({ ranIn }) => {
  await runWorkflowSteps(await terraform(), "defaults", ranIn, { script: true });
});
