import { addressOf, type ModuleNames, recogniseInterface } from "../../src/adoption/recognised-interface";
import { recognisedModule } from "../../src/adoption/recognised-module";
import { handWritten } from "./adopted";

const MAIN = `resource "helm_release" "otel" {
  name   = "traces"
  chart  = "opentelemetry-collector"
  values = [yamlencode({ config = {}, serviceAccount = { annotations = { "eks.amazonaws.com/role-arn" = aws_iam_role.otel[0].arn } } })]
  namespace = kubernetes_namespace.it.metadata[0].name
}
resource "kubernetes_namespace" "it" {
  metadata {
    name = "tracing"
  }
}
resource "aws_iam_role" "otel" {
  count = 1
  name  = "traces"
}
`;

const NAMES: ModuleNames = {
  variables: ["cluster_name", "namespace"],
  outputs: ["role_arn"],
  addresses: ["aws_iam_role.collector", "data.aws_region.current", "local.ours", "var.cluster_name", "var.namespace"],
};

/** What stays of a module with these files beside its \`main.tf\`. */
async function found(files: Record<string, string>, inputs: Record<string, string | null> = {}) {
  const { module, access, expressions, findings } = await recognisedModule(
    handWritten({ "main.tf": MAIN, ...files }, null),
  );
  findings.obstacles.splice(0);
  findings.unrecognised.splice(0);
  for (const [name, input] of Object.entries(inputs)) {
    findings.renameInput(name, input);
  }
  const rest = await recogniseInterface(module.blocks, access, { expressions, findings, names: NAMES });
  return { ...rest, findings };
}

/** The statements of outputs with these values, and the addresses of those that are given up. */
async function outputs(values: Record<string, string>, more = "", inputs: Record<string, string | null> = {}) {
  const text = Object.entries(values).map(([name, value]) => `output "${name}" {\n  value = ${value}\n}\n`);
  const { statements, findings } = await found({ "outputs.tf": text.join("") + more }, inputs);
  return [...statements, ...findings.unrecognised.map(({ file, address, value }) => `${file} ${address}: ${value}`)];
}

test.each([
  ["var.namespace", "var.namespace"],
  ["local.a.b.c", "local.a"],
  ["aws_iam_role.otel[0].arn", "aws_iam_role.otel"],
  ["data.aws_region.current.id", "data.aws_region.current"],
  ["data.aws_region.all[0].id", "data.aws_region.all"],
  ["ephemeral.random_password.it.result", "ephemeral.random_password.it"],
])("%s refers to the block %s", (accessor, address) => {
  expect(addressOf(accessor)).toBe(address);
});

describe("an output", () => {
  const added = (name: string, expression: string) =>
    `project.terraform.addOutput('${name}', '${expression}', 'As before: ${name}.');`;

  test.each([
    ["what is moved, by its new address", "aws_iam_role.otel[0].arn", "aws_iam_role.collector.arn"],
    ["an instance of what is moved", "aws_iam_role.otel[0].tags_all[0]", "aws_iam_role.collector.tags_all[0]"],
    ["the release's attribute", "helm_release.otel.metadata[0].name", "helm_release.collector.metadata[0].name"],
    ["the namespace, by the release", "kubernetes_namespace.it.metadata[0].name", "helm_release.collector.namespace"],
    ["a namespace of theirs", "kubernetes_namespace.theirs.id", "kubernetes_namespace.theirs.id"],
    ["what is no block", "path.module", "path.module"],
    ["a variable that the module has", "var.namespace", "var.namespace"],
    ["what both have", "data.aws_region.current.id", "data.aws_region.current.id"],
    ["a text in a local value", "local.plain", '"a.b"'],
    ["a text with a reference, in brackets", "local.text", '("a-${var.namespace}")'],
    ["a name in a local value", "local.name", "var.namespace"],
    ["an expression in a local value, in brackets", "local.sum", "(var.namespace == 1)"],
  ])("stays with %s", async (_, value, expression) => {
    const locals = `locals {\n  plain = "a.b"\n  text = "a-\${var.namespace}"\n  name = var.namespace\n  sum = var.namespace == 1\n}\ndata "aws_region" "current" {}\n`;
    expect(await outputs({ x: value }, locals)).toEqual([added("x", expression)]);
  });

  test.each([
    ["a part of a local value", "local.object.a"],
    ["what is lost in a local value", "local.lost"],
    ["what the module has no address for", "data.aws_region.theirs.id"],
    ["a policy that is forgotten", "aws_iam_role_policy_attachment.it.id"],
  ])("is given up with %s", async (_, value) => {
    const more = `locals {\n  object = { a = 1 }\n  lost = data.aws_region.theirs.id\n}\ndata "aws_region" "theirs" {}
resource "aws_iam_role_policy_attachment" "it" {
  role       = aws_iam_role.otel[0].name
  policy_arn = "arn"
}\n`;
    const { statements, findings } = await found({ "outputs.tf": `output "x" {\n  value = ${value}\n}\n${more}` });
    expect(statements).toEqual([]);
    expect(findings.unrecognised).toEqual([
      { file: "outputs.tf", address: "output.x", value: "refers to what the module does not have" },
    ]);
  });

  test("that the module has is the module's", async () => {
    expect(await outputs({ role_arn: "aws_iam_role.otel[0].arn" })).toEqual([]);
  });

  test("keeps its description", async () => {
    const { statements } = await found({
      "outputs.tf": 'output "role_arn" {\n  value = 1\n}\noutput "x" {\n  value = 1\n  description = "Mine."\n}\n',
    });
    expect(statements).toEqual(["project.terraform.addOutput('x', '1', 'Mine.');"]);
  });

  test("refers to inputs by their new names, and declares those that it needs", async () => {
    const variables = 'variable "ns" {}\nvariable "mine" {\n  type = string\n}\n';
    const statements = await outputs({ role_arn: "1", x: 'join("", [var.ns, var.mine])' }, variables, {
      ns: "namespace",
    });
    expect(statements).toEqual([
      "project.terraform.addVariable('mine', { type: 'string', description: '' });",
      added("x", 'join("", [var.namespace, var.mine])'),
    ]);
  });
});

describe("files", () => {
  const OWN = 'resource "aws_sns_topic" "alarms" {\n  name = var.topic\n}\n';

  test("with what is theirs alone stay, with their own variables and outputs", async () => {
    const own = `${OWN}resource "random_pet" "name" {}\nvariable "topic" {}\noutput "topic" {\n  value = aws_sns_topic.alarms.arn\n}\n`;
    const { keptFiles, replacedFiles, statements, findings } = await found({ "own.tf": own });
    expect([keptFiles, replacedFiles, statements, findings.obstacles]).toEqual([["own.tf"], ["main.tf"], [], []]);
  });

  test.each([
    ["a variable that the module has", 'variable "namespace" {}\n'],
    ["an output that the module has", 'output "role_arn" {\n  value = 1\n}\n'],
    ["an input that is renamed", 'variable "ns" {}\n'],
    [
      "a resource that is replaced",
      'resource "aws_iam_role_policy" "x" {\n  role = aws_iam_role.otel[0].id\n  name = "x"\n}\n',
    ],
  ])("with that and %s are in the way", async (_, text) => {
    const { keptFiles, findings } = await found({ "own.tf": OWN + text }, { ns: "namespace" });
    expect(keptFiles).toEqual([]);
    expect(findings.obstacles).toEqual([
      expect.stringMatching(
        /^own\.tf has what the module replaces, and what is yours alone: aws_sns_topic\.alarms\. Move/,
      ),
    ]);
  });

  test("that only say what versions.tf says are replaced, others of that kind stay", async () => {
    const versions = 'terraform {\n  required_version = ">= 1"\n  required_providers {\n  }\n}\n';
    const backend = 'terraform {\n  backend "s3" {}\n}\n';
    const { keptFiles, replacedFiles } = await found({ "versions.tf": versions, "backend.tf": backend });
    expect([keptFiles, replacedFiles]).toEqual([["backend.tf"], ["main.tf", "versions.tf"]]);
  });

  test("keep the local values and data sources that they need, also by others", async () => {
    const locals = "locals {\n  a = local.b\n  b = data.aws_vpc.it.id\n}\n";
    const { keptFiles } = await found({
      "own.tf": 'resource "x" "y" {\n  a = { b = [local.a] }\n}\n',
      "locals.tf": locals,
      "data.tf": 'data "aws_vpc" "it" {}\n',
      "unused.tf": "locals {\n  c = 1\n}\n",
    });
    expect([...keptFiles].sort()).toEqual(["data.tf", "locals.tf", "own.tf"]);
  });

  test("that refer to what both have need nothing of their own", async () => {
    const { keptFiles, findings } = await found({
      "own.tf": 'resource "x" "y" {\n  a = data.aws_region.current.id\n}\n',
      "data.tf": 'data "aws_region" "current" {}\n',
    });
    expect([keptFiles, findings.obstacles]).toEqual([["own.tf"], []]);
  });

  test("with an address of the module's are in the way", async () => {
    const { findings } = await found({
      "own.tf": 'resource "aws_iam_role" "collector" {\n  name = local.ours\n}\n',
      "own-locals.tf": "locals {\n  ours = 1\n}\n",
    });
    expect(findings.obstacles).toEqual([
      expect.stringMatching(/^own\.tf: the generated module has aws_iam_role\.collector too\. Give yours another name/),
      expect.stringMatching(/^own-locals\.tf: the generated module has local\.ours too\./),
    ]);
  });

  test("that refer to what moves have to be changed by hand", async () => {
    const { findings } = await found({
      "own.tf":
        'resource "x" "y" {\n  a = aws_iam_role.otel[0].arn\n  b = kubernetes_namespace.it.id\n  c = var.z\n}\n',
    });
    expect(findings.notes).toEqual([
      "own.tf: x.y refers to aws_iam_role.otel[0].arn: write aws_iam_role.collector for aws_iam_role.otel.",
      "own.tf: x.y refers to kubernetes_namespace.it.id: the module has none.",
    ]);
  });
});

describe("inputs", () => {
  const VARIABLES = `variable "namespace" {}
variable "topic" {
  type      = list(string)
  default   = null
  nullable  = false
  sensitive = true
}
variable "gone" {}
variable "ns" {}
`;

  test("that the module has, that stay and that are renamed are told as such, others are gone", async () => {
    const own = 'resource "aws_sns_topic" "alarms" {\n  name = [var.topic, var.ns]\n}\n';
    const { statements, findings } = await found(
      { "own.tf": own, "variables.tf": VARIABLES },
      { ns: "namespace", namespace: null, topic: null },
    );
    expect([...findings.inputs]).toEqual([
      ["ns", "namespace"],
      ["gone", null],
    ]);
    expect(statements).toContain(
      "project.terraform.addVariable(\n  'topic',\n  { type: 'list(string)', description: '', default: null, nullable: false, sensitive: true },\n);",
    );
  });

  test("without a type may be anything", async () => {
    const own = 'resource "x" "y" {\n  a = var.z\n}\n';
    const { statements } = await found({ "own.tf": own, "variables.tf": 'variable "namespace" {}\nvariable "z" {}\n' });
    expect(statements).toEqual(["project.terraform.addVariable('z', { type: 'any', description: '' });"]);
  });
});
