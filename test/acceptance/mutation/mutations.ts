/** A way to break the generator by hand. */
export interface Mutation {
  /** What a careless change would do, as a sentence without its subject. */
  readonly name: string;
  /** The source or template that is changed. */
  readonly file: string;
  /** Text that stands there once. */
  readonly from: string;
  readonly to: string;
}

export const MUTATIONS: readonly Mutation[] = [
  {
    name: "drops service.enabled",
    file: "src/collector/chart-values.ts",
    from: "{ enabled: true }),",
    to: "{}),",
  },
  {
    name: "uses the logging exporter with a collector that has lost it",
    file: "src/collector/facts/collector-facts.ts",
    from: 'logExporter: "debug", telemetryKey',
    to: 'logExporter: "logging", telemetryKey',
  },
  {
    name: "writes a veto that current collectors take for a reason to keep",
    file: "src/collector/facts/collector-facts.ts",
    from: 'facts: { veto: "drop" }',
    to: 'facts: { veto: "invert_match" }',
  },
  {
    name: "leaves the old chart's telemetry to a collector that refuses it",
    file: "src/collector/facts/collector-facts.ts",
    from: 'telemetryKey: "readers" }',
    to: 'telemetryKey: "address" }',
  },
  {
    name: "runs by default the collector that loses what it holds when it stops",
    file: "src/settings/schema.ts",
    from: 'v.optional(collectorVersion, "0.159.0")',
    to: 'v.optional(collectorVersion, "0.92.0")',
  },
  {
    name: "compares the trust policy's subject with StringLike",
    file: "src/terraform/module/trust.ts",
    from: `{\n        test: "StringEquals",\n`,
    to: `{\n        test: "StringLike",\n`,
  },
  {
    name: "gives the role to every service account, by Pod Identity",
    file: "src/terraform/module/trust.ts",
    from: 'tagged("kubernetes-service-account", serviceAccount),',
    to: "",
  },
  {
    name: "takes a trace for slow at ten times the latency",
    file: "templates/collector/tail-sampling.yaml",
    from: "threshold_ms: <% latencyThresholdMs %>",
    to: "threshold_ms: <% latencyThresholdMs %>0",
  },
  {
    name: "batches before it samples",
    file: "src/collector/config-parts.ts",
    from: '"sample", "batch",',
    to: '"batch", "sample",',
  },
  {
    name: "forgets health_check among the extensions",
    file: "src/collector/health-check.ts",
    from: ', extensions: ["health_check"]',
    to: "",
  },
  {
    name: "leaves aps:RemoteWrite on without a metrics endpoint",
    file: "src/terraform/module/permissions.ts",
    from: "${none} ? [] : [",
    to: "${none} ? [null] : [",
  },
  {
    name: "gives a wrong port in an output",
    file: "src/terraform/module/outputs.ts",
    from: ":${OTLP_GRPC_PORT}`",
    to: ":${OTLP_HTTP_PORT}`",
  },
  {
    name: "leaves one $ unescaped",
    file: "templates/collector/health-check.yaml",
    from: '"$${env:MY_POD_IP}:13133"',
    to: '"${env:MY_POD_IP}:13133"',
  },
];
