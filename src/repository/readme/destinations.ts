import { annotationOf, CLUSTER_NAME_ATTRIBUTE } from "../../collector/annotations";
import { backendsWaitForXray, spansPerBatch } from "../../collector/batch";
import { collectorFacts } from "../../collector/facts/collector-facts";
import { takesLogs } from "../../collector/otlp-exporters";
import { defaultQueueSize, requestsUnderWay } from "../../collector/sending-queue";
import { bytesPerSpan } from "../../collector/xray-otlp";
import { markdownCode } from "../../markdown-code";
import { takesTraces } from "../../settings/groups/otlp-exporters";
import type { Settings } from "../../settings/settings";
import { samplingTier } from "../../settings/tiers";
import type { View } from "../../template";
import { thousands } from "./thousands";

/** What X-Ray gets, and by which annotations it is found there. */
export function xraySection(settings: Settings): View {
  const { export: by, indexAllAttributes, indexedAttributes } = settings.xray;
  const annotations = indexedAttributes.map((attribute) => annotationOf(attribute, settings));
  return {
    awsxray: by === "awsxray",
    searchExample: settings.xray.transactionSearchExample,
    noXray: by === "none",
    destination: by === "none" ? `sends them to ${tracesBackends(settings)}` : "writes them to AWS X-Ray",
    clusterNameAnnotation: annotationOf(CLUSTER_NAME_ATTRIBUTE, settings),
    indexAll: indexAllAttributes,
    indexSome: indexAllAttributes ? [] : [{ text: indexedText(annotations) }],
  };
}

/** Who gets traces beside X-Ray, or in place of it. */
function tracesBackends({ otlpExporters }: Settings): string {
  return otlpExporters
    .filter(takesTraces)
    .map(({ name }) => markdownCode(name))
    .join(", ")
    .replace(/, ([^,]+)$/, " and $1");
}

function indexedText(annotations: readonly string[]): string {
  return annotations.length === 0
    ? "No other attribute is indexed. The option `xray.indexedAttributes` takes more."
    : `Of the other attributes, ${annotations.map(markdownCode).join(", ")} can be searched like this, and no more.`;
}

/** X-Ray's endpoint for OTLP, where it is used. */
export function xrayOtlpSection(settings: Settings): View[] {
  const { counterSuffix, cutsByBytes } = collectorFacts(settings.collectorVersion);
  return settings.xray.export === "otlp"
    ? [
        {
          example: settings.xray.transactionSearchExample,
          ...queueTexts(settings),
          persistent: settings.otlpQueue.persistent,
          counterSuffix,
          cuts: cutsByBytes,
          averageBytes: thousands(bytesPerSpan(settings)),
        },
      ]
    : [];
}

/** Who gets signals beside X-Ray, or in place of it. */
export function backendsSection(settings: Settings): View[] {
  const { otlpExporters, otlpQueue, collectorVersion } = settings;
  const { counterSuffix } = collectorFacts(collectorVersion);
  return otlpExporters.length === 0
    ? []
    : [
        {
          exporters: otlpExporters.map(({ name, endpoint, protocol, signals, headers }) => ({
            name,
            endpoint,
            protocol: protocol === "grpc" ? "gRPC" : "HTTP",
            gets: signals.join(", "),
            headers:
              headers
                .map(({ header, secretName, secretKey }) => `\`${header}\` from \`${secretKey}\` of \`${secretName}\``)
                .join(", ") || "none",
          })),
          ...queueTexts(settings),
          persistent: otlpQueue.persistent,
          logs: takesLogs(settings),
          waits: backendsWaitForXray(settings),
          counterSuffix,
          secrets: otlpExporters.some(({ headers }) => headers.length > 0),
        },
      ];
}

/** Where a queue is, and what it holds. */
function queueTexts(settings: Settings): { readonly where: string; readonly queued: string } {
  const { otlpQueue, collectorVersion } = settings;
  const { memoryLimitMib } = samplingTier(settings).needs;
  const size = thousands(defaultQueueSize(settings));
  return {
    where: otlpQueue.persistent
      ? `half of a volume of ${thousands(otlpQueue.volumeSizeMib)} MiB that each pod has:`
      : `a quarter of the memory that the collector may fill: at a limit of ${memoryLimitMib} MiB`,
    queued: collectorFacts(collectorVersion).queuesByItems
      ? `${size} spans`
      : `${size} requests of up to ${thousands(spansPerBatch(settings))} spans, and ${requestsUnderWay(settings)} more that are under way,`,
  };
}
