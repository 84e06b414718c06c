import { acceptance } from "../acceptance";
import { terraform } from "../tools";
import { runWorkflowSteps } from "./matrix-run";

// In a file of its own, so that it runs beside the one with the defaults.
acceptance("Module", "`validate` and the generated tests pass, with nearly every option changed", async ({ ranIn }) => {
  await runWorkflowSteps(await terraform(), "current chart with metrics", ranIn);
});
