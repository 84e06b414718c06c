import { parse } from "yaml";
import type { EksOtelTracingProjectOptions } from "../../src/options";
import { ContinuousIntegration } from "../../src/repository/continuous-integration";
import { DependencyUpdates } from "../../src/repository/dependency-updates";
import { synth } from "./synth";

const PATH = ".github/workflows/ci.yml";
const workflow = (options: EksOtelTracingProjectOptions = {}) => parse(synth(ContinuousIntegration, options)[PATH]);
const commands = (job: { steps: { run?: string }[] }) => job.steps.map(({ run }) => run).filter(Boolean);

test("the workflow may read the repository and nothing else", () => {
  expect(workflow().permissions).toEqual({ contents: "read" });
  expect(Object.values<any>(workflow().jobs).filter(({ permissions }) => permissions !== undefined)).toEqual([]);
});

test("a file that was edited by hand fails the check, a new one too", () => {
  expect(commands(workflow().jobs.drift)).toEqual(["npm ci", "npx projen drift", "npx projen typecheck"]);
});

test("the module is tested at both ends of its Terraform range, and with OpenTofu", () => {
  const { jobs } = workflow({ terraform: { requiredVersion: "~> 1.10" } });
  expect(jobs.terraform.strategy.matrix.version).toEqual(["1.10.0", ">=1.10.0 <2.0.0"]);
  expect(jobs.tofu.strategy.matrix.version).toEqual([">=1.10.0 <2.0.0"]);
  for (const [job, engine] of [
    [jobs.terraform, "terraform"],
    [jobs.tofu, "tofu"],
  ]) {
    expect(commands(job)).toEqual(
      expect.arrayContaining([`${engine} fmt -check -diff -recursive`, `${engine} validate`, `${engine} test`]),
    );
  }
});

test("a run ends in time, is not outlived by one for an older push of the request, and leaves no credentials in a checkout", () => {
  const { concurrency, jobs } = workflow();
  expect(concurrency).toEqual({
    group: "${{ github.workflow }}-${{ github.ref }}",
    "cancel-in-progress": "${{ github.event_name == 'pull_request' }}",
  });
  const minutes = Object.entries<any>(jobs).map(([name, job]) => [name, job["timeout-minutes"]]);
  expect(minutes).toEqual([
    ["drift", 10],
    ["terraform", 20],
    ["tofu", 20],
    ["tflint", 10],
  ]);
  for (const { steps } of Object.values<any>(jobs)) {
    expect(steps[0].uses).toMatch(/^actions\/checkout@/);
    expect(steps[0].with).toEqual({ "persist-credentials": false });
  }
});

test("each job sets up its program at the version that it says, and one that fails leaves the others running", () => {
  const { drift, terraform, tofu, tflint } = workflow().jobs;
  const setUp = ({ steps }: any) => [steps[1].uses.replace(/@.*/, ""), steps[1].with];
  expect([drift, terraform, tofu, tflint].map(setUp)).toEqual([
    ["actions/setup-node", { "node-version": "24", cache: "npm" }],
    ["hashicorp/setup-terraform", { terraform_version: "${{ matrix.version }}", terraform_wrapper: false }],
    ["opentofu/setup-opentofu", { tofu_version: "${{ matrix.version }}", tofu_wrapper: false }],
    ["terraform-linters/setup-tflint", { tflint_version: expect.stringMatching(/^v\d+\.\d+\.\d+$/) }],
  ]);
  expect([terraform, tofu].map(({ strategy }) => strategy["fail-fast"])).toEqual([false, false]);
  expect([terraform, tofu].map(({ name }) => name)).toEqual([
    "Terraform ${{ matrix.version }}",
    "OpenTofu ${{ matrix.version }}",
  ]);
});

test("each engine reads the module, then its tests, then each example, and tflint reads all", () => {
  const { terraform, tofu, tflint } = workflow().jobs;
  const examples = (engine: string) =>
    [
      "for example in examples/minimal examples/complete; do",
      `  ${engine} -chdir="$example" init -backend=false`,
      `  ${engine} -chdir="$example" validate`,
      "done\n",
    ].join("\n");
  for (const [engine, job] of Object.entries({ terraform, tofu })) {
    expect(commands(job)).toEqual([
      `${engine} fmt -check -diff -recursive`,
      `${engine} init -backend=false`,
      `${engine} validate`,
      `${engine} test`,
      examples(engine),
    ]);
  }
  expect(commands(tflint)).toEqual(["tflint --recursive --format compact"]);
});

test("an exact Terraform version is tested once", () => {
  expect(workflow({ terraform: { requiredVersion: "1.11.4" } }).jobs.terraform.strategy.matrix.version).toEqual([
    "1.11.4",
  ]);
});

test("a version that can't mock providers validates the examples, and is not said to have been tested", () => {
  const { terraform, tofu } = workflow({ terraform: { requiredVersion: ">= 1.5, < 2.0" } }).jobs;
  expect(terraform.strategy.matrix.version).toEqual(["1.5.0", ">=1.5.0 <2.0.0"]);
  const conditions = Object.fromEntries(terraform.steps.map((step: any) => [step.name ?? step.run, step.if]));
  const newest = "${{ matrix.version != '1.5.0' }}";
  expect(conditions).toMatchObject({
    "terraform fmt -check -diff -recursive": undefined,
    "terraform init -backend=false": newest,
    "terraform validate": newest,
    "terraform test": newest,
    "Validate the examples": undefined,
  });
  expect(tofu.steps.filter((step: any) => "if" in step)).toEqual([]);
});

test("there is no job for OpenTofu where the range has none that can mock providers", () => {
  expect(workflow({ terraform: { requiredVersion: "~> 1.7.0" } }).jobs).not.toHaveProperty("tofu");
  expect(workflow({ terraform: { requiredVersion: "~> 1.8.0" } }).jobs).toHaveProperty("tofu");
});

test("a lower end that the range takes out is not set up", () => {
  const versions = (requiredVersion: string) =>
    workflow({ terraform: { requiredVersion } }).jobs.terraform.strategy.matrix.version;
  expect(versions(">= 1.9, != 1.9.0, < 2.0")).toEqual([">=1.9.0 <2.0.0"]);
  expect(versions("> 1.9.0")).toEqual([">1.9.0"]);
});

test("a workflow that finishes Renovate's updates can start the checks, and nobody else asks for it", () => {
  expect(workflow().on).not.toHaveProperty("workflow_dispatch");
  expect(workflow({ repository: { renovateRegeneration: "workflow" } }).on).toHaveProperty("workflow_dispatch");
});

test("the workflow runs on the repository's default branch, whatever YAML would make of its name", () => {
  expect(workflow().on.push.branches).toEqual(["main"]);
  expect(workflow({ repository: { defaultBranch: "1.0" } }).on.push.branches).toEqual(["1.0"]);
});

test("every job of every workflow runs on the organisation's runners", () => {
  const jobs = (repository: EksOtelTracingProjectOptions["repository"]) =>
    [ContinuousIntegration, DependencyUpdates]
      .map((component) => synth(component, { repository: { ...repository, renovateRegeneration: "workflow" } }))
      .flatMap((files) => Object.entries(files).filter(([path]) => /\/(ci|regenerate)\.yml$/.test(path)))
      .flatMap(([, text]) => Object.values<any>(parse(text).jobs));
  const runnersOf = (...runnerLabels: string[]) => [...new Set(jobs({ runnerLabels }).map((job) => job["runs-on"]))];
  expect(jobs({})).toHaveLength(7);
  expect(jobs({}).map((job) => job["runs-on"])).toEqual(Array(7).fill("ubuntu-24.04"));
  expect(runnersOf("tracing-runners")).toEqual(["tracing-runners"]);
  expect(runnersOf("true")).toEqual(["true"]);
  const labels = ["self-hosted", "linux", "12", "fleet: a", "codebuild-x-${{ github.run_id }}"];
  expect(jobs({ runnerLabels: labels }).map((job) => job["runs-on"])).toEqual(Array(7).fill(labels));
});

test("npm has the token in the steps that fetch packages, and in no other", () => {
  const repository = {
    npmRegistry: "https://npm.example.com/",
    npmTokenSecret: "ACME",
    renovateRegeneration: "workflow",
  } as const;
  const steps = [ContinuousIntegration, DependencyUpdates]
    .flatMap((component) => Object.entries(synth(component, { repository })))
    .filter(([path]) => /\/(ci|regenerate)\.yml$/.test(path))
    .flatMap(([, text]) => Object.values<any>(parse(text).jobs))
    .flatMap((job) => job.steps);
  const withToken = steps.filter(({ env }) => env?.NPM_TOKEN !== undefined);
  expect(withToken.map(({ name, run }) => name ?? run)).toEqual([
    "npm ci",
    "npx projen typecheck",
    "npm ci",
    "Run migrations, and generate the files",
  ]);
  expect(new Set(withToken.map(({ env }) => env.NPM_TOKEN))).toEqual(new Set(["${{ secrets.ACME }}"]));
  expect(synth(ContinuousIntegration)[PATH]).not.toContain("NPM_TOKEN");
});

test("no workflow, when the options say so", () => {
  expect(synth(ContinuousIntegration, { repository: { githubWorkflows: false } })).not.toHaveProperty([PATH]);
});
