import type { Settings } from "../settings/settings";
import { samplingTier, type Tier } from "../settings/tiers";
import { type ConfigPart, comment, components, type Feature, type Signal } from "./config-parts";
import { collectorFacts } from "./facts/collector-facts";
import { WITH_METRICS } from "./remote-write";

type Exporter = Settings["otlpExporters"][number];

/** The part of what a collector may fill that all queues together take. */
const QUEUE_SHARE = 0.25;

/** The part of a volume that all queues together take: a file has gaps, and Kubernetes evicts a pod that fills its volume. */
const VOLUME_SHARE = 0.5;

/** Memory of a queued span, in KiB, if it has as many attributes as SDKs give it. */
const QUEUED_SPAN_KIB = 2;

/** Spans of a full request, as they are batched. */
const SPANS_PER_REQUEST = 512;

/** Requests of an exporter that are under way at a time. */
const CONSUMERS = 4;

/** How much of a queue's unit a MiB holds: of spans, or of requests, which are taken for full. */
function heldPerMib({ collectorVersion }: Settings): number {
  return collectorFacts(collectorVersion).queuesByItems
    ? 1024 / QUEUED_SPAN_KIB
    : 1024 / QUEUED_SPAN_KIB / SPANS_PER_REQUEST;
}

/** How much of its unit each queue holds, for every MiB that the collector may fill. */
export function queuedPerMib(settings: Settings): number {
  return (heldPerMib(settings) * QUEUE_SHARE) / settings.otlpExporters.length;
}

/** What a queue holds: on disk, or with the memory that the options give. */
export function defaultQueueSize(settings: Settings): number {
  const { otlpQueue, otlpExporters } = settings;
  if (otlpQueue.persistent) {
    const mib = (otlpQueue.volumeSizeMib * VOLUME_SHARE) / otlpExporters.length;
    return Math.max(1, Math.floor(mib * heldPerMib(settings)));
  }
  const { memoryLimitMib, memorySpikeLimitMib } = samplingTier(settings).needs;
  return Math.max(1, Math.floor((memoryLimitMib - memorySpikeLimitMib) * queuedPerMib(settings)));
}

/** What is kept goes to further backends, each with a queue and retries of its own. */
export const otlpExporters: Feature = (settings) =>
  settings.otlpExporters.flatMap((exporter, index): ConfigPart[] => {
    const id = exporterId(settings, exporter);
    const to = (signal: Signal) => (exporter.signals.includes(signal) ? [id] : []);
    return [
      {
        components: components("collector/otlp-exporter.yaml", {
          id,
          why: comment(
            index === 0 ? "A backend that is away or slow fills a queue of its own, and stops nobody else." : undefined,
          ),
          endpoint: address(exporter),
          insecure: exporter.endpoint.startsWith("http:"),
          compression: exporter.compression,
          timeoutSeconds: exporter.timeoutSeconds,
          hasHeaders: exporter.headers.length > 0,
          headers: exporter.headers.map(({ header }) => ({
            header: header.toLowerCase(),
            variable: headerVariable(exporter, header),
          })),
          consumers: CONSUMERS,
          queueSize: settings.otlpQueue.persistent ? defaultQueueSize(settings) : "${otlp_queue_size}",
          persistent: settings.otlpQueue.persistent,
          byItems: collectorFacts(settings.collectorVersion).queuesByItems,
        }),
        pipelines: {
          ...(to("traces").length === 0 ? {} : { traces: { exporters: to("traces") } }),
          ...(to("logs").length === 0 ? {} : { logs: { receivers: ["otlp"], exporters: to("logs") } }),
        },
      },
      ...(to("metrics").length === 0
        ? []
        : [{ when: WITH_METRICS, components: {}, pipelines: { metrics: { exporters: to("metrics") } } }]),
    ];
  });

/** Whether there is a pipeline for what applications log. */
export function takesLogs({ otlpExporters }: Settings): boolean {
  return otlpExporters.some(({ signals }) => signals.includes("logs"));
}

/** Environment variables of a collector that samples: headers, each from its Secret. */
export function headerVariables({ otlpExporters }: Settings, { samples }: Tier): Record<string, unknown>[] {
  return !samples
    ? []
    : otlpExporters.flatMap((exporter) =>
        exporter.headers.map(({ header, secretName, secretKey }) => ({
          name: headerVariable(exporter, header),
          valueFrom: { secretKeyRef: { name: secretName, key: secretKey } },
        })),
      );
}

/** The ports on which backends take OTLP. */
export function otlpPorts({ otlpExporters }: Settings): number[] {
  return [...new Set(otlpExporters.map(({ endpoint }) => portOf(endpoint)))].sort((one, other) => one - other);
}

function exporterId({ collectorVersion }: Settings, { name, protocol }: Exporter): string {
  const { otlpExporter, otlpHttpExporter } = collectorFacts(collectorVersion);
  return `${protocol === "grpc" ? otlpExporter : otlpHttpExporter}/${name}`;
}

/** As the exporter takes it: by gRPC a host and a port. */
function address({ protocol, endpoint }: Exporter): string {
  const url = endpoint.replace(/\/$/, "");
  return protocol === "grpc" ? url.replace(/^https?:\/\//, "") : url;
}

/** Neither a name nor a header has two dashes in a row, so that no two have the same variable. */
function headerVariable({ name }: Exporter, header: string): string {
  return `OTLP_${name}__${header}`.replaceAll("-", "_").toUpperCase();
}

/** The port of a URL, which its scheme says where it does not. */
export function portOf(url: string): number {
  const { port, protocol } = new URL(url);
  return port === "" ? (protocol === "https:" ? 443 : 80) : Number(port);
}
