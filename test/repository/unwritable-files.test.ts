import { constants, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
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

const tree = () => readdirSync(outdir, { recursive: true, encoding: "utf8" }).sort();

/** As the system refuses to write to a path. To the superuser, as whom tests may run, it refuses nothing for its permissions. */
function refusing(path: string, code: string, access = constants.W_OK): void {
  const { accessSync } = jest.requireActual("node:fs");
  jest.spyOn(require("node:fs"), "accessSync").mockImplementation((...args) => {
    if (args[0] === path && args[1] === access) {
      throw Object.assign(new Error(code), { code });
    }
    accessSync(...args);
  });
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

describe("a file that is generated no longer", () => {
  const DROPPED = "examples/existing-apps/django/README.md";
  beforeEach(() => regenerate({ existingApps: ["django"] }));

  test("stops the run where it can't be deleted: no later one would know of it", () => {
    const before = tree();
    refusing(join(outdir, "examples/existing-apps/django"), "EACCES");
    expect(() => regenerate()).toThrow(
      `  ${DROPPED}: it is generated no longer, and can't be deleted: the directory examples/existing-apps/django is read-only\n`,
    );
    expect(tree()).toEqual(before);
  });

  test("and in whose place somebody has made a directory, is not deleted with all that is in it", () => {
    rmSync(join(outdir, DROPPED));
    mkdirSync(join(outdir, DROPPED));
    writeFileSync(join(outdir, DROPPED, "mine.md"), "");
    expect(() => regenerate()).toThrow(`  ${DROPPED}: it is generated no longer, and can't be deleted: a directory`);
    expect(tree()).toContain(join(DROPPED, "mine.md"));
  });
});

test.each<[string, string]>([
  ["EROFS", "its file system is read-only"],
  ...(process.platform === "win32" ? [] : [["EPERM", "it is made immutable"] as [string, string]]),
])("a file that would change and that nobody can write stops the run: %s", (code, reason) => {
  regenerate();
  refusing(join(outdir, "variables.tf"), code);
  expect(() => regenerate()).not.toThrow();
  expect(() => regenerate({ namespace: "shop" })).toThrow(`  variables.tf: ${reason}\n`);
  expect(read("variables.tf")).not.toContain("shop");
});

test("a file that can't be read stops the run, for nobody knows what would be lost", () => {
  regenerate();
  refusing(join(outdir, "variables.tf"), "EACCES", constants.R_OK);
  expect(() => regenerate()).toThrow("  variables.tf: it can't be read, so what is in it could be lost\n");
});

test("a sample that can't be written stops the run as a managed file does", () => {
  writeFileSync(join(outdir, "examples"), "");
  expect(() => regenerate({ exampleApps: ["go"] })).toThrow("  examples/apps/go/go.mod: examples is no directory\n");
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

// Windows tells no user's number.
const describeOnPosix = process.platform === "win32" ? describe.skip : describe;

describeOnPosix("files of another user", () => {
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
