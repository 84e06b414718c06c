import { parse } from "yaml";
import type { EksOtelTracingProjectOptions } from "../../src/options";
import { ACTIONS } from "../../src/repository/actions";
import { ContinuousIntegration } from "../../src/repository/continuous-integration";
import { synth } from "./synth";

const PATH = ".github/workflows/ci.yml";
const workflow = (options: EksOtelTracingProjectOptions = {}) => parse(synth(ContinuousIntegration, options)[PATH]);
const commands = (job: { steps: { run?: string }[] }) => job.steps.map(({ run }) => run).filter(Boolean);

test("every action is pinned to a commit, and says which release that is", () => {
  for (const action of Object.values(ACTIONS)) {
    expect(action).toMatch(/^[\w-]+\/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
  }
  const text = synth(ContinuousIntegration)[PATH];
  expect(text.match(/uses: .*/g)).toHaveLength(text.match(/uses: [\w/-]+@[0-9a-f]{40} # v/g)?.length ?? 0);
});

test("the workflow may read the repository and nothing else", () => {
  expect(workflow().permissions).toEqual({ contents: "read" });
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

test("an exact Terraform version is tested once", () => {
  expect(workflow({ terraform: { requiredVersion: "1.11.4" } }).jobs.terraform.strategy.matrix.version).toEqual([
    "1.11.4",
  ]);
});

test("a workflow that finishes Renovate's updates can start the checks, and nobody else asks for it", () => {
  expect(workflow().on).not.toHaveProperty("workflow_dispatch");
  expect(workflow({ repository: { renovateRegeneration: "workflow" } }).on).toHaveProperty("workflow_dispatch");
});

test("no workflow, when the options say so", () => {
  expect(synth(ContinuousIntegration, { repository: { githubWorkflows: false } })).not.toHaveProperty([PATH]);
});
