import { collectorTexts } from "./collector-texts";
import { comment, components, type Feature } from "./config-parts";
import { collectorFacts } from "./facts/collector-facts";

/** Traces are told of in the collector's own log. */
export const logExporter: Feature = (settings) => {
  const { logExporter } = collectorFacts(settings.collectorVersion);
  return [
    {
      components: components("collector/log.yaml", {
        logExporter,
        logExporterWhy: comment(collectorTexts(settings).logExporter),
        logVerbosity: settings.collector.logVerbosity,
      }),
      pipelines: { traces: { exporters: [logExporter] } },
    },
  ];
};
