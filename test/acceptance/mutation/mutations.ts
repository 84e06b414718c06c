/** A way to break the generator by hand. */
export interface Mutation {
  /** What a careless change would do, as a sentence without its subject. */
  readonly name: string;
  /** The source or template that is changed. */
  readonly file: string;
  /** Text that stands there once. */
  readonly from: string;
  readonly to: string;
  /** The unit tests that notice. Others may too, but to run them all for each takes minutes. */
  readonly caughtBy: string;
}

export const MUTATIONS: readonly Mutation[] = [
  {
    name: "drops service.enabled",
    file: "src/collector/chart-values.ts",
    from: "{ enabled: true }),",
    to: "{}),",
    caughtBy: "test/collector/chart-values.test.ts",
  },
  {
    name: "uses the logging exporter with a collector that has lost it",
    file: "src/collector/facts/collector-facts.ts",
    from: 'logExporter: "debug", telemetryKey',
    to: 'logExporter: "logging", telemetryKey',
    caughtBy: "test/collector/collector-config.test.ts",
  },
  {
    name: "writes a veto that current collectors take for a reason to keep",
    file: "src/collector/facts/collector-facts.ts",
    from: 'facts: { veto: "drop" }',
    to: 'facts: { veto: "invert_match" }',
    caughtBy: "test/collector/collector-config.test.ts",
  },
  {
    name: "leaves the old chart's telemetry to a collector that refuses it",
    file: "src/collector/facts/collector-facts.ts",
    from: 'telemetryKey: "readers" }',
    to: 'telemetryKey: "address" }',
    caughtBy: "test/collector/chart-config.test.ts",
  },
  {
    name: "runs by default the collector that loses what it holds when it stops",
    file: "src/settings/schema.ts",
    from: 'v.optional(collectorVersion, "0.159.0")',
    to: 'v.optional(collectorVersion, "0.92.0")',
    caughtBy: "test/article.test.ts",
  },
  {
    name: "compares the trust policy's subject with StringLike",
    file: "src/terraform/module/trust.ts",
    from: `{\n        test: "StringEquals",\n`,
    to: `{\n        test: "StringLike",\n`,
    caughtBy: "test/terraform/module/iam.test.ts",
  },
  {
    name: "gives the role to every service account, by Pod Identity",
    file: "src/terraform/module/trust.ts",
    from: 'tagged("kubernetes-service-account", serviceAccount),',
    to: "",
    caughtBy: "test/terraform/module/iam.test.ts",
  },
  {
    name: "takes a trace for slow at ten times the latency",
    file: "templates/collector/tail-sampling.yaml",
    from: "threshold_ms: <% latencyThresholdMs %>",
    to: "threshold_ms: <% latencyThresholdMs %>0",
    caughtBy: "test/collector/collector-config.test.ts",
  },
  {
    name: "lets the probabilistic policy keep what a rate has left out",
    file: "src/collector/sampling-rates.ts",
    from: "before: noneOf(rates),",
    to: "before: [],",
    caughtBy: "test/collector/sampling-rates.test.ts",
  },
  {
    name: "batches before it samples",
    file: "src/collector/config-parts.ts",
    from: '"sample", "batch",',
    to: '"batch", "sample",',
    caughtBy: "test/article.test.ts",
  },
  {
    name: "forgets health_check among the extensions",
    file: "src/collector/health-check.ts",
    from: ', extensions: ["health_check"]',
    to: "",
    caughtBy: "test/collector/collector-config.test.ts",
  },
  {
    name: "leaves aps:RemoteWrite on without a metrics endpoint",
    file: "src/terraform/module/permissions.ts",
    from: "${none} ? [] : [",
    to: "${none} ? [null] : [",
    caughtBy: "test/terraform/module/iam.test.ts",
  },
  {
    name: "gives a wrong port in an output",
    file: "src/terraform/module/outputs.ts",
    from: ":${OTLP_GRPC_PORT}`",
    to: ":${OTLP_HTTP_PORT}`",
    caughtBy: "test/terraform/module/outputs.test.ts",
  },
  {
    name: "leaves one $ unescaped",
    file: "templates/collector/health-check.yaml",
    from: '"$${env:MY_POD_IP}:13133"',
    to: '"${env:MY_POD_IP}:13133"',
    caughtBy: "test/collector/collector-config.test.ts",
  },
];
