import type { cdk } from "projen";
import { taskJob } from "./task-job";

/** Breaks src/ and templates/ in one place at a time, and looks which breaks no test notices: some hundred each night. */
export function tryMutants(project: cdk.JsiiProject): void {
  project.gitignore.addPatterns("/.stryker-tmp/");
  project.addTask("mutation:source", {
    description:
      "Break src/ in one place at a time, as often as EKS_OTEL_TRACING_ONE_MUTANT_IN says, and tell what no unit test notices",
    steps: [
      { exec: "stryker run test/mutation/source/stryker.config.mjs", receiveArgs: true },
      { exec: "tsx test/mutation/source/score.ts" },
    ],
  });
  project.addTask("mutation:templates", {
    description:
      "Break templates line by line, as many times as EKS_OTEL_TRACING_TEMPLATE_MUTANTS says, and tell what no test notices",
    exec: "tsx test/mutation/templates/break-templates.ts",
    receiveArgs: true,
  });
  const workflow = project.github?.addWorkflow("mutation");
  workflow?.on({ schedule: [{ cron: "17 3 * * *" }], workflowDispatch: {} });
  const seed = { EKS_OTEL_TRACING_SEED: "${{ github.run_number }}" };
  workflow?.addJobs({
    source: taskJob("mutation:source", { EKS_OTEL_TRACING_ONE_MUTANT_IN: "60", ...seed }),
    templates: taskJob("mutation:templates", { EKS_OTEL_TRACING_TEMPLATE_MUTANTS: "300", ...seed }),
  });
  workflow?.file?.addOverride("permissions", { contents: "read" });
}
