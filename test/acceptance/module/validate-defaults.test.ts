import { acceptance } from "../acceptance";
import { terraform } from "../tools";
import { runTestScript } from "./matrix-run";

acceptance("Module", "`validate` and the generated tests pass, with the defaults", async ({ ranIn }) => {
  await runTestScript(await terraform(), "defaults", ranIn);
});
