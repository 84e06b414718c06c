import { block, moduleFiles } from "./tracing-module";

const release = (options = {}) => block(moduleFiles(options)["main.tf"], 'resource "helm_release" "collector"');

test('the article: "via the official Helm chart (pinned to 0.78.0)"', () => {
  expect(release()).toContain(`  name       = "otel-collector"
  repository = var.chart_repository
  chart      = "opentelemetry-collector"
  version    = "0.78.0"
`);
  expect(moduleFiles()["variables.tf"]).toContain('"https://open-telemetry.github.io/opentelemetry-helm-charts"');
});

test("another chart version is as exact", () => {
  expect(release({ chartVersion: "0.170.0" })).toContain('  version    = "0.170.0"\n');
});

test('the article: "running as a DaemonSet"', () => {
  expect(moduleFiles()["values.tf"]).toContain('    mode = "daemonset"\n');
});

test("the user's values are merged last, after the collector's config", () => {
  expect(release()).toContain(`  values = concat(
    [
      yamlencode(local.chart_values),
      yamlencode({ config = yamldecode(local.collector_config) }),
    ],
    var.extra_values,
  )
`);
});

test("a failed installation is rolled back, unless the user says otherwise", () => {
  expect(release()).toContain(`  atomic          = var.helm_release.atomic
  cleanup_on_fail = var.helm_release.cleanup_on_fail
  wait            = var.helm_release.wait
  timeout         = var.helm_release.timeout_seconds
  max_history     = var.helm_release.max_history
`);
});

test("works with Helm provider 2 and 3: no block set, and no other nested block", () => {
  expect(release()).not.toMatch(/\bset(_list|_sensitive)?\b/);
  expect(release().match(/^ {2}\w+ \{$/gm)).toEqual(["  lifecycle {"]);
});

test("no pod starts before its role may write", () => {
  expect(release()).toContain("  depends_on = [aws_iam_role_policy.collector]\n");
});

test("a spike limit that is not below the limit is refused with both numbers", () => {
  expect(release()).toContain("      condition     = var.memory_spike_limit_mib < var.memory_limit_mib\n");
  expect(release()).toContain(
    "memory_spike_limit_mib (${var.memory_spike_limit_mib}) must be less than memory_limit_mib (${var.memory_limit_mib})",
  );
});

test("the config is rendered with the provider's region, unless another is given", () => {
  expect(moduleFiles()["main.tf"]).toContain(
    '  collector_config = templatefile("${path.module}/collector-config.yaml.tpl", {\n' +
      "    aws_region                = coalesce(var.aws_region, data.aws_region.current.id)\n",
  );
});

test("the role's ARN, the image and the memory come from Terraform", () => {
  const { "values.tf": values } = moduleFiles();
  expect(values).toContain('"eks.amazonaws.com/role-arn" = aws_iam_role.collector.arn');
  expect(values).toContain("var.image_repository");
  expect(values).toContain("memory = local.memory_limit ");
  expect(values).toContain("memory = local.memory_request ");
});

test("reasons stand above the values that they explain", () => {
  expect(moduleFiles()["values.tf"]).toContain(`
    # In daemonset mode the chart makes no Service unless told to.
    service = { enabled = true }
`);
});

test.each([
  [400, 500],
  [64, 164],
  [4000, 5000],
])(
  "a limit of %i MiB gives the container %i: above the process, and GOMEMLIMIT not below the limit",
  (limit, container) => {
    const { "values.tf": values } = moduleFiles();
    const expression = /memory_limit = "\$\{(.*)\}Mi"/.exec(values)?.[1] ?? "";
    const [, overhead, factor] =
      /^max\(var\.memory_limit_mib \+ (\d+), ceil\(var\.memory_limit_mib \* ([\d.]+)\)\)$/.exec(
        expression,
      ) as unknown as string[];
    const result = Math.max(limit + Number(overhead), Math.ceil(limit * Number(factor)));
    expect(result).toBe(container);
    expect(result * 0.8).toBeGreaterThanOrEqual(limit);
  },
);

test("in a private cluster the collector is installed after the VPC's endpoints are found", () => {
  expect(release({ egress: { privateCluster: true } })).toContain(
    "  depends_on = [aws_iam_role_policy.collector, data.aws_vpc_endpoint.required]\n",
  );
});
