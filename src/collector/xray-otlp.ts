import type { Settings } from "../settings/settings";
import { assumedRole } from "./assumed-role";
import { spansPerBatch } from "./batch";
import { type ConfigPart, components } from "./config-parts";
import { collectorFacts } from "./facts/collector-facts";
import { sendingQueue } from "./sending-queue";

/**
 * What X-Ray's endpoint for OTLP takes: uncompressed bytes of a request, spans of a request, and bytes of a span. What is more is
 * refused. A MB and a KB are taken for the smaller ones, of 1,000.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch-OTLPEndpoint.html
 */
export const XRAY_OTLP_LIMITS = { bytesPerRequest: 5_000_000, spansPerRequest: 10_000, bytesPerSpan: 200_000 } as const;

/** How large spans may be on average, in bytes, for a request of as many as are batched. */
export function bytesPerSpan(settings: Settings): number {
  return Math.floor(XRAY_OTLP_LIMITS.bytesPerRequest / spansPerBatch(settings));
}

/** How long a request may take, in seconds. */
const TIMEOUT_SECONDS = 10;

/** Traces go to X-Ray's endpoint for OTLP, through a queue. */
export function xrayOtlp(settings: Settings): ConfigPart {
  const id = xrayOtlpExporterId(settings);
  return {
    components: components("collector/xray-otlp.yaml", {
      id,
      spanKb: XRAY_OTLP_LIMITS.bytesPerSpan / 1000,
      timeoutSeconds: TIMEOUT_SECONDS,
      queue: sendingQueue(settings, XRAY_OTLP_LIMITS.bytesPerRequest),
      assumedRole: assumedRole(settings, "xray"),
    }),
    extensions: ["sigv4auth/xray"],
    pipelines: { traces: { exporters: [id] } },
  };
}

/** What the exporter is called. */
export function xrayOtlpExporterId({ collectorVersion }: Settings): string {
  return `${collectorFacts(collectorVersion).otlpHttpExporter}/xray`;
}
