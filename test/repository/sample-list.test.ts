import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { EksOtelTracingProject, type EksOtelTracingProjectOptions } from "../../src";
import { SampleTemplate } from "../../src/template";

const LIST = ".projen/samples.json";
const APP = "examples/apps/express/src/app.js";
let outdir: string;

const path = (file: string) => join(outdir, file);

function regenerate(options: EksOtelTracingProjectOptions = {}): void {
  process.env.PROJEN_DISABLE_POST = "true";
  try {
    new EksOtelTracingProject({ outdir, ...options }).synth();
  } finally {
    delete process.env.PROJEN_DISABLE_POST;
  }
}

beforeEach(() => {
  outdir = mkdtempSync(join(tmpdir(), "eks-otel-tracing-"));
  regenerate();
});

test("a sample that was deleted stays away", () => {
  rmSync(path(APP));
  rmSync(path("CHANGELOG.md"));
  regenerate();
  regenerate();
  expect([APP, "CHANGELOG.md"].map((file) => existsSync(path(file)))).toEqual([false, false]);
});

test("deleting one does not change the list, which the options alone decide", () => {
  const before = readFileSync(path(LIST), "utf8");
  const { files } = JSON.parse(before);
  expect(files).toEqual(expect.arrayContaining(["CHANGELOG.md", APP]));
  expect(files).toEqual([...files].sort());
  rmSync(path(APP));
  regenerate();
  expect(readFileSync(path(LIST), "utf8")).toBe(before);
});

test("a sample that an option brings is written", () => {
  regenerate({ exampleApps: ["express", "django"] });
  expect(existsSync(path("examples/apps/django/manage.py"))).toBe(true);
});

test("an example that is taken out and comes back is written again", () => {
  regenerate({ exampleApps: [] });
  rmSync(path(APP));
  regenerate();
  expect(existsSync(path(APP))).toBe(true);
});

test("the samples whose lines are taken out of the list are written again", () => {
  rmSync(path(APP));
  rmSync(path(LIST));
  writeFileSync(path(LIST), '{ "files": [] }');
  regenerate();
  expect(existsSync(path(APP))).toBe(true);
});

test("a list in conflict is written again, and what it names stays away", () => {
  const text = readFileSync(path(LIST), "utf8");
  rmSync(path(APP));
  rmSync(path(LIST));
  writeFileSync(path(LIST), `<<<<<<< HEAD\n${text}=======\n${text}>>>>>>> theirs\n`);
  regenerate();
  expect(existsSync(path(APP))).toBe(false);
  expect(readFileSync(path(LIST), "utf8")).toBe(text);
});

test("a run that is cut short lists no sample that it has not written, so that the next one writes it", () => {
  outdir = mkdtempSync(join(tmpdir(), "eks-otel-tracing-"));
  const project = new EksOtelTracingProject({ outdir });
  const sample = project.components.find((component) => component instanceof SampleTemplate && component.path === APP);
  (sample as SampleTemplate).synthesize = () => {
    throw new Error("cut short");
  };
  expect(() => project.synth()).toThrow("cut short");
  expect(existsSync(path(LIST))).toBe(false);
  regenerate();
  expect(existsSync(path(APP))).toBe(true);
});
