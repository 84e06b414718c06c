import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { FileBase } from "projen";
import { EksOtelTracingProject, type EksOtelTracingProjectOptions } from "../../src";

let outdir: string;
const read = (file: string) => readFileSync(join(outdir, file), "utf8");

function regenerate(options: EksOtelTracingProjectOptions = {}): void {
  process.env.PROJEN_DISABLE_POST = "true";
  try {
    new EksOtelTracingProject({ outdir, exampleApps: [], ...options }).synth();
  } finally {
    delete process.env.PROJEN_DISABLE_POST;
  }
}

beforeEach(() => {
  outdir = mkdtempSync(join(tmpdir(), "eks-otel-tracing-"));
});
afterEach(() => jest.restoreAllMocks());

test("a directory in the place of a file stops the run before anything is written", () => {
  mkdirSync(join(outdir, "versions.tf"));
  expect(() => regenerate()).toThrow(
    "eks-otel-tracing: 1 file can't be written, so none was.\n\n  versions.tf: a directory is in its place\n",
  );
  expect(readdirSync(outdir)).toEqual(["versions.tf"]);
});

test("so does a file in the place of a directory", () => {
  writeFileSync(join(outdir, "tests"), "");
  expect(() => regenerate()).toThrow("  tests/defaults.tftest.hcl: tests is no directory\n");
  expect(readdirSync(outdir)).toEqual(["tests"]);
});

test("a disk that is full when files are written already is an error with the file and the reason", () => {
  const project = new EksOtelTracingProject({ outdir, exampleApps: [] });
  const readme = project.tryFindFile("README.md") as FileBase;
  readme.synthesize = () => {
    throw Object.assign(new Error("ENOSPC: no space left on device, write"), { syscall: "write" });
  };
  expect(() => project.synth()).toThrow(
    /^eks-otel-tracing: README\.md can't be written: ENOSPC: no space left on device, write\. Some files are written/,
  );
});

describe("files of another user", () => {
  beforeEach(() => {
    regenerate();
    jest.spyOn(process, "getuid").mockReturnValue(4711);
  });

  test("stop the run when they would change", () => {
    const before = read("README.md");
    expect(() => regenerate({ namespace: "shop" })).toThrow("  variables.tf: it belongs to another user\n");
    expect(read("README.md")).toBe(before);
  });

  test("are no concern when they stay as they are", () => {
    expect(() => regenerate()).not.toThrow();
  });

  test("are no concern to the superuser", () => {
    jest.spyOn(process, "getuid").mockReturnValue(0);
    expect(() => regenerate({ namespace: "shop" })).not.toThrow();
  });
});

test("a file that is gone is written again where its directory can be written", () => {
  regenerate();
  rmSync(join(outdir, "examples/minimal"), { recursive: true });
  regenerate();
  expect(read("examples/minimal/main.tf")).toContain('module "tracing"');
});
