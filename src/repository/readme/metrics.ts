import { collectorFacts } from "../../collector/facts/collector-facts";
import { combinationsPerService } from "../../collector/span-metrics";
import { markdownCode } from "../../markdown-code";
import { metricLabel } from "../../settings/metric-label";
import type { Settings } from "../../settings/settings";
import { COMBINATION_KIB } from "../../settings/sizing";
import type { View } from "../../template";
import { thousands } from "./thousands";

/** The pipeline of the applications' own metrics. */
export function metricsSection({ ampRemoteWriteEndpoint, spanMetrics }: Settings): View {
  const on = ampRemoteWriteEndpoint !== undefined;
  const needed = spanMetrics.enabled ? "Here it has to be given." : "Without one there is no such pipeline.";
  return {
    metricsCondition: on || spanMetrics.enabled ? "with SigV4" : "if an endpoint is set",
    metricsDefault: on ? "Here it is on by default." : needed,
  };
}

/** Metrics that are counted from spans, where they are. */
export function spanMetricsSection(settings: Settings): View[] {
  const { enabled, dimensions, durationBucketsMs, flushIntervalSeconds, expireAfterMinutes, exemplars } =
    settings.spanMetrics;
  const { collectorVersion } = settings;
  const combinations = combinationsPerService(settings);
  // At least four samples, so that one that is late leaves no gap.
  const window = `${Math.max(5, Math.ceil((flushIntervalSeconds * 4) / 60))}m`;
  return enabled
    ? [
        {
          flushIntervalSeconds,
          buckets: durationBucketsMs.length + 1,
          furtherLabels: dimensions.map(({ name }) => `, ${markdownCode(metricLabel(name))}`).join(""),
          window,
          // Each bound, +Inf, sum and count, and the calls.
          seriesPerCombination: durationBucketsMs.length + 4,
          firstSample: collectorFacts(collectorVersion).countsFromZero
            ? "The counter's is 0; the histogram's is what it holds by then, which `rate` does not see."
            : "It is what the series holds by then, which `rate` does not see.",
          combinationKib: COMBINATION_KIB,
          bounded: combinations === undefined ? [] : [{ combinations: thousands(combinations) }],
          expiration: expireAfterMinutes === undefined ? [] : [{ minutes: expireAfterMinutes }],
          exemplars,
        },
      ]
    : [];
}

/** The collector's own metrics, as its version names them. */
export function metricNames({ collectorVersion }: Settings): View {
  const { counterSuffix, refusedSpansMetric } = collectorFacts(collectorVersion);
  return { counterSuffix, refusedSpansMetric };
}
