import { type cdk, github } from "projen";
import { ACTIONS } from "../src/repository/actions";

const commitOf = (action: string) => action.split(" ")[0];

/** Breaks src/ in one place at a time, and looks which breaks no unit test notices: 300 of 17,500 each night. */
export function tryMutants(project: cdk.JsiiProject): void {
  project.gitignore.addPatterns("/.stryker-tmp/");
  project.addTask("mutation", {
    description:
      "Break src/ in one place at a time, as often as EKS_OTEL_TRACING_ONE_MUTANT_IN says, and see what no unit test notices",
    steps: [
      { exec: "stryker run scripts/mutation/stryker.config.mjs", receiveArgs: true },
      { exec: "tsx scripts/mutation/score.ts" },
    ],
  });
  const workflow = project.github?.addWorkflow("mutation");
  workflow?.on({ schedule: [{ cron: "17 3 * * *" }], workflowDispatch: {} });
  workflow?.addJob("try", {
    runsOn: ["ubuntu-latest"],
    permissions: { contents: github.workflows.JobPermission.READ },
    timeoutMinutes: 180,
    env: { EKS_OTEL_TRACING_ONE_MUTANT_IN: "60", EKS_OTEL_TRACING_SEED: "${{ github.run_number }}" },
    steps: [
      { uses: commitOf(ACTIONS.checkout), with: { "persist-credentials": false } },
      { uses: commitOf(ACTIONS.setupNode), with: { "node-version": "24", cache: "npm" } },
      { run: "npm ci" },
      { run: "npx projen mutation" },
    ],
  });
  workflow?.file?.addOverride("permissions", { contents: "read" });
}
