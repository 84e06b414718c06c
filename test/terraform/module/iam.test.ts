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
});

test("names of the role and of its policy are kept by options, with variables in them", () => {
  const { "iam.tf": text } = moduleFiles({
    terraform: { roleName: "{cluster_name}-traces-{namespace}", rolePolicyName: "{namespace}-xray" },
  });
  expect(text).toContain('full_role_name = "${var.cluster_name}-traces-${var.namespace}"\n');
  expect(block(text, 'resource "aws_iam_role_policy" "collector"')).toContain('name   = "${var.namespace}-xray"\n');
  expect(iam).toContain('name   = "write-telemetry"\n');
});
