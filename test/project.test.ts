import { mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Testing, TextFile } from "projen";
import { EksOtelTracingProject, type EksOtelTracingProjectOptions, type Preset } from "../src";
import { git } from "../src/git";
import { generated } from "./generated";

const temporary = () => mkdtempSync(join(tmpdir(), "eks-otel-tracing-"));

interface AcmeTracingOptions extends EksOtelTracingProjectOptions {
  readonly costCentre?: string;
}

const ACME: Preset = {
  name: "Acme",
  defaults: { chartVersion: "0.170.0" },
  options: [{ name: "costCentre", type: "string" }],
};

/** An organisation's template: a default of its own, an option of its own, a file of its own. */
class AcmeTracing extends EksOtelTracingProject {
  constructor(options: AcmeTracingOptions) {
    super({ ...options, presets: [ACME, ...(options.presets ?? [])] });
    new TextFile(this, "COST", { lines: [options.costCentre ?? ""] });
  }
}

function synthesized(project: EksOtelTracingProject): string[] {
  process.env.PROJEN_DISABLE_POST = "true";
  try {
    project.synth();
  } finally {
    delete process.env.PROJEN_DISABLE_POST;
  }
  return readdirSync(project.outdir);
}

describe("a subclass", () => {
  test("has options and files of its own", () => {
    const project = new AcmeTracing({ costCentre: "42", outdir: temporary() });
    const files = synthesized(project);
    expect(files).toContain("COST");
    // What projen has for every project on GitHub, and nobody has asked for.
    expect(files.filter((path) => /mergify|vscode/.test(path))).toEqual([]);
    expect(readdirSync(join(project.outdir, ".github/workflows"))).not.toContain("pull-request-lint.yml");
  });

  test.each([
    [{}, "0.170.0"],
    [{ chartVersion: undefined }, "0.170.0"],
    [{ chartVersion: "0.78.0" } as const, "0.78.0"],
  ])("sets defaults that its users may change: %j", (options, version) => {
    const files = Testing.synth(new AcmeTracing({ ...options, outdir: temporary() }), { parseJson: false });
    expect(files["main.tf"]).toMatch(new RegExp(`version {4}= "${version}"`));
  });

  test("takes neither an option of its own that is misspelt, nor one of ours in the wrong place", () => {
    const options = { costCentr: "42", memoryLimitMib: 800 } as AcmeTracingOptions;
    expect(() => new AcmeTracing(options)).toThrow(
      /2 options are not valid.*\n\n {2}costCentr .* Did you mean costCentre\?\n {2}memoryLimitMib /,
    );
  });

  test("that does not declare its own options is told how, and one without any is as it was", () => {
    class OldTemplate extends EksOtelTracingProject {
      constructor(options: AcmeTracingOptions) {
        super({ chartVersion: "0.170.0", ...options });
      }
    }
    expect(() => new OldTemplate({ costCentre: "42" })).toThrow("OldTemplate has to declare it: presets: [");
    expect(synthesized(new OldTemplate({ outdir: temporary(), namespace: "x" }))).toContain("main.tf");
  });

  test("is told of a near miss of an option that it inherits", () => {
    expect(() => new AcmeTracing({ namespac: "x" } as AcmeTracingOptions)).toThrow("Did you mean namespace?");
  });
});

describe("files that are in the way", () => {
  test("stop the run before anything is written", () => {
    const outdir = temporary();
    writeFileSync(join(outdir, "main.tf"), "# by hand\n");
    mkdirSync(join(outdir, "tests"));
    writeFileSync(join(outdir, "tests/defaults.tftest.hcl"), "# by hand\n");
    expect(() => synthesized(new EksOtelTracingProject({ outdir }))).toThrow(
      "eks-otel-tracing: 2 files are in the way, nothing was written.\n\n  main.tf\n  tests/defaults.tftest.hcl\n",
    );
    expect(readdirSync(outdir).sort()).toEqual(["main.tf", "tests"]);
  });

  test.each([
    ["a package of somebody else's", { name: "mine" }],
    ["dependencies of somebody else's", { devDependencies: { projen: "*", eslint: "9" } }],
  ])("package.json is one of them: %s", (_, text) => {
    const outdir = temporary();
    writeFileSync(join(outdir, "package.json"), JSON.stringify(text));
    expect(() => synthesized(new EksOtelTracingProject({ outdir }))).toThrow(
      "nothing was written.\n\n  package.json\n",
    );
    expect(readFileSync(join(outdir, "package.json"), "utf8")).toBe(JSON.stringify(text));
    expect(readdirSync(outdir)).toEqual(["package.json"]);
  });

  test("package.json is none of them when npm made it for `projen new`", () => {
    const outdir = temporary();
    writeFileSync(join(outdir, "package.json"), JSON.stringify({ devDependencies: { projen: "^0.103.25" } }));
    expect(synthesized(new EksOtelTracingProject({ outdir }))).toContain("main.tf");
  });

  test.each([
    ["renovate.json", {}, "renovate: false"],
    ["docs/CODEOWNERS", { codeOwners: ["@example/platform"] }, "codeOwners: []"],
  ])("so does one that is read in place of a generated one: %s", (path, repository, remedy) => {
    const outdir = temporary();
    mkdirSync(join(outdir, path, ".."), { recursive: true });
    writeFileSync(join(outdir, path), "{}");
    const before = readdirSync(outdir);
    expect(() => synthesized(new EksOtelTracingProject({ outdir, repository }))).toThrow(
      new RegExp(
        `nothing was written\\.\n\n {2}${path}: .* Delete it, or set repository: \\{ ${remedy.replace("[]", "\\[\\]")} \\}`,
      ),
    );
    expect(readdirSync(outdir)).toEqual(before);
    const without = { renovate: false, codeOwners: [] };
    expect(() => synthesized(new EksOtelTracingProject({ outdir, repository: without }))).not.toThrow();
  });

  test("another package manager's lock file stays", () => {
    const outdir = temporary();
    for (const file of ["package-lock.json", "yarn.lock"]) {
      writeFileSync(join(outdir, file), "");
    }
    expect(synthesized(new EksOtelTracingProject({ outdir }))).toContain("yarn.lock");
  });

  test("are no concern when projen wrote them", () => {
    const outdir = temporary();
    synthesized(new EksOtelTracingProject({ outdir }));
    expect(() => synthesized(new EksOtelTracingProject({ outdir }))).not.toThrow();
  });
});

test("numbers that can't work are a warning on every run, not an error", () => {
  const project = new EksOtelTracingProject({ outdir: temporary(), sampling: { latencyThresholdMs: 60_000 } });
  const warn = jest.spyOn(project.logger, "warn").mockImplementation();
  synthesized(project);
  expect(warn.mock.calls).toEqual([[expect.stringMatching(/^sampling\.latencyThresholdMs: a trace of 60000 ms/)]]);
});

test("a workflow that GitHub never runs, below the root of a repository, is a warning", () => {
  const root = temporary();
  mkdirSync(join(root, ".git"));
  const warnings = (options: EksOtelTracingProjectOptions) => {
    const project = new EksOtelTracingProject({ outdir: join(root, "tracing"), ...options });
    const warn = jest.spyOn(project.logger, "warn").mockImplementation();
    synthesized(project);
    return warn.mock.calls.flat();
  };
  expect(warnings({})).toEqual([
    `.github/workflows/ci.yml is not at the root of the repository ${root}, so GitHub never runs it: set repository: { githubWorkflows: false }.`,
  ]);
  expect(warnings({ repository: { githubWorkflows: false } })).toEqual([]);
});

describe("files of every kind", () => {
  const files = generated({
    exampleApps: ["express", "django", "go", "spring", "dotnet"],
    existingApps: ["go"],
    topology: "gateway",
    networkPolicy: { enabled: true },
    repository: { renovateRegeneration: "workflow", codeOwners: ["@example/platform"] },
  });
  const paths = Object.keys(files);
  const { files: samples } = JSON.parse(files[".projen/samples.json"]);

  test("end with a newline, have no tab but in Go, and no space at the end of a line, as .editorconfig asks", () => {
    expect(paths.filter((path) => !/\n$/.test(files[path]))).toEqual([]);
    expect(paths.filter((path) => /\r|[ \t]$/m.test(files[path]))).toEqual([]);
    const indented = (start: RegExp) => paths.filter((path) => start.test(files[path]));
    expect(indented(/^\t/m).filter((path) => !/\.go$|\/go\.mod$|\/go\/README\.md$/.test(path))).toEqual([]);
    expect(indented(/^ {1,3}[^ *]/m).filter((path) => /\.(cs|py)$/.test(path))).toEqual([]);
  });

  test("are folded away in a review on GitHub if they are generated, but for the module, its config and its tests", () => {
    const repository = temporary();
    expect(git(repository, "init", "--quiet").status).toBe(0);
    writeFileSync(join(repository, ".gitattributes"), files[".gitattributes"]);
    const folded = attribute(repository, "linguist-generated", paths);
    const read = paths.filter((path) => folded[path] !== "set");
    const theModule = paths.filter((path) => /\.(tf|tpl|tftest\.hcl)$/.test(path) || path === ".tflint.hcl");
    expect(theModule.length).toBeGreaterThan(20);
    expect(read.sort()).toEqual([...theModule, ...samples].sort());
    const language = attribute(repository, "linguist-language", paths);
    expect(paths.filter((path) => language[path] === "YAML")).toEqual([
      "agent-config.yaml.tpl",
      "collector-config.yaml.tpl",
    ]);
  });
});

/** What git says of an attribute, by path. */
function attribute(repository: string, name: string, paths: readonly string[]): Record<string, string> {
  const { stdout } = git(repository, "check-attr", "-z", name, ...paths);
  const fields = stdout.toString("utf8").split("\0");
  return Object.fromEntries(paths.map((path, index) => [path, fields[index * 3 + 2]]));
}

test("devDeps are installed beside the package", () => {
  const { devDependencies } = JSON.parse(generated({ devDeps: ["acme-standards@1.2.3"] })["package.json"]);
  expect(devDependencies["acme-standards"]).toBe("1.2.3");
});

test("the projen version can be pinned", () => {
  const { devDependencies } = JSON.parse(generated({ projenVersion: "0.103.25" })["package.json"]);
  expect(devDependencies.projen).toBe("0.103.25");
});
