import type { Settings } from "../settings/settings";
import type { View } from "../template";
import { configText } from "./config-text";
import { collectorFacts } from "./facts/collector-facts";
import { pipelineView } from "./pipeline";

/** Name of the collector on a developer's machine. */
export const LOCAL_COLLECTOR_HOST = "collector";

/** What shows traces on a developer's machine, where there is no X-Ray. @see https://www.jaegertracing.io/docs/latest/ */
export const VIEWER = {
  host: "jaeger",
  image: "jaegertracing/jaeger:2.21.0",
  /** Port of its pages. */
  port: 16686,
} as const;

/** The config of a collector that does on a developer's machine what the cluster's does by default. */
export function localCollectorConfigView(settings: Settings): View {
  const { samplingRatePercentage, collector } = settings;
  const { memoryLimitMib, memorySpikeLimitMib } = collector;
  const { otlpExporter } = collectorFacts(settings.collectorVersion);
  return {
    ...pipelineView(
      settings,
      { samplingRatePercentage, memoryLimitMib, memorySpikeLimitMib, takesHttp: true },
      configText,
    ),
    otlpExporter,
    viewer: VIEWER.host,
  };
}
