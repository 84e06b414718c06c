import { mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type FileBase, JsonPatch, type ObjectFile } from "projen";
import { parse } from "yaml";
import { EksOtelTracingProject } from "../src";

const PATH = ".github/workflows/ci.yml";

/** The workflow after a change, and before any. */
function changed(change: (file: ObjectFile) => void): { after: string; before: string } {
  const project = () =>
    new EksOtelTracingProject({ outdir: mkdtempSync(join(tmpdir(), "eks-otel-tracing-")), exampleApps: [] });
  const one = project();
  change(one.tryFindObjectFile(PATH) as ObjectFile);
  return { after: written(one), before: written(project()) };
}

function written(project: EksOtelTracingProject): string {
  const file = project.tryFindFile(PATH) as FileBase;
  file.preSynthesize();
  file.synthesize();
  return readFileSync(join(project.outdir, PATH), "utf8");
}

/** Lines that are in one text and not in the other, both ways. */
function difference({ before, after }: { before: string; after: string }): { removed: string[]; added: string[] } {
  const [old, now] = [before.split("\n"), after.split("\n")];
  return { removed: old.filter((line) => !now.includes(line)), added: now.filter((line) => !old.includes(line)) };
}

test("a value is replaced, and nothing else", () => {
  expect(difference(changed((ci) => ci.addOverride("jobs.tflint.runs-on", "self-hosted")))).toEqual({
    removed: [],
    added: ["    runs-on: self-hosted"],
  });
});

test("comments and layout stay, in the order in which they were", () => {
  const { after, before } = changed((ci) => ci.addOverride("jobs.drift.timeout-minutes", 20));
  expect(after).toBe(before.replace("timeout-minutes: 10", "timeout-minutes: 20"));
});

test("a job is added", () => {
  const job = { "runs-on": "ubuntu-24.04", steps: [{ run: "npx acme-scan" }] };
  const { after, before } = changed((ci) => ci.addOverride("jobs.scan", job));
  expect(parse(after).jobs).toEqual({ ...parse(before).jobs, scan: job });
  expect(after.startsWith(before.trimEnd())).toBe(true);
});

test("a job is removed", () => {
  const { after, before } = changed((ci) => ci.addDeletionOverride("jobs.tflint"));
  expect(before.startsWith(after.trimEnd())).toBe(true);
  expect(Object.keys(parse(after).jobs)).toEqual(["drift", "terraform", "tofu"]);
});

test("a step is added among the others, which keep their comments", () => {
  const texts = changed((ci) => ci.patch(JsonPatch.add("/jobs/terraform/steps/2", { run: "npx acme-login" })));
  expect(difference(texts)).toEqual({ removed: [], added: ["      - run: npx acme-login"] });
});

test("an action that is replaced loses the comment that tells the old one's version", () => {
  const { after } = changed((ci) => ci.addOverride("jobs.drift.steps.0.uses", "acme/checkout@v1"));
  expect(after).toMatch(/drift:[\s\S]{0,200}?- uses: acme\/checkout@v1\n/);
});

test("a trigger is added to", () => {
  const { after } = changed((ci) => ci.addToArray("on.push.branches", "next"));
  expect(parse(after).on.push.branches).toEqual(["main", "next"]);
});

test("a patch that does not fit stops the run", () => {
  expect(() => changed((ci) => ci.patch(JsonPatch.add("/jobs/lint/steps/0", {})))).toThrow();
});
