import { type cdk, github, JsonFile } from "projen";
import { ACTIONS } from "../src/repository/actions";
import { commitOf } from "./task-job";

const { READ, WRITE } = github.workflows.JobPermission;

/** What only our own workflows use, each at the commit of a release. */
export const OWN_ACTIONS = {
  codeql: "github/codeql-action@8aad20d150bbac5944a9f9d289da16a4b0d87c1e # v4.36.2",
  scorecard: "ossf/scorecard-action@2d1146689b8cda280b9bc96326124645441f03bc # v2.4.4",
} as const;

const CODEQL = commitOf(OWN_ACTIONS.codeql);
const SCORECARD = commitOf(OWN_ACTIONS.scorecard);
const CHECKOUT = commitOf(ACTIONS.checkout);
const codeql = (part: string) => CODEQL.replace("@", `/${part}@`);

/** What watches the source and what it is made with: CodeQL, OpenSSF Scorecard, and Renovate. */
export function watch(project: cdk.JsiiProject): void {
  const checkout = { uses: CHECKOUT, with: { "persist-credentials": false } };
  const weekly = { schedule: [{ cron: "17 4 * * 1" }], push: { branches: ["main"] } };

  workflow(project, "codeql", { ...weekly, pullRequest: {} }, "analyze", {
    runsOn: ["ubuntu-latest"],
    permissions: { contents: READ, securityEvents: WRITE },
    steps: [
      checkout,
      { uses: codeql("init"), with: { languages: "javascript-typescript,actions", "build-mode": "none" } },
      { uses: codeql("analyze") },
    ],
  });

  workflow(project, "scorecard", weekly, "analysis", {
    runsOn: ["ubuntu-latest"],
    // It publishes the result at api.scorecard.dev, which believes it by the workflow's identity.
    permissions: { contents: READ, securityEvents: WRITE, idToken: WRITE },
    steps: [
      checkout,
      { uses: SCORECARD, with: { results_file: "results.sarif", results_format: "sarif", publish_results: true } },
      { uses: codeql("upload-sarif"), with: { sarif_file: "results.sarif" } },
    ],
  });

  new JsonFile(project, "renovate.json", { obj: RENOVATE, marker: false });
}

function workflow(
  project: cdk.JsiiProject,
  name: string,
  on: github.workflows.Triggers,
  job: string,
  steps: github.workflows.Job,
): void {
  const one = project.github?.addWorkflow(name);
  one?.on(on);
  one?.addJob(job, steps);
  one?.file?.addOverride("permissions", { contents: "read" });
}

/** How Renovate finds a package of npm in .projenrc.ts. */
const pinned = (matchStrings: readonly string[], depNameTemplate?: string) => ({
  customType: "regex",
  managerFilePatterns: ["/^\\.projenrc\\.ts$/"],
  matchStrings,
  datasourceTemplate: "npm",
  ...(depNameTemplate === undefined ? {} : { depNameTemplate }),
});
const VERSION = '"(?<currentValue>\\d+\\.\\d+\\.\\d+)"';

/** Versions stand in .projenrc.ts, from which the files that show them are written. */
const RENOVATE = {
  $schema: "https://docs.renovatebot.com/renovate-schema.json",
  extends: ["config:recommended"],
  // Written, or what a user gets and has updates of.
  ignorePaths: ["**/node_modules/**", "package.json", ".github/workflows/**", "templates/**", "examples/**", "test/**"],
  customManagers: [
    pinned([
      '"(?<depName>@?[a-z0-9][a-z0-9./-]*)@(?<currentValue>\\d+\\.\\d+\\.\\d+)"',
      `(?<depName>projen|jsii|typescript)Version: ${VERSION}`,
    ]),
    pinned([`biomeOptions: \\{\\s+version: ${VERSION}`], "@biomejs/biome"),
    pinned([`jsiiReleaseVersion: ${VERSION}`], "publib"),
    {
      customType: "regex",
      managerFilePatterns: ["/^src/repository/actions\\.ts$/", "/^projenrc/security\\.ts$/"],
      matchStrings: ['"(?<depName>[\\w-]+/[\\w-]+)@(?<currentDigest>[0-9a-f]{40}) # (?<currentValue>v[\\d.]+)"'],
      datasourceTemplate: "github-tags",
    },
  ],
  packageRules: [
    {
      description: "Run `npx projen` on its branch: package.json, the lock file and the workflows follow.",
      matchManagers: ["custom.regex"],
      prBodyNotes: ["Run `npx projen` on this branch, and commit what it writes."],
    },
  ],
};
