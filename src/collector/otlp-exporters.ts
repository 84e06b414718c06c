import type { Settings } from "../settings/settings";
import type { Tier } from "../settings/tiers";
import { type ConfigPart, comment, components, type Feature, type Signal } from "./config-parts";
import { collectorFacts } from "./facts/collector-facts";
import { WITH_METRICS } from "./remote-write";
import { sendingQueue } from "./sending-queue";

type Exporter = Settings["otlpExporters"][number];

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
          queue: sendingQueue(settings),
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
