import { mkdtempSync, readdirSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parse } from "@cdktn/hcl2json";
import { Testing, TextFile } from "projen";
import { EksOtelTracingProject } from "../../src";
import { EditableFile } from "../../src/editable-file";

const outdir = () => mkdtempSync(join(tmpdir(), "eks-otel-tracing-"));

function project(change: (project: EksOtelTracingProject) => void): EksOtelTracingProject {
  const project = new EksOtelTracingProject({ outdir: outdir(), exampleApps: [] });
  change(project);
  return project;
}

/** The generated texts of a project that is changed after its constructor, by path: as they would be written. */
function texts(change: (project: EksOtelTracingProject) => void): Record<string, string> {
  const changed = project(change);
  for (const component of changed.components) {
    component.preSynthesize();
  }
  const generated = changed.files.filter((file): file is EditableFile => file instanceof EditableFile);
  return Object.fromEntries(generated.map((file) => [file.path, file.text()]));
}

/** What is written, by path. */
function files(change: (project: EksOtelTracingProject) => void): Record<string, string> {
  return Testing.synth(project(change), { parseJson: false });
}

/** What a run leaves behind that fails. */
function leftBehind(change: (project: EksOtelTracingProject) => void, message: string | RegExp): string[] {
  const changed = project(change);
  process.env.PROJEN_DISABLE_POST = "true";
  try {
    expect(() => changed.synth()).toThrow(message);
  } finally {
    delete process.env.PROJEN_DISABLE_POST;
  }
  return readdirSync(changed.outdir);
}

let defaults: Record<string, string>;
beforeAll(() => {
  defaults = texts(() => {});
});

/** Paths of the files that a change changes. */
function changed(change: (project: EksOtelTracingProject) => void): string[] {
  const now = texts(change);
  return [...new Set([...Object.keys(defaults), ...Object.keys(now)])]
    .filter((path) => defaults[path] !== now[path])
    .sort();
}

describe("a file", () => {
  test("is added", () => {
    expect(files((project) => new TextFile(project, "OWNERS", { lines: ["platform", ""] })).OWNERS).toBe("platform\n");
  });

  test("is replaced by another one", () => {
    const now = files((project) => {
      project.tryRemoveFile("SECURITY.md");
      new TextFile(project, "SECURITY.md", { lines: ["# Security", "", "Call Acme."] });
    });
    expect(now["SECURITY.md"]).toBe("# Security\n\nCall Acme.");
    expect(now[".gitattributes"].match(/SECURITY\.md/g)).toHaveLength(1);
  });

  test("is removed, and git is told", () => {
    const now = files((project) => project.tryRemoveFile("SECURITY.md"));
    expect(now).not.toHaveProperty(["SECURITY.md"]);
    expect(now[".gitattributes"] + now[".gitignore"] + now[".projen/files.json"]).not.toContain("SECURITY.md");
  });

  test("that is a sample is not written when it is removed", () => {
    expect(files(() => {})).toHaveProperty(["CHANGELOG.md"]);
    const changed = new EksOtelTracingProject({ outdir: outdir(), exampleApps: ["go"] });
    changed.tryRemoveFile("CHANGELOG.md");
    const written = Testing.synth(changed);
    expect(written).not.toHaveProperty(["CHANGELOG.md"]);
    expect(written).toHaveProperty(["examples/apps/go/main.go"]);
  });

  test("of a user's own takes the place of one that was removed", () => {
    const kept = files((project) => {
      writeFileSync(join(project.outdir, "SECURITY.md"), "# Ours\n");
      project.tryRemoveFile("SECURITY.md");
    });
    expect(kept["SECURITY.md"]).toBe("# Ours\n");
  });

  test("has a passage of its text replaced", () => {
    const change = (project: EksOtelTracingProject) =>
      project.textFile("renovate.json5").replace('"config:recommended"', '"github>acme/renovate"');
    expect(texts(change)["renovate.json5"]).toContain('"extends": ["github>acme/renovate", "helpers:');
    expect(changed(change)).toEqual(["renovate.json5"]);
  });

  test.each<[string, string, string | RegExp]>([
    [
      "no such passage",
      "config:best",
      'renovate.json5 has no "config:best", where it should be once. Nothing was written.',
    ],
    ["an empty passage", "", 'renovate.json5 has no "", where it should be once.'],
    ["a passage many times", ",", /^eks-otel-tracing: renovate\.json5 has \d+ ",", where it should be once\. Nothing/],
  ])("whose text has %s is not written, nor is any other", (_, passage, message) => {
    expect(leftBehind((project) => project.textFile("renovate.json5").replace(passage, "x"), message)).toEqual([]);
  });

  test("that is not generated is an error with those that are", () => {
    expect(() => project((changed) => changed.textFile("READM.md"))).toThrow(
      /^eks-otel-tracing: READM\.md is not generated\. These texts are: .*README\.md/,
    );
  });

  test("that is no text is changed by projen's own means, and the error says so", () => {
    expect(() => project((changed) => changed.textFile(".github/workflows/ci.yml"))).toThrow("tryFindObjectFile()");
  });
});

describe("a section of the README", () => {
  const section = (text: string, heading: string) =>
    text.split(/^(?=## )/m).find((part) => part.startsWith(`## ${heading}\n`));

  test("is added, at the end or after another", () => {
    const readme = texts((project) => {
      project.textFile("README.md").addSection("Support", "Ask in #tracing.");
      project.textFile("README.md").addSection("Costs", "By the trace.", "Outputs");
    })["README.md"];
    expect(readme.endsWith("\n\n## Support\n\nAsk in #tracing.\n")).toBe(true);
    expect(readme).toContain("\n\n## Costs\n\nBy the trace.\n\n## How it works\n");
  });

  test("is replaced, with its subsections", () => {
    const readme = texts((project) => project.textFile("README.md").replaceSection("How it works", "See our wiki."))[
      "README.md"
    ];
    expect(section(readme, "How it works")).toBe("## How it works\n\nSee our wiki.\n\n");
    expect(readme).not.toContain("### Which traces are kept");
    expect(section(readme, "Outputs")).toBe(section(defaults["README.md"], "Outputs"));
  });

  test("is added to", () => {
    const readme = texts((project) => project.textFile("README.md").appendToSection("Upgrade", "Then tell #tracing."))[
      "README.md"
    ];
    expect(readme.endsWith("\n\nThen tell #tracing.\n")).toBe(true);
  });

  test("is removed, and everything else stays", () => {
    const readme = texts((project) => project.textFile("README.md").removeSection("When there is no trace"))[
      "README.md"
    ];
    expect(readme).toBe(
      defaults["README.md"].replace(section(defaults["README.md"], "When there is no trace") ?? "", ""),
    );
  });

  test("that is not there is an error that lists what is, and no comment in code is taken for a heading", () => {
    const change = (project: EksOtelTracingProject) => project.textFile("README.md").removeSection("Upgrades");
    expect(() => texts(change)).toThrow(
      /README\.md has no section "Upgrades"\. It has .*Upgrade\. Nothing was written/,
    );
    const comment = "Yours to choose: the name that X-Ray shows.";
    expect(() => texts((project) => project.textFile("README.md").removeSection(comment))).toThrow("has no section");
  });
});

describe("a variable of the module", () => {
  test("has another default", async () => {
    const now = texts((project) => {
      project.terraform.variable("create_namespace").default = false;
    });
    const { variable } = await parse("variables.tf", now["variables.tf"]);
    expect(variable.create_namespace[0].default).toBe(false);
    expect(now["README.md"]).toMatch(/\| `create_namespace` \| .* \| `bool` \| `false` \|/);
  });

  test("becomes required", () => {
    const now = texts((project) => {
      project.terraform.variable("role_name").default = undefined;
    });
    expect(now["README.md"]).toMatch(/\| `role_name` \| .* \| required \|/);
  });

  test("whose default is an option says so", () => {
    expect(() =>
      texts((project) => {
        project.terraform.variable("namespace").default = "x";
      }),
    ).toThrow("is the option namespace, which the README, the examples and the tests follow too: set that");
  });

  test("gets a validation, after its own", async () => {
    const now = texts((project) =>
      project.terraform.variable("extra_values").addValidation("length(var.extra_values) == 0", "Not at ${Acme}."),
    );
    const { variable } = await parse("variables.tf", now["variables.tf"]);
    expect(variable.extra_values[0].validation).toHaveLength(2);
    expect(now["variables.tf"]).toContain(
      '    condition     = length(var.extra_values) == 0\n    error_message = "Not at $${Acme}."\n',
    );
  });

  test("has another description, in the README too", () => {
    const now = texts((project) => {
      project.terraform.variable("tags").description = "Tags, see the wiki.";
    });
    expect(now["README.md"]).toContain("| `tags` | Tags, see the wiki. |");
    expect(now["variables.tf"]).toContain('description = "Tags, see the wiki."');
  });

  test("whose description tells of a rule keeps it", () => {
    const presets = [{ name: "Acme", rules: [{ option: "namespace", mustBe: "tracing", reason: "ours" }] }];
    const { terraform } = new EksOtelTracingProject({ outdir: outdir(), presets, exampleApps: [] });
    expect(() => {
      terraform.variable("namespace").description = "x";
    }).toThrow(
      "the description of variable namespace tells of a rule, must be 'tracing'. A rule of Acme: ours: it can't be replaced\n",
    );
    terraform.variable("tags").description = "x";
    expect(terraform.variable("tags").description).toBe("x");
  });

  test("and an output are read as they are", () => {
    project(({ terraform }) => {
      const { name, description, default: preset } = terraform.variable("namespace");
      expect([name, description, preset]).toEqual([
        "namespace",
        expect.stringMatching(/^Kubernetes namespace of the collector\./),
        "tracing",
      ]);
      const output = terraform.output("role_name");
      expect([output.name, output.description, output.value]).toEqual([
        "role_name",
        "Name of the collector's IAM role.",
        "aws_iam_role.collector.name",
      ]);
    });
  });

  test("and an output are refused with a name or a validation that Terraform can't read", () => {
    project(({ terraform }) => {
      for (const condition of ["", " ", "a\n&& b"]) {
        expect(() => terraform.variable("tags").addValidation(condition, "x")).toThrow(
          "eks-otel-tracing: a validation of variable tags must be one line of HCL\n",
        );
      }
      const variable = { type: "any", description: "x" };
      for (const wrong of ["a-b", "1a", "_a", "aB", "a b", ""]) {
        expect(() => terraform.addVariable(wrong, variable)).toThrow(/is no name of a variable: lower-case letters/);
        expect(() => terraform.addOutput(wrong, "1", "x")).toThrow(/is no name of an? output: lower-case letters/);
      }
      expect(() => terraform.addOutput("role_name", "1", "x")).toThrow(
        'the module has output role_name already: change it with output("role_name")',
      );
      expect(terraform.addVariable("a_1", variable).name).toBe("a_1");
    });
  });

  test("is added", async () => {
    const now = texts((project) =>
      project.terraform.addVariable("stage", {
        type: "string",
        description: "Stage.",
        default: "dev",
        nullable: false,
      }),
    );
    expect((await parse("variables.tf", now["variables.tf"])).variable.stage).toEqual([
      { type: "${string}", description: "Stage.", default: "dev", nullable: false },
    ]);
    expect(now["README.md"]).toContain('| `stage` | Stage. | `string` | `"dev"` |');
  });

  test.each([
    [
      "an unknown one",
      (project: EksOtelTracingProject) => project.terraform.variable("tag"),
      /has no variable tag\. It has .*tags/,
    ],
    [
      "one that is there",
      (project: EksOtelTracingProject) => project.terraform.addVariable("tags", { type: "any", description: "x" }),
      /has variable tags already/,
    ],
    [
      "a wrong name",
      (project: EksOtelTracingProject) => project.terraform.addVariable("a-b", { type: "any", description: "x" }),
      /"a-b" is no name of a variable/,
    ],
  ])("%s is an error", (_, change, message) => {
    expect(() => texts(change)).toThrow(message);
  });
});

describe("an output of the module", () => {
  test("is added", () => {
    const now = texts((project) =>
      project.terraform.addOutput("role_id", "aws_iam_role.collector.unique_id", "Id of the role."),
    );
    expect(now["outputs.tf"]).toContain("  value       = aws_iam_role.collector.unique_id\n");
    expect(now["README.md"]).toContain("| `role_id` | Id of the role. |");
  });

  test("is changed", () => {
    const change = (project: EksOtelTracingProject) => {
      project.terraform.output("role_name").value = "aws_iam_role.collector.id";
      project.terraform.output("role_name").description = "Name.";
    };
    expect(texts(change)["outputs.tf"]).toContain('description = "Name."\n  value       = aws_iam_role.collector.id\n');
    expect(changed(change)).toEqual(["README.md", "outputs.tf"]);
  });

  test("is removed when nothing uses it", () => {
    const now = texts((project) => {
      project.terraform.removeOutput("otlp_http_endpoint");
      project.tryRemoveFile("tests/defaults.tftest.hcl");
    });
    expect(now["outputs.tf"] + now["README.md"]).not.toContain("otlp_http_endpoint");
    expect(now["outputs.tf"]).toContain('}\n\noutput "application_environment" {');
  });

  test("that is not there is an error that lists what is", () => {
    for (const change of ["output", "removeOutput"] as const) {
      expect(() => project(({ terraform }) => terraform[change]("role"))).toThrow(
        /^eks-otel-tracing: the module has no output role\. It has (\w+, )*role_name(, \w+)*\n$/,
      );
    }
  });

  test("that generated files use can't be removed before they are changed", () => {
    expect(() => texts((project) => project.terraform.removeOutput("namespace"))).toThrow(
      "the output namespace is removed, but tests/inputs.tftest.hcl use it",
    );
  });
});
