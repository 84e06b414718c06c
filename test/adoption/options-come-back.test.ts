import * as fc from "fast-check";
import { resolveSettings } from "../../src/settings/settings";
import { handWritten, recognised } from "./adopted";

// Each run loads the parser, which is WebAssembly, anew.
jest.setTimeout(180_000);

/** Options of which a person writes a module by hand, by their paths. */
const OPTIONS = fc.record(
  {
    namespace: fc.constantFrom("observability", "tracing", "o11y"),
    samplingRatePercentage: fc.constantFrom(0, 2.5, 10, 100),
    ampRemoteWriteEndpoint: fc.constant("https://metrics.example.com/api/v1/remote_write"),
    chartVersion: fc.constantFrom("0.78.0", "0.100.0", "0.170.0"),
    collectorVersion: fc.constantFrom("0.92.0", "0.120.0", "0.159.0"),
    "sampling.decisionWaitSeconds": fc.integer({ min: 1, max: 120 }),
    "sampling.numTraces": fc.integer({ min: 1000, max: 200_000 }),
    "sampling.expectedNewTracesPerSec": fc.integer({ min: 0, max: 5000 }),
    "sampling.keepErrors": fc.boolean(),
    "sampling.latencyThresholdMs": fc.integer({ min: 1, max: 10_000 }),
    "sampling.policies": fc.constantFrom(
      [{ name: "gold", type: "string_attribute", key: "tier", values: ["gold"] }],
      [{ name: "few", type: "rate_limiting", spansPerSecond: 100 }],
      [{ name: "many", type: "span_count", minSpans: 20 }],
      [{ name: "both", type: "and", policies: [{ name: "wide", type: "span_count", minSpans: 9 }] }],
      [
        {
          name: "kinds",
          type: "composite",
          maxTotalSpansPerSecond: 900,
          shares: [
            { policy: { name: "wide", type: "span_count", minSpans: 9 }, allocationPercentage: 60 },
            { policy: { name: "few", type: "rate_limiting", spansPerSecond: 100 }, allocationPercentage: 40 },
          ],
        },
      ],
    ),
    "collector.releaseName": fc.constantFrom("otel-collector", "traces"),
    "collector.memoryLimitMib": fc.integer({ min: 200, max: 2000 }),
    "collector.memorySpikeLimitMib": fc.integer({ min: 1, max: 199 }),
    "collector.memoryCheckIntervalSeconds": fc.integer({ min: 1, max: 60 }),
    "collector.cpuRequestMillicores": fc.integer({ min: 1, max: 4000 }),
    "collector.imageRepository": fc.constantFrom("registry.example.com/otel", "otel/opentelemetry-collector-contrib"),
    "collector.imagePullSecrets": fc.constantFrom(["registry"], ["registry", "mirror.example.com"]),
    "collector.nodeSelector": fc.constant({ "kubernetes.io/os": "linux" }),
    "collector.priorityClassName": fc.constant("system-node-critical"),
    "collector.logVerbosity": fc.constantFrom("basic", "normal", "detailed"),
    "collector.tolerations": fc.constantFrom([], [{ key: "spot", operator: "Exists" }]),
    "xray.indexedAttributes": fc.constantFrom(["http.route"], ["a.b", "otel.resource.x"]),
    "terraform.tags": fc.constant({ team: "platform", "cost/centre": "42" }),
    "terraform.roleName": fc.constantFrom("{cluster_name}-traces", "collector-of-{namespace}"),
    "terraform.rolePath": fc.constantFrom("/team/", "/a/b/"),
    "terraform.rolePolicyName": fc.constantFrom("xray", "{cluster_name}-xray"),
    "terraform.permissionsBoundaryArn": fc.constant("arn:aws:iam::123456789012:policy/boundary"),
  },
  { requiredKeys: [] },
);

test("options of which a module is written by hand are recognised, every one", async () => {
  await fc.assert(
    fc.asyncProperty(OPTIONS, fc.boolean(), async (options, inline) => {
      const found = await recognised(handWritten(moduleOf(options, inline), null));
      const taken = Object.fromEntries(Object.keys(options).map((path) => [path, found[path] ?? presetOf(path)]));
      expect(taken).toEqual(options);
    }),
    { numRuns: 12 },
  );
});

const DEFAULTS: any = resolveSettings({});
const presetOf = (path: string) => path.split(".").reduce((at, key) => at?.[key], DEFAULTS);

/** A module as somebody writes it who wants just that. */
function moduleOf(options: Record<string, any>, inline: boolean): Record<string, string> {
  const of = (path: string) => options[path] ?? presetOf(path);
  const named = (pattern: string) => JSON.stringify(pattern.replace(/\{(\w+)\}/g, "${var.$1}"));
  const policies = [
    ...(of("sampling.keepErrors")
      ? [{ name: "e", type: "status_code", status_code: { status_codes: ["ERROR"] } }]
      : []),
    { name: "s", type: "latency", latency: { threshold_ms: of("sampling.latencyThresholdMs") } },
    { name: "p", type: "probabilistic", probabilistic: { sampling_percentage: "${rate}" } },
    ...of("sampling.policies").map(policyConfig),
  ];
  const indexed = options["xray.indexedAttributes"];
  const config = {
    processors: {
      memory_limiter: {
        check_interval: `${of("collector.memoryCheckIntervalSeconds")}s`,
        limit_mib: of("collector.memoryLimitMib"),
        spike_limit_mib: of("collector.memorySpikeLimitMib"),
      },
      tail_sampling: {
        decision_wait: `${of("sampling.decisionWaitSeconds")}s`,
        num_traces: of("sampling.numTraces"),
        expected_new_traces_per_sec: of("sampling.expectedNewTracesPerSec"),
        policies,
      },
    },
    exporters: {
      awsxray: indexed ? { indexed_attributes: indexed } : { index_all_attributes: true },
      debug: { verbosity: of("collector.logVerbosity") },
      prometheusremotewrite: { endpoint: "${endpoint}" },
    },
  };
  const image = { repository: options["collector.imageRepository"], tag: of("collectorVersion") };
  const values = {
    mode: "daemonset",
    fullnameOverride: of("collector.releaseName"),
    image,
    resources: { requests: { cpu: `${of("collector.cpuRequestMillicores")}m` } },
    imagePullSecrets: options["collector.imagePullSecrets"]?.map((name: string) => ({ name })),
    tolerations: of("collector.tolerations"),
    nodeSelector: options["collector.nodeSelector"],
    priorityClassName: options["collector.priorityClassName"],
    serviceAccount: { annotations: { "eks.amazonaws.com/role-arn": "${role}" } },
  };
  // JSON is YAML, and with `=` an object of HCL.
  const text = JSON.stringify({ ...values, config }, undefined, 2);
  const inputs = {
    role: "aws_iam_role.c.arn",
    rate: "var.sampling_rate_percentage",
    endpoint: "var.amp_remote_write_endpoint",
  };
  const document = inline
    ? `jsonencode(${text.replace(/"\$\{(\w+)\}"/g, (_, name: keyof typeof inputs) => inputs[name])})`
    : `templatefile("\${path.module}/values.yaml", { ${Object.entries(inputs)
        .map(([name, value]) => `${name} = ${value}`)
        .join(", ")} })`;
  const main = `resource "helm_release" "c" {
  name       = ${JSON.stringify(of("collector.releaseName"))}
  chart      = "opentelemetry-collector"
  version    = ${JSON.stringify(of("chartVersion"))}
  namespace  = var.namespace
  values     = [${document}]
}
resource "aws_iam_role" "c" {
  name                 = ${named(options["terraform.roleName"] ?? "{cluster_name}-c")}
  path                 = ${JSON.stringify(options["terraform.rolePath"] ?? null)}
  assume_role_policy   = "{}"
  permissions_boundary = ${JSON.stringify(options["terraform.permissionsBoundaryArn"] ?? null)}
  tags                 = ${JSON.stringify(of("terraform.tags"))}
}
resource "aws_iam_role_policy" "c" {
  name   = ${named(of("terraform.rolePolicyName"))}
  role   = aws_iam_role.c.id
  policy = "{}"
}
variable "cluster_name" {}
variable "namespace" {
  default = ${JSON.stringify(of("namespace"))}
}
variable "sampling_rate_percentage" {
  default = ${of("samplingRatePercentage")}
}
variable "amp_remote_write_endpoint" {
  default = ${JSON.stringify(options.ampRemoteWriteEndpoint ?? null)}
}
`;
  return { "main.tf": main, ...(inline ? {} : { "values.yaml": text }) };
}

/** As the collector's documentation has it. */
function policyConfig({ name, type, policies, ...rest }: any): object {
  if (type === "composite") {
    const composite = {
      max_total_spans_per_second: rest.maxTotalSpansPerSecond,
      policy_order: rest.shares.map(({ policy }: any) => policy.name),
      composite_sub_policy: rest.shares.map(({ policy }: any) => policyConfig(policy)),
      rate_allocation: rest.shares.map((share: any) => ({
        policy: share.policy.name,
        percent: share.allocationPercentage,
      })),
    };
    return { name, type, composite };
  }
  const words: Record<string, string> = { spansPerSecond: "spans_per_second", minSpans: "min_spans" };
  const settings = policies
    ? { and_sub_policy: policies.map(policyConfig) }
    : Object.fromEntries(Object.entries(rest).map(([key, value]) => [words[key] ?? key, value]));
  return { name, type, [type]: settings };
}
