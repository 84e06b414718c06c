import type { cdk } from "projen";
import { taskJob } from "./task-job";

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
  const runs = "${{ github.event_name == 'schedule' && '10000' || '500' }}";
  workflow?.addJobs({ try: taskJob("test:random", { EKS_OTEL_TRACING_RANDOM_RUNS: runs }) });
  workflow?.file?.addOverride("permissions", { contents: "read" });
}
