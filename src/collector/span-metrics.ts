import { metricLabel } from "../settings/metric-label";
import type { Settings } from "../settings/settings";
import type { Tier } from "../settings/tiers";
import { components, type Feature } from "./config-parts";
import { collectorFacts } from "./facts/collector-facts";
import { WITH_METRICS } from "./remote-write";

/** How many combinations of labels a collector tells apart for a service, where the options do not say it. */
const COMBINATIONS_PER_SERVICE = 1000;

/** What the values of a dimension become that its list does not have. */
export const OTHER_VALUE = "other";

/** Metrics of requests, errors and durations, of all spans that come in. */
export const spanMetrics: Feature = (settings, { text }) => {
  const { enabled, dimensions, durationBucketsMs, flushIntervalSeconds, expireAfterMinutes, exemplars } =
    settings.spanMetrics;
  if (!enabled) {
    return [];
  }
  const { spanMetricsConnector, askedForResourceAttributes } = collectorFacts(settings.collectorVersion);
  const combinations = combinationsPerService(settings);
  const listed = dimensions.flatMap(({ name, values }) => (values === undefined ? [] : listedOnly(name, values)));
  return [
    {
      when: WITH_METRICS,
      components: components("collector/span-metrics.yaml", {
        connector: spanMetricsConnector,
        askedForResourceAttributes,
        dimensions: listed.length === 0 ? "" : text(Object.fromEntries(listed), 2),
        buckets: durationBucketsMs.map((bound) => `${bound}ms`).join(", "),
        dimensionList: dimensions.length === 0 ? [] : [{ text: text(dimensionList(settings), 4).trimEnd() }],
        limit: combinations === undefined ? [] : [{ combinations }],
        flushIntervalSeconds,
        expiration: expireAfterMinutes === undefined ? [] : [{ minutes: expireAfterMinutes }],
        exemplars,
      }),
      pipelines: {
        "traces/unsampled": {
          why: "For the span metrics: what comes in, as the pipeline above gets it.",
          receivers: ["otlp"],
          stages: ["limit", "enrich", "redact"],
          processors: ["resource/unsampled", ...listed.map(([id]) => id)],
          exporters: [spanMetricsConnector],
        },
        "metrics/spans": {
          receivers: [spanMetricsConnector],
          stages: ["limit", "batch"],
          processors: ["resource/spans"],
          exporters: ["prometheusremotewrite/spans"],
        },
      },
    },
  ];
};

/** How many combinations of labels a collector tells apart for a service. Nothing, where it can't bound them. */
export function combinationsPerService({ spanMetrics, collectorVersion }: Settings): number | undefined {
  return collectorFacts(collectorVersion).boundsSpanMetrics
    ? (spanMetrics.maxCombinationsPerService ?? COMBINATIONS_PER_SERVICE)
    : undefined;
}

/** Environment variables of a collector that makes span metrics: who it is. */
export function podVariables({ spanMetrics }: Settings, { samples }: Tier): Record<string, unknown>[] {
  const field = (name: string, fieldPath: string) => ({ name, valueFrom: { fieldRef: { fieldPath } } });
  return spanMetrics.enabled && samples
    ? [field("COLLECTOR_NAMESPACE", "metadata.namespace"), field("COLLECTOR_POD_NAME", "metadata.name")]
    : [];
}

/** Each with a default: the connector takes two that are missing for one another. */
function dimensionList({ spanMetrics }: Settings): object {
  return { dimensions: spanMetrics.dimensions.map(({ name, default: missing }) => ({ name, default: missing })) };
}

type Processor = readonly [id: string, config: object];

/** Processors that leave an attribute the values of a list: where it is the span's own, and where it is its resource's. */
function listedOnly(attribute: string, values: readonly string[]): Processor[] {
  const label = metricLabel(attribute);
  const among = () => [{ key: attribute, value: `^(?:${values.map(quoted).join("|")})$` }];
  const become = (action: string) => [{ key: attribute, value: OTHER_VALUE, action }];
  return [
    [`attributes/${label}`, { exclude: { match_type: "regexp", attributes: among() }, actions: become("update") }],
    [
      `attributes/${label}_of_resource`,
      {
        include: { match_type: "regexp", resources: [{ key: attribute, value: ".*" }] },
        exclude: { match_type: "regexp", resources: among() },
        actions: become("insert"),
      },
    ],
  ];
}

/** A text in a regular expression that matches this text alone. */
const quoted = (text: string) => text.replaceAll(/[\\.+*?()|[\]{}^$]/g, "\\$&");
