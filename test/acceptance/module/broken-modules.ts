import type { EksOtelTracingProjectOptions } from "../../../src";

/** A module that is broken wherever its own generated tests look. */
export interface BrokenModule {
  readonly options: EksOtelTracingProjectOptions;
  /** Generated tests that the other broken module fails already. @default none */
  readonly leftOut?: readonly string[];
  /** By file: what is replaced, everywhere in it, by what. */
  readonly faults: Readonly<Record<string, readonly (readonly [from: string | RegExp, to: string])[]>>;
}

const VALIDATIONS = [/\n {2}validation \{\n[\s\S]*?\n {2}\}\n/g, ""] as const;

/** Whatever is sampled. */
const SAMPLING = [
  ["decision_wait: 10s", "decision_wait: 11s"],
  ["[ERROR]", "[UNSET]"],
  ["threshold_ms: 499", "threshold_ms: 500"],
  ["${sampling_rate_percentage}", "50"],
  ["    traces:\n", "    traces/all:\n"],
  ["${amp_region}", "eu-north-1"],
] as const;

const ADDRESSES = [
  [':4317"', ':4417"'],
  [':4318"', ':4418"'],
  ['? "none" : "otlp"', '? "otlp" : "none"'],
] as const;

const ROLE_ANNOTATION = 'annotations = { "eks.amazonaws.com/role-arn" = "role" }';

export const BROKEN_MODULES: Readonly<Record<string, BrokenModule>> = {
  "one tier, with IRSA": {
    options: { terraform: { rolePath: "/" } },
    faults: {
      "variables.tf": [VALIDATIONS],
      // The AWS provider itself refuses a role with a longer name.
      "outputs.tf": [...ADDRESSES, ["= aws_iam_role.collector.name", "= local.full_role_name"]],
      "iam.tf": [
        [':otel-collector"]', ':*"]'],
        ['["xray:PutTraceSegments", "xray:PutTelemetryRecords"]', '["xray:*"]'],
        ["count = var.oidc_provider == null ? 1 : 0", "count = 1"],
        ["var.oidc_provider != null ? var.oidc_provider : {", "false ? var.oidc_provider : {"],
        ["= var.permissions_boundary_arn", "= null"],
        ["= var.role_path", '= "/"'],
        ["[statement.value]", '["*"]'],
        [/condition {5}= var\.amp_remote_write_endpoint [!=]= null \|\|/g, "condition     = true ||"],
      ],
      "values.tf": [
        ['name        = "otel-collector"', 'name        = "collector"'],
        ['"eks.amazonaws.com/role-arn" = aws_iam_role.collector.arn', '"eks.amazonaws.com/role-arn" = "role"'],
        ["{ memory = local.memory_limit }", "{ memory = local.memory_request }"],
      ],
      "main.tf": [
        ['"0.78.0"', '"0.79.0"'],
        ["var.memory_spike_limit_mib < var.memory_limit_mib", "var.memory_spike_limit_mib <= var.memory_limit_mib"],
        ["    var.extra_values,\n", ""],
        ["  values = concat(\n", "  values = concat(\n    var.extra_values,\n"],
      ],
      "collector-config.yaml.tpl": [...SAMPLING, ["${aws_region}", "eu-north-1"]],
    },
  },

  "two tiers in a private cluster, with Pod Identity and roles of other accounts": {
    options: {
      topology: "gateway",
      identity: "pod-identity",
      collector: { imageRepository: "registry.example.com/collector" },
      networkPolicy: { enabled: true },
      egress: { privateCluster: true },
      terraform: { namespacePodSecurity: "restricted" },
      xray: { export: "otlp", roleArn: "arn:aws:iam::210987654321:role/writer", externalId: "shop/prod" },
      amp: { roleArn: "arn:aws:iam::210987654321:role/writer", externalId: "shop/prod" },
    },
    leftOut: ["tests/inputs.tftest.hcl", "tests/metrics.tftest.hcl"],
    faults: {
      "variables.tf": [VALIDATIONS, ['"xray", "sts", "eks-auth"', '"xray", "eks-auth"']],
      "outputs.tf": ADDRESSES,
      "iam.tf": [
        ['values   = ["otel-collector-gateway"]', 'values   = ["*"]'],
        ['service_account = "otel-collector-gateway"', 'service_account = "otel-collector"'],
        [/for_each = var\.xray_role_arn == null \? .*/g, 'for_each = ["*"]'],
        [
          /for_each = var\.amp_remote_write_endpoint == null .*/g,
          'for_each = var.amp_remote_write_endpoint == null ? [] : ["*"]',
        ],
      ],
      "values.tf": [
        ['mode = "deployment"', 'mode = "statefulset"'],
        ['mode = "daemonset"', 'mode = "deployment"'],
        ["service = { enabled = true }", "service = { enabled = false }"],
        ['{ clusterIP = "None" }', '{ clusterIP = "" }'],
        [
          '{ create = true, name = "otel-collector-gateway" }',
          `{ create = true, name = "gateway", ${ROLE_ANNOTATION} }`,
        ],
        [
          '{ create = true, name = "otel-collector" }',
          `{ create = true, name = "otel-collector", ${ROLE_ANNOTATION} }`,
        ],
        ["replicaCount = var.gateway_replicas", "replicaCount = 3"],
        ["var.gateway_max_replicas != null", "var.gateway_max_replicas == null"],
        ["{ memory = local.gateway_memory_limit }", "{ memory = local.gateway_memory_request }"],
        ["cidr = block", 'cidr = "0.0.0.0/0"'],
        ["concat([443],", "concat([444],"],
        ['"regional"', '"legacy"'],
      ],
      "main.tf": [
        [
          /(chart {6}= .*\n {2}version {4}= )"0\.78\.0"(\n\n {2}namespace = var\.namespace\n[^{]*gateway_chart)/,
          '$1"0.79.0"$2',
        ],
        ["    var.gateway_extra_values,\n", "    var.extra_values,\n"],
        ["var.gateway_max_replicas > var.gateway_replicas", "var.gateway_max_replicas > 0"],
        ["  namespace = var.namespace\n", "  namespace        = var.namespace\n  create_namespace = true\n"],
        ["    name = var.namespace\n", '    name = "elsewhere"\n'],
        ["var.create_namespace ? 1 : 0", "1"],
        ['warn"    = "restricted"', 'warn"    = "baseline"'],
      ],
      "vpc-endpoints.tf": [
        ["var.vpc_id == null ? 1 : 0", "1"],
        ['${each.key}"\n', '${each.key}s"\n'],
        ['self.vpc_endpoint_type != "Interface" ||', 'self.vpc_endpoint_type != "" ||'],
        ["? true : var.aws_region == data.aws_region.current.id", "? true : true"],
      ],
      "agent-config.yaml.tpl": [
        ["routing_key: traceID", "routing_key: service"],
        ["${gateway_host}", "otel-collector"],
        ["\nprocessors:\n", "\nprocessors:\n  batch: {}\n"],
      ],
      "collector-config.yaml.tpl": [
        ...SAMPLING,
        ["${aws_region}", "eu-north-1"],
        [/%\{ if (xray|amp)_(role_arn|external_id) != null ~\}/g, "%{ if cluster_name != null ~}"],
        [/"\$\{(xray|amp)_(role_arn|external_id)\}"/g, "other"],
      ],
    },
  },
};
