import { block, moduleFiles } from "./tracing-module";

const { "iam.tf": iam } = moduleFiles();
const trust = block(iam, 'data "aws_iam_policy_document" "trust"');
const permissions = block(iam, 'data "aws_iam_policy_document" "permissions"');
const role = block(iam, 'resource "aws_iam_role" "collector"');

describe('the article: "the trust policy binds it to one service account in one namespace"', () => {
  test("by equality with the subject", () => {
    expect(trust).toContain(`    condition {
      test     = "StringEquals"
      variable = "\${local.oidc_issuer}:sub"
      values   = ["system:serviceaccount:\${var.namespace}:otel-collector"]
    }
`);
  });

  test("for tokens that are meant for AWS STS", () => {
    expect(trust).toContain(`    condition {
      test     = "StringEquals"
      variable = "\${local.oidc_issuer}:aud"
      values   = ["sts.amazonaws.com"]
    }
`);
  });

  test("of the cluster's own issuer", () => {
    expect(trust).toContain(`    principals {
      type        = "Federated"
      identifiers = [local.oidc_provider.arn]
    }
`);
  });

  test("never by a pattern", () => {
    expect(iam).not.toContain("StringLike");
    expect(trust).not.toContain("*");
  });
});

test('the article: "The X-Ray write policy is always attached"', () => {
  expect(permissions).toContain(`  statement {
    sid       = "WriteTraces"
    actions   = ["xray:PutTraceSegments", "xray:PutTelemetryRecords"]
    resources = ["*"]
  }
`);
});

describe('the article: "the AMP remote-write permission is only added when you enable the metrics pipeline"', () => {
  test("on that workspace, by a block that also works when the endpoint is not known before the apply", () => {
    expect(permissions).toContain(`  dynamic "statement" {
    for_each = var.amp_remote_write_endpoint == null ? [] : [local.amp_workspace_arn]

    content {
      sid       = "WriteMetrics"
      actions   = ["aps:RemoteWrite"]
      resources = [statement.value]
    }
  }
`);
  });

  test("a private endpoint needs the workspace's ARN, a given ARN needs an endpoint", () => {
    expect(permissions).toContain(
      "condition     = var.amp_remote_write_endpoint == null || local.amp_workspace_arn != null",
    );
    expect(permissions).toContain(
      "condition     = var.amp_remote_write_endpoint != null || var.amp_workspace_arn == null",
    );
  });
});

test('the article: "The role still can’t do anything except put trace segments and telemetry records"', () => {
  const actions = [...iam.matchAll(/"(\w+:\w+)"/g)].map(([, action]) => action);
  expect(actions).toEqual([
    "sts:AssumeRoleWithWebIdentity",
    "xray:PutTraceSegments",
    "xray:PutTelemetryRecords",
    "aps:RemoteWrite",
  ]);
});

test("no partition is taken for granted", () => {
  const { "amp.tf": amp } = moduleFiles();
  expect(`${iam}${amp}`).not.toContain("arn:aws");
  expect(amp).toContain('"arn:${data.aws_partition.current.partition}:aps:');
});

test("the role takes a boundary, tags, and a name of 64 characters at most", () => {
  expect(role).toContain("  permissions_boundary = var.permissions_boundary_arn\n");
  expect(role).toContain("\n\n  tags = var.tags\n");
  expect(iam).toContain("substr(local.full_role_name, 0, 55)}-${substr(sha256(local.full_role_name), 0, 8)}");
});

test("the name of the role depends on no data source, which would replace the role whenever it is read again", () => {
  const locals = iam.slice(iam.indexOf("full_role_name ="), iam.indexOf('data "aws_iam_policy_document" "trust"'));
  expect(locals).toContain("role_name = ");
  expect(locals).not.toContain("data.");
});

test("issuer and provider are looked up only when they are not given", () => {
  for (const header of ['data "aws_eks_cluster" "cluster"', 'data "aws_iam_openid_connect_provider" "cluster"']) {
    expect(block(iam, header)).toContain("  count = var.oidc_provider == null ? 1 : 0\n");
  }
  expect(block(iam, 'data "aws_iam_openid_connect_provider" "cluster"')).toMatch(
    /^ {2}url = data\.aws_eks_cluster\.cluster\[0\]\.identity\[0\]\.oidc\[0\]\.issuer$/m,
  );
});

test("names of the role and of its policy are kept by options, with variables in them", () => {
  const { "iam.tf": text } = moduleFiles({
    terraform: { roleName: "{cluster_name}-traces-{namespace}", rolePolicyName: "{namespace}-xray" },
  });
  expect(text).toContain('full_role_name = "${var.cluster_name}-traces-${var.namespace}"\n');
  expect(block(text, 'resource "aws_iam_role_policy" "collector"')).toContain('name   = "${var.namespace}-xray"\n');
  expect(iam).toContain('name   = "write-telemetry"\n');
});

test("the role has a path where the option gives one, and the cluster may choose another", () => {
  const files = moduleFiles({ terraform: { rolePath: "/team/" } });
  expect(block(files["iam.tf"], 'resource "aws_iam_role" "collector"')).toContain(
    "path                 = var.role_path\n",
  );
  expect(block(files["variables.tf"], 'variable "role_path"')).toContain(
    '  default     = "/team/"\n  nullable    = false\n',
  );
  expect(role).not.toContain("path");
});

describe("with EKS Pod Identity", () => {
  const files = moduleFiles({ identity: "pod-identity" });
  const { "iam.tf": podIam } = files;
  const podTrust = block(podIam, 'data "aws_iam_policy_document" "trust"');

  test("the role trusts what EKS says of a pod: its cluster, with region and account, its namespace and service account", () => {
    expect(podTrust).toContain('    actions = ["sts:AssumeRole", "sts:TagSession"]\n');
    expect(podTrust).toContain('identifiers = ["pods.eks.amazonaws.com"]');
    expect([...podTrust.matchAll(/variable = "(.*)"/g)].map(([, key]) => key)).toEqual([
      "aws:RequestTag/eks-cluster-arn",
      "aws:RequestTag/kubernetes-namespace",
      "aws:RequestTag/kubernetes-service-account",
    ]);
    expect(podTrust).toContain(
      '"arn:${data.aws_partition.current.partition}:eks:${data.aws_region.current.id}:${data.aws_caller_identity.current.account_id}:cluster/${var.cluster_name}"',
    );
    expect(podTrust.match(/"StringEquals"/g)).toHaveLength(3);
    expect(podTrust).not.toContain("*");
  });

  test("EKS is told which pods get it, before they start", () => {
    expect(block(podIam, 'resource "aws_eks_pod_identity_association" "collector"')).toContain(`
  cluster_name    = var.cluster_name
  namespace       = var.namespace
  service_account = "otel-collector"
  role_arn        = aws_iam_role.collector.arn

  tags = var.tags
`);
    expect(block(files["main.tf"], 'resource "helm_release" "collector"')).toContain(
      "  depends_on = [aws_iam_role_policy.collector, aws_eks_pod_identity_association.collector]\n",
    );
  });

  test("it is never both: no issuer is asked for, and no service account names the role", () => {
    expect(Object.values(files).join("\n")).not.toMatch(/oidc|role-arn|WebIdentity/i);
    expect(Object.values(moduleFiles()).join("\n")).not.toMatch(/pods\.eks|pod_identity|aws-identity/);
  });

  test("nothing else of the role and its permissions differs", () => {
    for (const header of ['resource "aws_iam_role" "collector"', 'data "aws_iam_policy_document" "permissions"']) {
      expect(block(podIam, header)).toBe(block(iam, header));
    }
  });

  test("pods are replaced as it changes, for they learn of it as they start", () => {
    expect(files["values.tf"]).toContain('podAnnotations = { aws-identity = "pod-identity" }\n');
  });

  test("in two tiers it is the gateway's alone", () => {
    const { "iam.tf": text, "values.tf": values } = moduleFiles({ identity: "pod-identity", topology: "gateway" });
    expect(block(text, 'resource "aws_eks_pod_identity_association" "collector"')).toContain(
      'service_account = "otel-collector-gateway"\n',
    );
    expect(values.match(/aws-identity/g)).toHaveLength(1);
    expect(values.indexOf("aws-identity")).toBeGreaterThan(values.indexOf("gateway_chart_values"));
  });

  test("tags that presets decide are the association's too", () => {
    const rules = [{ option: "terraform.tags", mustInclude: { owner: "platform" }, reason: "costs", preset: "Acme" }];
    const { "iam.tf": text } = moduleFiles(
      { identity: "pod-identity", terraform: { tags: { owner: "platform" } } },
      rules,
    );
    expect(block(text, 'resource "aws_eks_pod_identity_association" "collector"')).toContain(
      'tags = merge(var.tags, { owner = "platform" })\n',
    );
  });
});

describe("with roles of other accounts", () => {
  const roleArn = "arn:aws:iam::210987654321:role/writer";
  const { "iam.tf": both, "variables.tf": variables } = moduleFiles({
    xray: { roleArn, externalId: "shop" },
    amp: { roleArn },
  });
  const may = block(both, 'data "aws_iam_policy_document" "permissions"');
  const statement = (forEach: string, sid: string) =>
    expect.stringMatching(
      new RegExp(
        `for_each = ${forEach.replace(/[[\]|*"]/g, "\\$&")}\\n\\n    content \\{\\n      sid       = "${sid}"\\n`,
      ),
    );

  test("the collector's own role may assume just those, and write only where there is none", () => {
    for (const [forEach, sid] of [
      ['var.xray_role_arn == null ? ["*"] : []', "WriteTraces"],
      [
        "var.amp_remote_write_endpoint == null || var.amp_role_arn != null ? [] : [local.amp_workspace_arn]",
        "WriteMetrics",
      ],
      ["var.xray_role_arn == null ? [] : [var.xray_role_arn]", "AssumeXrayRole"],
      ["var.amp_remote_write_endpoint == null || var.amp_role_arn == null ? [] : [var.amp_role_arn]", "AssumeAmpRole"],
    ]) {
      expect(may).toEqual(statement(forEach.replaceAll("?", "\\?"), sid));
    }
    expect(may.match(/resources = \[statement\.value\]/g)).toHaveLength(4);
    expect(may).not.toContain('resources = ["*"]');
  });

  test("a session of Pod Identity has tags, which its role must be able to pass on", () => {
    const { "iam.tf": pods } = moduleFiles({ identity: "pod-identity", xray: { roleArn } });
    expect(block(pods, 'data "aws_iam_policy_document" "permissions"')).toContain(
      '      actions   = ["sts:AssumeRole", "sts:TagSession"]\n',
    );
    expect(may).not.toContain("TagSession");
    expect(may).not.toContain("The tags that EKS gives");
  });

  test.each<[object, string]>([
    [{ xray: { roleArn } }, "traces"],
    [{ amp: { roleArn } }, "metrics"],
    [{ xray: { roleArn }, amp: { roleArn } }, "traces"],
  ])("which is said once: with %j", (roles, what) => {
    const { "iam.tf": text } = moduleFiles({ identity: "pod-identity", ...roles });
    expect(text.match(/Who writes .*The tags that EKS gives the session go along with it\./g)).toEqual([
      `Who writes ${what}, and nobody else. The tags that EKS gives the session go along with it.`,
    ]);
  });

  test("one role leaves the other's rights as they were", () => {
    const { "iam.tf": metrics } = moduleFiles({ amp: { roleArn } });
    expect(metrics).toContain('  statement {\n    sid       = "WriteTraces"\n');
    const { "iam.tf": traces } = moduleFiles({ xray: { roleArn } });
    expect(traces).toContain("for_each = var.amp_remote_write_endpoint == null ? [] : [local.amp_workspace_arn]\n");
  });

  test("a cluster gives another role or none, and an external id where the collector can send one", () => {
    expect(block(variables, 'variable "xray_role_arn"')).toContain(`  default     = "${roleArn}"\n`);
    expect(block(variables, 'variable "xray_external_id"')).toContain('  default     = "shop"\n');
    expect(block(variables, 'variable "amp_external_id"')).toContain("  default     = null\n");
    const { "variables.tf": old } = moduleFiles({ collectorVersion: "0.92.0", xray: { roleArn }, amp: { roleArn } });
    expect(old).toContain('variable "xray_role_arn"');
    expect(old).not.toContain("external_id");
    expect(Object.values(moduleFiles()).join("\n")).not.toMatch(/xray_role|amp_role|external_id|sts:AssumeRole"/);
  });
});
