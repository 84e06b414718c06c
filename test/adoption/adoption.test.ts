import { cpSync, existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { ARTICLE, adopted, commit, handWritten, recognised } from "./adopted";

const text = (path: string) => readFileSync(join(ARTICLE, path), "utf8");
/** The article's file with one passage changed. */
const changed = (path: string, from: string, to: string) => {
  if (!text(path).includes(from)) {
    throw new Error(`${path} has no ${from}`);
  }
  return { [path]: text(path).replace(from, () => to) };
};

describe("the article's module, written by hand", () => {
  let article: Awaited<ReturnType<typeof adopted>>;
  beforeAll(async () => {
    article = await adopted(handWritten());
  });

  test("becomes a .projenrc.ts with what differs from the defaults, as by hand", () => {
    const { texts } = article;
    expect(texts[".projenrc.ts"]).toBe(text("../article.projenrc.ts.expected"));
  });

  test("keeps addresses by moved blocks, and leaves in place what the module has no resource for", () => {
    const { texts, plan } = article;
    expect(texts["moved.tf"]).toContain(
      "moved {\n  from = aws_iam_role.otel_collector\n  to   = aws_iam_role.collector\n}\n",
    );
    expect(texts["removed.tf"]).toContain(
      "removed {\n  from = aws_iam_role_policy.amp\n\n  lifecycle {\n    destroy = false\n  }\n}\n",
    );
    expect(plan).toEqual({ add: [], moved: 3, forgotten: ["aws_iam_role_policy.amp"] });
  });

  test("keeps the names of role and policy", () => {
    const { texts } = article;
    expect(texts["iam.tf"]).toContain('full_role_name = "${var.cluster_name}-otel-collector"');
    expect(texts["iam.tf"]).toContain('name   = "xray-write"');
  });

  test("what was not recognised is listed by file and address", () => {
    const { findings } = article;
    expect(findings.unrecognised.map(({ file, address }) => `${file}: ${address}`)).toEqual([
      "collector-config.yaml.tpl: policy composite-limit",
      'collector-config.yaml.tpl: processors.resource.attributes."environment"',
    ]);
  });

  test("what the module does otherwise is told with both values", () => {
    const { findings } = article;
    expect(findings.differences).toContainEqual({
      subject: "collector-config.yaml.tpl: processors.batch.timeout",
      yours: "5s",
      module: "200ms, the processor's default",
    });
    expect(findings.differences.map(({ subject }) => subject)).toContain(
      "collector-config.yaml.tpl: resources.limits.memory",
    );
  });

  test("callers are told which inputs are gone", () => {
    const { findings } = article;
    expect([...findings.inputs]).toEqual([
      ["oidc_provider_arn", null],
      ["oidc_provider_url", null],
    ]);
  });

  test("scripts and dependencies of package.json are in the generated one", () => {
    const { texts } = article;
    expect(JSON.parse(texts["package.json"] as string)).toMatchObject({
      name: "tracing-module",
      version: "3.1.0",
      scripts: { fmt: "terraform fmt -recursive", test: "sh test.sh", preview: "projen preview" },
      devDependencies: { prettier: "^3.0.0", "eks-otel-tracing": "1.2.3" },
      dependencies: { semver: "^7.0.0" },
      prettier: { singleQuote: true },
    });
  });

  test("other people's files stay, and git goes on ignoring what it did", () => {
    const { changes, texts, keptFiles } = article;
    const touched = changes.filter(({ path }) => ["README.md", "alarms.tf"].includes(path));
    expect([touched, keptFiles]).toEqual([[], ["alarms.tf"]]);
    expect(texts[".gitignore"]).toContain("*.tfstate\n");
  });
});

describe("the collector's config is read wherever it is", () => {
  const TEMPLATE = text("collector-config.yaml.tpl");
  const INLINE = `config = {
        processors = {
          memory_limiter = { check_interval = "2s", limit_mib = 600, spike_limit_mib = 150 }
          tail_sampling = {
            decision_wait = "20s"
            policies = [
              { name = "e", type = "status_code", status_code = { status_codes = ["ERROR"] } },
              { name = "s", type = "latency", latency = { threshold_ms = 250 } },
              { name = "p", type = "probabilistic", probabilistic = { sampling_percentage = var.sampling_rate_percentage } },
            ]
          }
        }
        exporters = { awsxray = { region = "eu-central-1", indexed_attributes = ["http.route"] } }
      }`;
  const EXPECTED = {
    "collector.memoryLimitMib": 600,
    "collector.memorySpikeLimitMib": 150,
    "collector.memoryCheckIntervalSeconds": 2,
    "sampling.decisionWaitSeconds": 20,
    "sampling.latencyThresholdMs": 250,
    samplingRatePercentage: 5,
    "xray.indexedAttributes": ["http.route"],
  };

  test("in an object of HCL", async () => {
    const files = changed("main.tf", "config = yamldecode(local.collector_config)", INLINE);
    expect(await recognised(handWritten({ ...files, "collector-config.yaml.tpl": null }))).toMatchObject(EXPECTED);
  });

  test("in a heredoc of YAML with variables, beside arguments of `set`", async () => {
    const main = `resource "helm_release" "otel" {
  name      = "otel-collector"
  chart     = "opentelemetry-collector"
  version   = var.chart_version
  namespace = "observability"
  values = [<<-YAML
    mode: daemonset
    config:
      processors:
        memory_limiter: { limit_mib: 600 }
        tail_sampling:
          policies:
            - { name: p, type: probabilistic, probabilistic: { sampling_percentage: \${var.sampling_rate_percentage} } }
  YAML
  ]
  set {
    name  = "serviceAccount.annotations.eks\\\\.amazonaws\\\\.com/role-arn"
    value = aws_iam_role.otel_collector.arn
  }
  set {
    name  = "image.tag"
    value = "0.120.0"
  }
}
variable "chart_version" {
  default = "0.100.0"
}
`;
    const files = {
      "main.tf": main,
      "outputs.tf": null,
      "collector-config.yaml.tpl": null,
      ...changed("variables.tf", 'default     = "tracing"', 'default     = "tracing"'),
    };
    const { findings } = await adopted(handWritten(files));
    expect(Object.fromEntries(findings.options)).toMatchObject({
      chartVersion: "0.100.0",
      collectorVersion: "0.120.0",
      namespace: "observability",
      "collector.memoryLimitMib": 600,
      samplingRatePercentage: 5,
      "sampling.keepErrors": false,
    });
    expect(findings.inputs.get("chart_version")).toBeNull();
  });

  test("in a values file that is a template of its own", async () => {
    const values = `mode: daemonset\nserviceAccount:\n  annotations:\n    eks.amazonaws.com/role-arn: "\${role}"\nconfig:\n${TEMPLATE.replace(/^(?!$|%)/gm, "  ")}`;
    const main = text("main.tf");
    const start = main.indexOf("  values = [");
    const end = main.indexOf("  depends_on");
    const call = `  values = [templatefile("\${path.module}/values.yaml.tpl", {
    role                      = aws_iam_role.otel_collector.arn
    aws_region                = data.aws_region.current.id
    cluster_name              = var.cluster_name
    sampling_rate_percentage  = var.sampling_rate_percentage
    amp_remote_write_endpoint = var.amp_remote_write_endpoint
  })]

`;
    const { findings, texts, changes } = await adopted(
      handWritten({
        "main.tf": main.slice(0, start) + call + main.slice(end).replace(/locals \{[\s\S]*?\n\}\n/, ""),
        "values.yaml.tpl": values,
        "collector-config.yaml.tpl": null,
      }),
    );
    expect(Object.fromEntries(findings.options)).toMatchObject({
      "sampling.latencyThresholdMs": 800,
      "sampling.decisionWaitSeconds": 15,
    });
    expect(changes.find(({ path }) => path === "values.yaml.tpl")?.change).toBe("removed");
    expect(texts["moved.tf"]).toContain("to   = helm_release.collector");
  });
});

test("a module below the root of a repository is found, without a workflow that would never run", async () => {
  const root = handWritten(
    {
      "main.tf": 'module "tracing" {\n  source = "./modules/tracing"\n}\n',
      "modules/shared/config.yaml.tpl": text("collector-config.yaml.tpl"),
    },
    null,
  );
  cpSync(ARTICLE, join(root, "modules/tracing"), { recursive: true });
  const { "main.tf": main } = changed("main.tf", "/collector-config.yaml.tpl", "/../shared/config.yaml.tpl");
  writeFileSync(join(root, "modules/tracing/main.tf"), main);
  rmSync(join(root, "modules/tracing/collector-config.yaml.tpl"));
  commit(root);
  const { directory, texts, findings } = await adopted(root);
  expect(directory).toBe(join(root, "modules/tracing"));
  // A file that others may read is read, and stays.
  expect(findings.options.get("sampling.latencyThresholdMs")).toBe(800);
  expect(existsSync(join(root, "modules/shared/config.yaml.tpl"))).toBe(true);
  expect(Object.keys(texts)).not.toContain(".github/workflows/ci.yml");
  expect(texts[".projenrc.ts"]).toContain("githubWorkflows: false, renovate: false");
});

test("inputs by other names are renamed, in outputs too", async () => {
  const rename = (path: string) =>
    text(path).replaceAll("cluster_name", "cluster").replaceAll("var.namespace", "var.ns");
  process.env.PROJEN_DISABLE_POST = "as it was";
  const { findings, texts } = await adopted(
    handWritten({
      "main.tf": rename("main.tf").replace("cluster              =", "cluster_name              ="),
      "iam.tf": rename("iam.tf"),
      "variables.tf": rename("variables.tf").replace('variable "namespace"', 'variable "ns"'),
      "outputs.tf": `${rename("outputs.tf")}\noutput "cluster" {\n  value = upper(var.cluster)\n}\n`,
    }),
  );
  delete process.env.PROJEN_DISABLE_POST;
  expect(findings.inputs.get("ns")).toBe("namespace");
  expect(findings.inputs.get("cluster")).toBe("cluster_name");
  expect(texts["outputs.tf"]).toMatch(/output "cluster" \{[^}]*value += upper\(var\.cluster_name\)/);
  expect(texts[".projenrc.ts"]).toContain("roleName: '{cluster_name}-otel-collector'");
});

test("managed policies stay attached, and the inline policy is the one thing that a plan adds", async () => {
  const iam = text("iam.tf")
    .replace(
      'resource "aws_iam_role_policy" "xray" {\n  name = "xray-write"\n  role = aws_iam_role.otel_collector.id',
      'resource "aws_iam_policy" "xray" {\n  name = "xray-write"',
    )
    .concat(
      '\nresource "aws_iam_role_policy_attachment" "xray" {\n  role       = aws_iam_role.otel_collector.name\n  policy_arn = aws_iam_policy.xray.arn\n}\n',
    );
  const { plan, texts } = await adopted(
    handWritten({
      "package.json": null,
      "iam.tf": iam.replace(/resource "aws_iam_role_policy" "amp" \{[\s\S]*?\n\}\n/, ""),
      ...changed("main.tf", "  depends_on = [aws_iam_role_policy.xray]\n", ""),
    }),
  );
  expect(plan).toEqual({
    add: ["aws_iam_role_policy.collector"],
    moved: 2,
    forgotten: ["aws_iam_role_policy_attachment.xray", "aws_iam_policy.xray"],
  });
  // Without a package.json there is nothing to take from it.
  expect(texts[".projenrc.ts"]).toMatch(/devDeps: \['eks-otel-tracing@1\.2\.3'\],\n/);
  expect(texts[".projenrc.ts"]).not.toContain("package.json");
});

test.each([
  ["/team/", 'path = "/team/"', ""],
  ["/team/", "path = var.path", 'variable "path" {\n  default = "/team/"\n}\n'],
  ["/", "path = var.path", 'variable "path" {}\n'],
])("the role's path is an option, which IAM can't change: %s from %s", async (path, line, variable) => {
  const { texts, findings } = await adopted(
    handWritten({
      ...changed("iam.tf", "  tags = var.tags", `  tags = var.tags\n  ${line}`),
      "variables.tf": `${text("variables.tf")}${variable}`,
    }),
  );
  expect(findings.obstacles).toEqual([]);
  expect(texts["iam.tf"]).toContain("path                 = var.role_path");
  expect(texts["variables.tf"]).toContain(`  default     = "${path}"`);
});

test("what a file of one's own needs of the interface is declared in .projenrc.ts", async () => {
  const { texts, keptFiles, findings } = await adopted(
    handWritten({
      ".gitattributes": "# ours\n\n*.tf  diff=hcl text\n",
      ".tflint.hcl": "",
      "backend.tf": 'terraform {\n  backend "s3" {}\n}\n',
      "alarms.tf": 'resource "aws_sns_topic" "alarms" {\n  name = var.topic\n}\n',
      "variables.tf": `${text("variables.tf")}variable "topic" {\n  type     = list(string)\n  default  = ["a"]\n  nullable = false\n}\n`,
      "more.tf": 'output "topic_arn" {\n  description = "Of the topic."\n  value       = aws_sns_topic.alarms.arn\n}\n',
    }),
  );
  expect(texts[".projenrc.ts"]).toContain(
    "project.terraform.addVariable('topic', { type: 'list(string)', description: '', default: ['a'], nullable: false });\n" +
      "project.terraform.addOutput('topic_arn', 'aws_sns_topic.alarms.arn', 'Of the topic.');\n",
  );
  expect([keptFiles, findings.obstacles]).toEqual([["alarms.tf", "backend.tf"], []]);
  expect(texts[".projenrc.ts"]).toContain("project.tryRemoveFile('.tflint.hcl');\n");
  expect(texts[".projenrc.ts"]).toContain("\nproject.gitattributes.addAttributes('*.tf', 'diff=hcl', 'text');\n");
});

describe("nothing can be written", () => {
  test.each([
    [
      "where a file mixes both",
      { "iam.tf": `${text("iam.tf")}\nresource "aws_sns_topic" "alarms" {}\n` },
      /^iam\.tf has what the module replaces, and what is yours alone: aws_sns_topic\.alarms\. Move that/,
    ],
    [
      "where the role's name is made up by AWS",
      changed("iam.tf", 'name = "${var.cluster_name}-otel-collector"', 'name_prefix = "otel-"'),
      /the name of aws_iam_role\.otel_collector is made by a name_prefix\. IAM can't rename a role/,
    ],
    [
      "where the role's path is only known to a plan",
      changed("iam.tf", "  tags = var.tags", "  path = random_pet.name.id"),
      /the path of aws_iam_role\.otel_collector is random_pet\.name\.id/,
    ],
    [
      "where the release's name is only known to a plan",
      changed("main.tf", 'name             = "otel-collector"', "name             = random_pet.name.id"),
      /^helm_release\.otel_collector: its name is random_pet\.name\.id/,
    ],
    [
      "where a remote module makes the role",
      {
        ...changed("main.tf", "aws_iam_role.otel_collector.arn", "module.irsa.iam_role_arn"),
        "irsa.tf": 'module "irsa" {\n  source = "terraform-aws-modules/iam/aws"\n}\n',
      },
      /role is made by module\.irsa, and Terraform moves nothing out of a module of somebody else's/,
    ],
    [
      "where a file of one's own has the name of one that is generated",
      { "main.tf": 'resource "aws_sns_topic" "alarms" {}\n', "release.tf": text("main.tf") },
      /^main\.tf is generated, and yours of that name stays: give it another name\.$/,
    ],
  ])("%s", async (_, files, message) => {
    const { findings, changes } = await adopted(handWritten(files as Record<string, string>));
    expect(findings.obstacles).toContainEqual(expect.stringMatching(message));
    expect(changes).toEqual([]);
  });
});
