import { type cdk, github } from "projen";
import { ACTIONS } from "../src/repository/actions";

const commitOf = (action: string) => action.split(" ")[0];

/** Tries option objects of chance in the parsers and in the collector: 500 of them on every push, 10,000 each night. */
export function tryRandomOptions(project: cdk.JsiiProject): void {
  project.addTask("test:random", {
    description:
      "Try random option objects in the parsers and in the collector, as many as EKS_OTEL_TRACING_RANDOM_RUNS says",
    env: { EKS_OTEL_TRACING_TIER: "full" },
    exec: "jest test/acceptance/random",
    receiveArgs: true,
  });
  const workflow = project.github?.addWorkflow("random-options");
  workflow?.on({ pullRequest: {}, push: { branches: ["main"] }, schedule: [{ cron: "43 2 * * *" }] });
  workflow?.addJob("try", {
    runsOn: ["ubuntu-latest"],
    permissions: { contents: github.workflows.JobPermission.READ },
    env: { EKS_OTEL_TRACING_RANDOM_RUNS: "${{ github.event_name == 'schedule' && '10000' || '500' }}" },
    steps: [
      { uses: commitOf(ACTIONS.checkout), with: { "persist-credentials": false } },
      { uses: commitOf(ACTIONS.setupNode), with: { "node-version": "24", cache: "npm" } },
      { run: "npm ci" },
      { run: "npx projen test:random" },
    ],
  });
  workflow?.file?.addOverride("permissions", { contents: "read" });
}
