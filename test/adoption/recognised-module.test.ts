import { recognisedModule } from "../../src/adoption/recognised-module";
import { handWritten } from "./adopted";

const ARN = '"eks.amazonaws.com/role-arn"';
/** Arguments of the three resources, in place of or beside those that they have. */
interface Arguments {
  readonly release?: Record<string, string | null>;
  readonly role?: Record<string, string | null>;
  readonly policy?: Record<string, string | null> | null;
  readonly more?: string;
  readonly files?: Record<string, string>;
}

/** What is recognised of a module with nothing but the collector. */
async function found({ release, role, policy, more = "", files = {} }: Arguments = {}) {
  const block = (address: string, given: Record<string, string | null>) =>
    `resource ${address} {\n${Object.entries(given)
      .filter(([, value]) => value !== null)
      .map(([name, value]) =>
        value?.startsWith("{{") ? `  ${name} ${value.slice(1, -1)}\n` : `  ${name} = ${value}\n`,
      )
      .join("")}}\n`;
  const text = [
    block('"helm_release" "otel"', {
      name: '"traces"',
      chart: '"opentelemetry-collector"',
      version: '"0.100.0"',
      namespace: '"tracing"',
      values: `[yamlencode({ config = {}, serviceAccount = { annotations = { ${ARN} = aws_iam_role.otel.arn } } })]`,
      ...release,
    }),
    block('"aws_iam_role" "otel"', { name: '"traces"', assume_role_policy: '"{}"', ...role }),
    ...(policy === null
      ? []
      : [
          block('"aws_iam_role_policy" "otel"', {
            name: '"xray"',
            role: "aws_iam_role.otel.id",
            policy: '"{}"',
            ...policy,
          }),
        ]),
    more,
  ].join("");
  return recognisedModule(handWritten({ "main.tf": text, ...files }, null));
}

const optionsOf = async (given: Arguments) => Object.fromEntries((await found(given)).findings.options);
/** Addresses that are told as not recognised. */
const unrecognised = async (given: Arguments) =>
  (await found(given)).findings.unrecognised.map(({ address, value }) => `${address} = ${value}`);

test("a module with nothing but the collector is recognised as a whole", async () => {
  const { findings, access } = await found();
  expect(Object.fromEntries(findings.options)).toEqual({
    "collector.releaseName": "traces",
    namespace: "tracing",
    chartVersion: "0.100.0",
    "terraform.roleName": "traces",
    "terraform.rolePolicyName": "xray",
  });
  expect([findings.obstacles, findings.unrecognised, [...findings.inputs]]).toEqual([[], [], []]);
  expect(access).toEqual({
    moved: [
      { from: "helm_release.otel", to: "helm_release.collector" },
      { from: "aws_iam_role.otel", to: "aws_iam_role.collector" },
      { from: "aws_iam_role_policy.otel", to: "aws_iam_role_policy.collector" },
    ],
    forgotten: [],
    adopted: ["helm_release.otel", "aws_iam_role.otel", "aws_iam_role_policy.otel"],
    added: [],
  });
});

describe("the release", () => {
  test.each<[Record<string, string | null>, Record<string, unknown>]>([
    [{ name: "var.name" }, { "collector.releaseName": "by-default" }],
    [{ namespace: null }, { namespace: "default" }],
    [{ namespace: "var.name" }, { namespace: "by-default" }],
    [{ namespace: "kubernetes_namespace.it.metadata[0].name" }, { namespace: "of-a-resource" }],
    [{ namespace: "kubernetes_namespace.it[10].metadata[0].name" }, { namespace: "of-a-resource" }],
    [
      { repository: '"oci://registry.example.com/charts"' },
      { "collector.chartRepository": "oci://registry.example.com/charts" },
    ],
    [{ chart: '"oci://registry.example.com/opentelemetry-collector"' }, { "collector.releaseName": "traces" }],
  ])("with %j has options %j", async (release, options) => {
    const more = `variable "name" {\n  default = "by-default"\n}\nresource "kubernetes_namespace" "it" {\n  metadata {\n    name = "of-a-resource"\n  }\n}\n`;
    expect(await optionsOf({ release, more })).toMatchObject(options);
  });

  test("inputs for namespace and repository are given on", async () => {
    const more = 'variable "ns" {\n  default = "a"\n}\nvariable "charts" {\n  default = "https://example.com"\n}\n';
    const { findings } = await found({ release: { namespace: "var.ns", repository: "var.charts" }, more });
    expect([...findings.inputs]).toEqual([
      ["ns", "namespace"],
      ["charts", "chart_repository"],
    ]);
  });

  test("arguments that callers set are told with the variable, others as not recognised", async () => {
    const { findings } = await found({
      release: {
        atomic: "true",
        cleanup_on_fail: "true",
        wait: "false",
        timeout: "600",
        max_history: "3",
        verify: "true",
        create_namespace: "true",
        depends_on: "[aws_iam_role.otel]",
        lifecycle: "{{}}",
      },
    });
    expect(findings.differences.filter(({ module }) => module.includes("callers set"))).toEqual([
      { subject: "helm_release.otel.atomic", yours: "true", module: "helm_release.atomic, which callers set" },
      {
        subject: "helm_release.otel.cleanup_on_fail",
        yours: "true",
        module: "helm_release.cleanup_on_fail, which callers set",
      },
      { subject: "helm_release.otel.max_history", yours: "3", module: "helm_release.max_history, which callers set" },
      { subject: "helm_release.otel.timeout", yours: "600", module: "helm_release.timeout_seconds, which callers set" },
      { subject: "helm_release.otel.wait", yours: "false", module: "helm_release.wait, which callers set" },
    ]);
    expect(findings.unrecognised).toEqual([{ file: "main.tf", address: "helm_release.otel.verify", value: "true" }]);
  });

  test("what only a plan knows is told", async () => {
    expect(await unrecognised({ release: { version: "local.v", repository: "local.r" } })).toEqual([
      "helm_release.otel.version = local.v",
      "helm_release.otel.repository = local.r",
    ]);
  });

  test.each<[Record<string, string | null>, RegExp]>([
    [{ name: "var.required" }, /^helm_release\.otel: its name is var\.required, which the files do not tell\./],
    [
      { namespace: "kubernetes_secret.it.metadata[0].name" },
      /helm_release\.otel\.namespace is kubernetes_secret\.it\./,
    ],
    [{ namespace: "local.ns" }, /^main\.tf: helm_release\.otel\.namespace is local\.ns, which can be no default/],
    [{ values: "[]" }, /^main\.tf: helm_release\.otel has no collector config that can be read\./],
  ])("%j is in the way", async (release, message) => {
    const secret = 'resource "kubernetes_secret" "it" {\n  metadata {\n    name = "a"\n  }\n}\n';
    const { findings } = await found({ release, more: `variable "required" {}\n${secret}` });
    expect(findings.obstacles).toContainEqual(expect.stringMatching(message));
  });
});

describe("the release's values", () => {
  const CONFIG = (exporters: string) => `config = { exporters = { debug = { ${exporters} } } }`;

  test("are merged in their order, as Helm does", async () => {
    const values = `[
      yamlencode({ nodeSelector = { a = "1", b = "1" }, config = "mine", rollout = { strategy = "x" } }),
      yamlencode({ nodeSelector = { b = "2" }, ${CONFIG('verbosity = "detailed"')}, rollout = "mine" }),
    ]`;
    const { findings } = await found({ release: { values } });
    expect(Object.fromEntries(findings.options)).toMatchObject({
      "collector.nodeSelector": { a: "1", b: "2" },
      "collector.logVerbosity": "detailed",
    });
    expect(findings.differences).toContainEqual(
      expect.objectContaining({ subject: "main.tf: rollout", yours: "mine" }),
    );
  });

  test("may have the config as a text of YAML", async () => {
    const values = `[yamlencode({ config = "exporters: { debug: { verbosity: detailed } }" })]`;
    expect(await optionsOf({ release: { values } })).toMatchObject({ "collector.logVerbosity": "detailed" });
  });

  test("are overridden by `set`, whose dots lead down and whose texts are YAML", async () => {
    const set = `[
      { name = "config.exporters.debug.verbosity", value = "detailed" },
      { name = "nodeSelector.example\\\\.com/pool", value = "spot" },
      { name = "service.enabled", value = "true" },
      { name = "serviceAccount.create", value = "false" },
      { name = "config.exporters.awsxray.index_all_attributes", value = "false" },
      { name = local.path, value = "x" },
    ]`;
    const values = `[yamlencode({ nodeSelector = { a = "1" }, ${CONFIG("")} })]`;
    const { findings } = await found({ release: { values, set } });
    expect(Object.fromEntries(findings.options)).toMatchObject({
      "collector.nodeSelector": { a: "1", "example.com/pool": "spot" },
      "xray.indexAllAttributes": false,
      "collector.logVerbosity": "detailed",
    });
    expect(findings.unrecognised).toEqual([{ file: "main.tf", address: "helm_release.otel.set", value: "local.path" }]);
    const subjects = findings.differences.map(({ subject, yours }) => `${subject} ${yours}`);
    expect(subjects).toContain("main.tf: serviceAccount.create false");
    expect(subjects.filter((subject) => subject.includes("service.enabled"))).toEqual([]);
  });

  test("that a caller gives are its extra values, others that can't be read are told", async () => {
    const { findings } = await found({
      release: { values: `[yamlencode({ ${CONFIG("")} }), var.mine, local.theirs]` },
    });
    expect([...findings.inputs]).toEqual([["mine", "extra_values"]]);
    expect(findings.unrecognised.map(({ address, value }) => `${address} = ${value}`)).toEqual([
      "helm_release.otel.values = var.mine",
      "helm_release.otel.values = local.theirs",
    ]);
    expect(await unrecognised({ release: { values: "var.all" } })).toContain("helm_release.otel.values = var.all");
  });

  test("that were read from a file are told by its name", async () => {
    const files = { "otel.yaml": "config: {}\nextra: 1\n" };
    const { findings } = await found({ release: { values: '[file("otel.yaml")]' }, files });
    expect(findings.unrecognised).toEqual([{ file: "otel.yaml", address: "extra", value: "1" }]);
  });
});

describe("the role", () => {
  test.each<[name: string, pattern: string]>([
    ['"${var.cluster_name}-${var.namespace}"', "{cluster_name}-{namespace}"],
    ['"a-${var.cluster_name}"', "a-{cluster_name}"],
    ["var.role", "by-default"],
  ])("of the name %s has the pattern %s", async (name, pattern) => {
    const more = 'variable "role" {\n  default = "by-default"\n}\n';
    expect(await optionsOf({ role: { name }, more })).toMatchObject({ "terraform.roleName": pattern });
  });

  test("of a caller's name is given by it", async () => {
    const { findings } = await found({ role: { name: "var.role" }, more: 'variable "role" {}\n' });
    expect([[...findings.inputs], findings.options.has("terraform.roleName"), findings.obstacles]).toEqual([
      [["role", "role_name"]],
      false,
      [],
    ]);
  });

  test.each<[Record<string, string | null>, string]>([
    [{ name: "local.name" }, "is local.name."],
    [{ name: '"a-${var.other}"' }, 'is "a-${var.other}".'],
    [{ name: null }, "is null."],
    [{ name: null, name_prefix: '"a-"' }, "is made by a name_prefix."],
  ])("with %j can't be kept, for IAM renames none", async (role, told) => {
    const { findings } = await found({ role });
    expect(findings.unrecognised).toEqual([]);
    expect(findings.obstacles).toEqual([
      expect.stringMatching(/^main\.tf: the name of aws_iam_role\.otel is .* IAM can't rename a role/),
    ]);
    expect(findings.obstacles[0]).toContain(told);
  });

  test("has further arguments as options, and what is no option is told", async () => {
    const role = {
      permissions_boundary: "var.boundary",
      tags: '{ team = "a" }',
      description: '"mine"',
      count: "1",
      max_session_duration: "7200",
    };
    const { findings, access } = await found({ role, more: 'variable "boundary" {\n  default = null\n}\n' });
    expect(findings.options.get("terraform.tags")).toEqual({ team: "a" });
    expect([...findings.inputs]).toEqual([["boundary", "permissions_boundary_arn"]]);
    expect(findings.unrecognised.map(({ address, value }) => `${address} = ${value}`)).toEqual([
      "aws_iam_role.otel.max_session_duration = 7200",
    ]);
    expect(access.moved[1]).toEqual({ from: "aws_iam_role.otel[0]", to: "aws_iam_role.collector" });
    const { findings: given } = await found({ role: { tags: "var.labels" }, more: 'variable "labels" {}\n' });
    expect([...given.inputs]).toEqual([["labels", "tags"]]);
    expect(
      await unrecognised({ role: { permissions_boundary: "local.b", tags: '{ a = "b", team = local.t }' } }),
    ).toEqual([
      "aws_iam_role.otel.permissions_boundary = local.b",
      'aws_iam_role.otel.tags = { a: "b", team: local.t }',
    ]);
  });

  test("has the root as its path, or an option", async () => {
    expect(await optionsOf({ role: { path: '"/"' } })).not.toHaveProperty(["terraform.rolePath"]);
    expect(await optionsOf({ role: { path: '"/team/"' } })).toMatchObject({ "terraform.rolePath": "/team/" });
    const { findings } = await found({ role: { path: "local.path" } });
    expect(findings.unrecognised).toEqual([]);
    expect(findings.obstacles).toEqual([
      expect.stringMatching(/^main\.tf: the path of aws_iam_role\.otel is local\.path\. IAM can't move a role/),
    ]);
  });

  test("is found where `set` names it, and with count", async () => {
    const named = (value: string) => ({
      values: "[yamlencode({ config = {} })]",
      set: `[{ name = "serviceAccount.annotations.eks\\\\.amazonaws\\\\.com/role-arn", value = ${value} }]`,
    });
    for (const value of ["aws_iam_role.otel.arn", "aws_iam_role.otel[0].arn"]) {
      expect((await found({ release: named(value) })).access.adopted).toContain("aws_iam_role.otel");
    }
  });

  test.each<[string, RegExp]>([
    ["local.arn", /^The collector's IAM role was not found\./],
    ["aws_iam_role.other.arn", /^The collector's IAM role was not found\./],
    ["module.irsa.role.arn", /^The collector's IAM role is made by module\.irsa, and /],
  ])("named as %s is in the way", async (arn, message) => {
    const values = `[yamlencode({ config = {}, serviceAccount = { annotations = { ${ARN} = ${arn} } } })]`;
    const { findings, access } = await found({ release: { values } });
    expect(findings.obstacles).toEqual([expect.stringMatching(message)]);
    expect(access).toEqual({ moved: [], forgotten: [], adopted: [], added: [] });
  });
});

describe("policies and the namespace", () => {
  const POLICY = (name: string, more = "") =>
    `resource "aws_iam_role_policy" "${name}" {\n  name = "${name}"\n  role = aws_iam_role.otel.name\n${more}}\n`;

  test("the policy without count is the one that stays, others are forgotten", async () => {
    const more = POLICY("always") + POLICY("never").replace("aws_iam_role.otel.name", '"someone"');
    const { access, findings } = await found({ policy: { count: "1" }, more });
    expect(access.moved[2]).toEqual({ from: "aws_iam_role_policy.always", to: "aws_iam_role_policy.collector" });
    expect(access.forgotten).toEqual([
      {
        address: "aws_iam_role_policy.otel",
        why: expect.stringContaining("Delete the policy from the role afterwards"),
      },
    ]);
    expect(access.adopted).not.toContain("aws_iam_role_policy.never");
    expect(findings.options.get("terraform.rolePolicyName")).toBe("always");
  });

  test("of a role with count are found, too", async () => {
    const { access } = await found({ policy: { role: "aws_iam_role.otel[0].id", count: "1" }, role: { count: "1" } });
    expect(access.adopted).toContain("aws_iam_role_policy.otel");
    expect([access.moved[2].from, access.forgotten]).toEqual(["aws_iam_role_policy.otel[0]", []]);
  });

  test("a policy whose name only a plan knows is in the way", async () => {
    const { findings } = await found({ policy: { name: null, name_prefix: '"x"' } });
    expect(findings.obstacles).toEqual([
      expect.stringMatching(/^main\.tf: the name of aws_iam_role_policy\.otel is made by a name_prefix\. IAM can't/),
    ]);
    expect((await found({ policy: { name: "local.x" } })).findings.obstacles).toEqual([
      expect.stringMatching(/^main\.tf: the name of aws_iam_role_policy\.otel is local\.x\. IAM can't/),
    ]);
  });

  test("attached policies are detached later, and the namespace is Helm's to make", async () => {
    const attachment = (role: string, name: string) =>
      `resource "aws_iam_role_policy_attachment" "${name}" {\n  role = ${role}\n  policy_arn = aws_iam_policy.${name}.arn\n}\nresource "aws_iam_policy" "${name}" {\n  policy = "{}"\n}\n`;
    const namespace = (name: string, type = "kubernetes_namespace_v1") =>
      `resource "${type}" "${name}" {\n  metadata {\n    name = "${name}"\n  }\n}\n`;
    const { access } = await found({
      policy: null,
      release: {
        namespace: "kubernetes_namespace_v1.ours.metadata[0].name",
        depends_on: "[kubernetes_namespace.counted[0]]",
      },
      more:
        attachment("aws_iam_role.otel.name", "mine") +
        attachment('"else"', "other") +
        namespace("ours") +
        namespace("counted", "kubernetes_namespace") +
        namespace("theirs"),
    });
    expect(access.added).toEqual(["aws_iam_role_policy.collector"]);
    expect(access.forgotten).toEqual([
      { address: "aws_iam_role_policy_attachment.mine", why: expect.stringContaining("Detach the policy afterwards.") },
      { address: "aws_iam_policy.mine", why: expect.stringContaining("Delete it afterwards.") },
      { address: "kubernetes_namespace.counted", why: expect.stringContaining("Helm creates the namespace") },
      { address: "kubernetes_namespace_v1.ours", why: expect.stringContaining("Helm creates the namespace") },
    ]);
    expect(access.adopted).toEqual([
      "helm_release.otel",
      "aws_iam_role.otel",
      ...access.forgotten.map((one) => one.address),
    ]);
  });

  test("what has the module's own address already does not move", async () => {
    const more = 'resource "aws_iam_role_policy" "collector" {\n  name = "x"\n  role = aws_iam_role.otel.id\n}\n';
    const { access } = await found({ policy: null, more });
    expect(access.moved.map(({ from }) => from)).toEqual(["helm_release.otel", "aws_iam_role.otel"]);
    expect(access.added).toEqual([]);
  });
});
