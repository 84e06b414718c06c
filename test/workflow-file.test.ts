import { mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type FileBase, JsonPatch, type ObjectFile } from "projen";
import { parse } from "yaml";
import { EksOtelTracingProject } from "../src";

const PATH = ".github/workflows/ci.yml";

const newProject = () =>
  new EksOtelTracingProject({ outdir: mkdtempSync(join(tmpdir(), "eks-otel-tracing-")), exampleApps: [] });

let unchanged: string | undefined;

/** The workflow after a change, and before any. */
function changed(change: (file: ObjectFile) => void): { after: string; before: string } {
  const project = newProject();
  change(project.tryFindObjectFile(PATH) as ObjectFile);
  unchanged ??= written(newProject());
  return { after: written(project), before: unchanged };
}

function written(project: EksOtelTracingProject): string {
  const file = project.tryFindFile(PATH) as FileBase;
  file.preSynthesize();
  file.synthesize();
  return readFileSync(join(project.outdir, PATH), "utf8");
}

/** Lines that one text has more often than the other, both ways. */
function difference({ before, after }: { before: string; after: string }): { removed: string[]; added: string[] } {
  const added = after.split("\n");
  const removed = before.split("\n").filter((line) => {
    const at = added.indexOf(line);
    return at < 0 || added.splice(at, 1).length === 0;
  });
  return { removed, added };
}

test("a value is replaced, and nothing else", () => {
  expect(difference(changed((ci) => ci.addOverride("jobs.tflint.runs-on", "self-hosted")))).toEqual({
    removed: ["    runs-on: ubuntu-24.04"],
    added: ["    runs-on: self-hosted"],
  });
});

test("comments and layout stay, in the order in which they were", () => {
  const { after, before } = changed((ci) => {
    ci.addOverride("jobs.drift.timeout-minutes", 20);
    ci.addOverride("jobs.terraform.steps.5.run", "terraform test -verbose");
  });
  expect(after).toBe(
    before
      .replace("timeout-minutes: 10", "timeout-minutes: 20")
      .replace("run: terraform test\n", "run: terraform test -verbose\n"),
  );
});

test("the first step and the last one are taken out, and those between stay as they were", () => {
  const { after, before } = changed((ci) =>
    ci.patch(JsonPatch.remove("/jobs/tflint/steps/0"), JsonPatch.remove("/jobs/drift/steps/4")),
  );
  const { removed, added } = difference({ before, after });
  expect(added).toEqual([]);
  expect(removed.map((line) => line.replace(/@.*/, "")).sort()).toEqual([
    "          persist-credentials: false",
    "        with:",
    "      - run: npx projen typecheck",
    "      - uses: actions/checkout",
  ]);
});

test("a job is added", () => {
  const job = { "runs-on": "ubuntu-24.04", steps: [{ run: `npx acme-scan ${"--with more ".repeat(20)}` }] };
  const { after, before } = changed((ci) => ci.addOverride("jobs.scan", job));
  expect(parse(after).jobs).toEqual({ ...parse(before).jobs, scan: job });
  expect(after.startsWith(before.trimEnd())).toBe(true);
  expect(after).toContain(job.steps[0].run);
});

test("a job is removed", () => {
  const { after, before } = changed((ci) => ci.addDeletionOverride("jobs.tflint"));
  expect(before.startsWith(after.trimEnd())).toBe(true);
  expect(Object.keys(parse(after).jobs)).toEqual(["drift", "terraform", "tofu"]);
});

test("a step that is there is added once more", () => {
  const step = { run: "npx projen typecheck" };
  const { after, before } = changed((ci) => ci.patch(JsonPatch.add("/jobs/drift/steps/-", step)));
  expect(difference({ before, after })).toEqual({ removed: [], added: [`      - run: ${step.run}`] });
});

test("a value is replaced by one of another kind", () => {
  const { after, before } = changed((ci) => {
    ci.addOverride("on", ["push"]);
    ci.addOverride("permissions", "read-all");
    ci.addOverride("concurrency", null);
    ci.addOverride("jobs.terraform.strategy.matrix.version", "${{ fromJSON(vars.VERSIONS) }}");
  });
  const old = parse(before);
  expect(parse(after)).toEqual({
    ...old,
    on: ["push"],
    permissions: "read-all",
    concurrency: null,
    jobs: {
      ...old.jobs,
      terraform: {
        ...old.jobs.terraform,
        strategy: { ...old.jobs.terraform.strategy, matrix: { version: "${{ fromJSON(vars.VERSIONS) }}" } },
      },
    },
  });
});

test("a step is added among the others, which keep their comments", () => {
  const texts = changed((ci) => ci.patch(JsonPatch.add("/jobs/terraform/steps/2", { run: "npx acme-login" })));
  expect(difference(texts)).toEqual({ removed: [], added: ["      - run: npx acme-login"] });
});

test("an action that is replaced loses the comment that tells the old one's version", () => {
  const texts = changed((ci) => ci.addOverride("jobs.drift.steps.0.uses", "acme/checkout@v1"));
  expect(texts.after).toMatch(/drift:[\s\S]{0,200}?- uses: acme\/checkout@v1\n/);
  expect(difference(texts)).toEqual({
    removed: [expect.stringMatching(/^ {6}- uses: actions\/checkout@[0-9a-f]{40} # v/)],
    added: ["      - uses: acme/checkout@v1"],
  });
});

test("a trigger is added to", () => {
  const { after } = changed((ci) => ci.addToArray("on.push.branches", "next"));
  expect(parse(after).on.push.branches).toEqual(["main", "next"]);
});

test("a patch that does not fit stops the run before any file is written", () => {
  const file = newProject().tryFindObjectFile(PATH) as ObjectFile;
  file.patch(JsonPatch.add("/jobs/lint/steps/0", {}));
  expect(() => file.preSynthesize()).toThrow();
});
