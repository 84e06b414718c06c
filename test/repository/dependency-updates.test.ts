import { parse } from "yaml";
import type { EksOtelTracingProjectOptions } from "../../src/options";
import { DependencyUpdates } from "../../src/repository/dependency-updates";
import { synth } from "./synth";

const PATH = "renovate.json5";
const WORKFLOW = ".github/workflows/regenerate.yml";

const config = (options: EksOtelTracingProjectOptions = {}): RenovateConfig => synth(DependencyUpdates, options)[PATH];

interface RenovateConfig {
  readonly gitIgnoredAuthors?: string[];
  readonly ignorePaths: string[];
  readonly packageRules: { readonly description?: string; readonly allowedVersions?: string }[];
  readonly customManagers: { readonly matchStrings: string[] }[];
}

/** What the custom managers find in a project's options. */
const found = (text: string) =>
  config().customManagers.map(({ matchStrings }) => new RegExp(matchStrings[0]).exec(text)?.groups?.currentValue);

test("versions in the options are found, however they are quoted", () => {
  expect(found(`chartVersion: "0.78.0", terraform: { awsProviderVersion: '>= 5.0, < 7.0' }`)).toEqual([
    ">= 5.0, < 7.0",
    undefined,
    "0.78.0",
  ]);
});

test("a chart that the options would refuse is never proposed", () => {
  const [pattern] = config().packageRules.flatMap(({ allowedVersions }) => allowedVersions ?? []);
  const allowed = new RegExp(pattern.slice(1, -1));
  expect(allowed.test("0.170.0")).toBe(true);
  expect(allowed.test("0.171.0")).toBe(false);
  expect(allowed.test("0x78.0")).toBe(false);
});

test("files that are written again are left alone", () => {
  expect(config().ignorePaths).toEqual(expect.arrayContaining([".github/workflows/ci.yml", "versions.tf"]));
});

test("a chart in a private OCI registry is looked up there", () => {
  const chart = config({ collector: { chartRepository: "oci://registry.example.com/charts" } }).customManagers.at(-1);
  expect(chart).toMatchObject({
    datasourceTemplate: "docker",
    packageNameTemplate: "registry.example.com/charts/opentelemetry-collector",
  });
  expect(chart).not.toHaveProperty("registryUrlTemplate");
});

test("nobody runs commands on Renovate's branch, unless the options say who", () => {
  expect(JSON.stringify(config())).not.toContain("postUpgradeTasks");
  expect(synth(DependencyUpdates)).not.toHaveProperty([WORKFLOW]);
  expect(config().packageRules[0].description).toContain("Run `npx projen upgrade-template --installed` on its branch");
});

test("a Renovate of one's own runs migrations and generates the files on the branch of whatever moves a version there", () => {
  const options = { repository: { renovateRegeneration: "post-upgrade-tasks" } } as const;
  expect(config(options).packageRules).toContainEqual({
    description: expect.any(String),
    matchFileNames: ["package.json", ".projenrc.ts"],
    postUpgradeTasks: {
      commands: ["npm ci --ignore-scripts", "npx projen upgrade-template --installed"],
      fileFilters: ["**/*"],
      executionMode: "branch",
    },
  });
  expect(synth(DependencyUpdates, options)).not.toHaveProperty([WORKFLOW]);
});

describe("for the hosted app, a workflow", () => {
  const options = { repository: { renovateRegeneration: "workflow" } } as const;
  const { jobs, on, permissions } = parse(synth(DependencyUpdates, options)[WORKFLOW]);

  test("runs on Renovate's branches alone", () => {
    expect(on).toEqual({ push: { branches: ["renovate/**"] } });
  });

  test("runs what npm installs where it may only read, and pushes where nothing of that runs", () => {
    expect([permissions, jobs.generate.permissions]).toEqual([{}, { contents: "read" }]);
    expect(jobs.generate.steps[0].with).toEqual({ "persist-credentials": false });
    expect(JSON.stringify(jobs.generate)).not.toMatch(/secrets|github\.token/);
    expect(jobs.push.permissions).toEqual({ contents: "write", actions: "write" });
    expect(JSON.stringify(jobs.push)).not.toMatch(/npm|npx projen(?! upgrade-template --installed' on this branch)/);
  });

  test("pins its actions", () => {
    const uses = [...jobs.generate.steps, ...jobs.push.steps].flatMap((step) => step.uses ?? []);
    expect(uses).toHaveLength(5);
    for (const action of uses) {
      expect(action).toMatch(/@[0-9a-f]{40}$/);
    }
  });

  test("commits as an author whom Renovate does not take for a person", () => {
    const [author] = config(options).gitIgnoredAuthors ?? [];
    expect(JSON.stringify(jobs.push.steps)).toContain(`git config user.email \\"${author}\\"`);
  });
});

test("what can't be is an error: updates of a Renovate that is off, a workflow without workflows", () => {
  expect(() => config({ repository: { renovate: false, renovateRegeneration: "post-upgrade-tasks" } })).toThrow(
    /repository\.renovateRegeneration .*repository\.renovate is off/,
  );
  expect(() => config({ repository: { githubWorkflows: false, renovateRegeneration: "workflow" } })).toThrow(
    /repository\.renovateRegeneration .*repository\.githubWorkflows is off/,
  );
});

test("no Renovate, when the options say so", () => {
  expect(synth(DependencyUpdates, { repository: { renovate: false } })).not.toHaveProperty([PATH]);
});
