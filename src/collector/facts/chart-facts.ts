import { type Difference, factsAt } from "./dated-facts";

/** What the `opentelemetry-collector` chart makes of its values, as far as it differs from one version to the other. */
export interface ChartFacts {
  /** Names in the chart's default config, by section. They are merged into ours. */
  readonly defaultReceivers: readonly string[];
  readonly defaultProcessors: readonly string[];
  readonly defaultExporters: readonly string[];
  readonly defaultExtensions: readonly string[];
  readonly defaultPipelines: readonly string[];

  /** Keys of the chart's default memory limiter that ours does not have. */
  readonly defaultMemoryLimiterKeys: readonly string[];

  /** The key of `service.telemetry.metrics` under which the default config has the collector serve its own metrics. */
  readonly telemetryKey: "address" | "readers";

  /** Whether there is a value `terminationGracePeriodSeconds`. The schema refuses values that a version does not know. */
  readonly hasTerminationGracePeriod: boolean;
}

/** The oldest version that is supported: the article's. */
export const OLDEST_CHART_VERSION = "0.78.0";

/** The newest version whose values, schema and templates were examined. */
export const NEWEST_EXAMINED_CHART_VERSION = "0.170.0";

/** As of {@link OLDEST_CHART_VERSION}. */
const OLDEST: ChartFacts = {
  defaultReceivers: ["jaeger", "otlp", "prometheus", "zipkin"],
  defaultProcessors: ["batch", "memory_limiter"],
  defaultExporters: ["debug", "logging"],
  defaultExtensions: ["health_check", "memory_ballast"],
  defaultPipelines: ["logs", "metrics", "traces"],
  defaultMemoryLimiterKeys: [],
  telemetryKey: "address",
  hasTerminationGracePeriod: false,
};

const valuesAt = (version: string) =>
  `https://github.com/open-telemetry/opentelemetry-helm-charts/blob/opentelemetry-collector-${version}/charts/opentelemetry-collector/values.yaml`;

/** A new version that changes none of these facts needs no line. */
export const CHART_DIFFERENCES: readonly Difference<ChartFacts>[] = [
  { from: "0.85.0", facts: { defaultExporters: ["debug"] }, source: valuesAt("0.85.0") },
  { from: "0.98.0", facts: { defaultExtensions: ["health_check"] }, source: valuesAt("0.98.0") },
  {
    from: "0.100.0",
    facts: { defaultMemoryLimiterKeys: ["limit_percentage", "spike_limit_percentage"] },
    source: valuesAt("0.100.0"),
  },
  { from: "0.121.0", facts: { telemetryKey: "readers" }, source: valuesAt("0.121.0") },
  { from: "0.152.0", facts: { hasTerminationGracePeriod: true }, source: valuesAt("0.152.0") },
];

/** The facts of a version of the chart. */
export function chartFacts(chartVersion: string): ChartFacts {
  return factsAt(OLDEST, CHART_DIFFERENCES, chartVersion);
}
