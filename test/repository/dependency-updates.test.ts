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
  readonly customManagers: { readonly matchStrings: string[]; readonly packageNameTemplate?: string }[];
}

/** What the custom managers find in a project's options. */
const found = (text: string, options: EksOtelTracingProjectOptions = {}) =>
  config(options).customManagers.map(({ matchStrings }) =>
    matchStrings.map((pattern) => new RegExp(pattern).exec(text)?.groups).find((groups) => groups !== undefined),
  );

test("versions in the options are found, however they are quoted", () => {
  expect(
    found(`chartVersion: "0.78.0", collectorVersion: '0.159.0', terraform: { awsProviderVersion: '>= 5.0, < 7.0' }`),
  ).toEqual([{ currentValue: "< 7.0" }, undefined, { currentValue: "0.78.0" }, { currentValue: "0.159.0" }]);
});

test.each([
  [">= 5.0, < 7.0", "< 7.0"],
  ["~> 6.0", "~> 6.0"],
])(
  "of a provider's versions %s, what is raised is %s, and what stands before it stays",
  (awsProviderVersion, raised) => {
    expect(found(`terraform: { awsProviderVersion: '${awsProviderVersion}' }`)[0]).toEqual({ currentValue: raised });
  },
);

test("a digest is raised with the version that it holds, wherever it stands", () => {
  const imageDigest = `sha256:${"0a".repeat(32)}`;
  const [version, digest] = ['collectorVersion: "0.159.0",\n', `collector: { imageDigest: "${imageDigest}" },\n`];
  for (const text of [version + digest, digest + version]) {
    expect(found(text, { collector: { imageDigest } }).at(-1)).toEqual({
      currentValue: "0.159.0",
      currentDigest: imageDigest,
    });
  }
});

test("collectors are looked up where upstream publishes new ones, or in the mirror", () => {
  const image = (options: EksOtelTracingProjectOptions) => config(options).customManagers.at(-1)?.packageNameTemplate;
  expect(image({ collectorVersion: "0.92.0" })).toMatch(/^ghcr\.io\/open-telemetry\//);
  expect(image({ collector: { imageRepository: "registry.example.com/contrib" } })).toBe(
    "registry.example.com/contrib",
  );
});

test("tags of a mirror's own tell no versions", () => {
  expect(found('collectorVersion: "0.159.0"', { collector: { imageTag: "stable" } })).not.toContainEqual({
    currentValue: "0.159.0",
  });
});

test("a chart that the options would refuse is never proposed", () => {
  const [pattern] = config().packageRules.flatMap(({ allowedVersions }) => allowedVersions ?? []);
  expect(pattern.slice(0, 2)).toBe("!/");
  const refused = new RegExp(pattern.slice(2, -1));
  expect(["0.110.0", "0.110.2", "0.110.3", "0.1100.0", "0.171.0"].map((version) => refused.test(version))).toEqual([
    true,
    true,
    false,
    false,
    false,
  ]);
});

test("files that are written again are left alone, those of the user are not", () => {
  const ignored = [
    "**/node_modules/**",
    ".github/workflows/ci.yml",
    "main.tf",
    "versions.tf",
    "examples/minimal/**",
    "examples/complete/**",
    "examples/apps/*/Dockerfile",
  ];
  expect(config().ignorePaths).toEqual(ignored);
  const { ignorePaths } = config({ repository: { renovateRegeneration: "workflow" } });
  expect(ignorePaths).toEqual([...ignored.slice(0, 2), ".github/workflows/regenerate.yml", ...ignored.slice(2)]);
});

test("Renovate starts from what it recommends, pins actions, and leaves ranges to whoever writes package.json", () => {
  expect(config()).toMatchObject({
    $schema: "https://docs.renovatebot.com/renovate-schema.json",
    extends: ["config:recommended", "helpers:pinGitHubActionDigests"],
    rangeStrategy: "update-lockfile",
  });
  expect(config()).not.toHaveProperty("gitIgnoredAuthors");
});

test("the generator's packages come in one request, apart from all others, and each rule says why it is there", () => {
  expect(config().packageRules[0]).toMatchObject({
    groupName: "generator",
    matchPackageNames: ["eks-otel-tracing", "projen", "constructs"],
  });
  expect(config().packageRules.at(-1)).toMatchObject({ matchDepNames: ["opentelemetry-collector"] });
  const { packageRules } = config({
    repository: { renovateFollowTag: "next", renovateRegeneration: "post-upgrade-tasks" },
  });
  expect(packageRules.map(({ description }) => /^[A-Z].*\.$/.test(description ?? ""))).toEqual(Array(4).fill(true));
});

test("each version in the options is looked up where its publisher has it", () => {
  const file = { customType: "regex", managerFilePatterns: ["/^\\.projenrc\\.ts$/"], matchStrings: expect.any(Array) };
  const provider = (depNameTemplate: string) => ({
    ...file,
    depNameTemplate,
    datasourceTemplate: "terraform-provider",
    versioningTemplate: "hashicorp",
  });
  expect(config().customManagers).toEqual([
    provider("hashicorp/aws"),
    provider("hashicorp/helm"),
    {
      ...file,
      depNameTemplate: "opentelemetry-collector",
      packageNameTemplate: "opentelemetry-collector",
      registryUrlTemplate: "https://open-telemetry.github.io/opentelemetry-helm-charts",
      datasourceTemplate: "helm",
    },
    {
      ...file,
      depNameTemplate: "opentelemetry-collector-contrib",
      packageNameTemplate: "ghcr.io/open-telemetry/opentelemetry-collector-releases/opentelemetry-collector-contrib",
      datasourceTemplate: "docker",
      versioningTemplate: "semver",
    },
  ]);
});

test("a chart in a private OCI registry is looked up there", () => {
  const chart = config({ collector: { chartRepository: "oci://registry.example.com/charts" } }).customManagers.at(-2);
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
    prBodyNotes: [expect.stringContaining("UPGRADING.md")],
  });
  expect(synth(DependencyUpdates, options)).not.toHaveProperty([WORKFLOW]);
});

test("a repository may follow another tag of its template than latest", () => {
  expect(JSON.stringify(config())).not.toContain("followTag");
  expect(config({ repository: { renovateFollowTag: "next" } }).packageRules).toContainEqual({
    description: expect.any(String),
    matchPackageNames: ["eks-otel-tracing"],
    followTag: "next",
  });
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

  test("may comment where nothing is checked out, and nothing else there", () => {
    expect(jobs.comment.permissions).toEqual({ "pull-requests": "write" });
    expect(JSON.stringify(jobs.comment)).not.toMatch(/actions\/checkout|npm|secrets/);
  });

  test("lets no text from outside into a script but by the environment", () => {
    const steps: { run?: string }[] = [...jobs.generate.steps, ...jobs.push.steps, ...jobs.comment.steps];
    const scripts = steps.flatMap(({ run }) => run ?? []);
    expect(scripts).toHaveLength(6);
    expect(scripts.filter((script) => script.includes("${{"))).toEqual([]);
  });

  test("is not cancelled by what it pushes", () => {
    const { concurrency } = parse(synth(DependencyUpdates, options)[WORKFLOW]);
    const [author] = config(options).gitIgnoredAuthors ?? [];
    expect(concurrency["cancel-in-progress"]).toBe(`\${{ github.event.head_commit.author.email != '${author}' }}`);
  });

  test("pushes and comments only after something has changed, with what was generated", () => {
    expect(jobs.generate.outputs).toEqual({ changed: "${{ steps.changes.outputs.changed }}" });
    const [upload] = jobs.generate.steps.filter(({ uses }: any) => uses?.startsWith("actions/upload-artifact@"));
    expect(upload).toMatchObject({
      if: "steps.changes.outputs.changed == 'true'",
      with: {
        name: "regenerated",
        path: ["regenerated.patch", "report.txt", "summary.md"].map((name) => `\${{ runner.temp }}/${name}\n`).join(""),
        "retention-days": 1,
      },
    });
    expect([jobs.push, jobs.comment].map(({ needs, if: condition }: any) => [needs, condition])).toEqual([
      ["generate", "needs.generate.outputs.changed == 'true'"],
      ["push", undefined],
    ]);
    const downloads = [...jobs.push.steps, ...jobs.comment.steps].filter(({ uses }: any) =>
      uses?.startsWith("actions/download-artifact@"),
    );
    expect(downloads.map((step: any) => step.with)).toEqual(
      Array(2).fill({ name: "regenerated", path: "${{ runner.temp }}" }),
    );
    expect(jobs.generate.steps.find(({ id }: any) => id === "changes").name).toBe("Keep what has changed");
  });

  test("ends in time, and names what each job does", () => {
    expect(Object.values<any>(jobs).map((job) => [job.name, job["timeout-minutes"]])).toEqual([
      ["generate the files again", 10],
      ["push them to Renovate's branch", 5],
      ["say on the request what changes", 10],
    ]);
  });

  test("pushes with a token of one's own where there is one, and else starts the checks itself", () => {
    const { env, steps } = jobs.push;
    expect(env).toEqual({ OWN_TOKEN: "${{ secrets.REGENERATE_TOKEN != '' }}" });
    expect(steps[0].with).toEqual({ token: "${{ secrets.REGENERATE_TOKEN || github.token }}" });
    expect(steps.at(-1)).toEqual({
      name: "Start the checks",
      if: "env.OWN_TOKEN == 'false'",
      env: { GH_TOKEN: "${{ github.token }}" },
      run: 'gh workflow run ci.yml --repo "$GITHUB_REPOSITORY" --ref "$GITHUB_REF_NAME"',
    });
    expect(jobs.comment.steps.at(-1).env).toEqual({ GH_TOKEN: "${{ github.token }}" });
  });

  test("installs what the lock file says, on the Node that is tested", () => {
    const [, setUp, install] = jobs.generate.steps;
    expect([setUp.with, install.run]).toEqual([{ "node-version": "24" }, "npm ci"]);
  });

  test("pins its actions", () => {
    const uses = [...jobs.generate.steps, ...jobs.push.steps, ...jobs.comment.steps].flatMap((step) => step.uses ?? []);
    expect(uses).toHaveLength(6);
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
  expect(() => config({ repository: { renovate: false, renovateFollowTag: "next" } })).toThrow(
    /repository\.renovateFollowTag .*repository\.renovate is off/,
  );
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
