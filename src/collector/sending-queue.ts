import type { Settings } from "../settings/settings";
import { samplingTier } from "../settings/tiers";
import { render } from "../template";
import { spansPerBatch } from "./batch";
import { collectorFacts } from "./facts/collector-facts";

/** The part of what a collector may fill that all queues together take. */
const QUEUE_SHARE = 0.25;

/** The part of a volume that all queues together take: a file has gaps, and Kubernetes evicts a pod that fills its volume. */
const VOLUME_SHARE = 0.5;

/** Memory of a queued span, in KiB, if it has as many attributes as SDKs give it. */
const QUEUED_SPAN_KIB = 2;

/** Spans of an exporter that are under way at a time, in so many full requests as that makes. */
const SPANS_UNDER_WAY = 2048;

/** How much of a queue's unit a MiB holds: of spans, or of requests, which are taken for full. */
function heldPerMib(settings: Settings): number {
  return collectorFacts(settings.collectorVersion).queuesByItems
    ? 1024 / QUEUED_SPAN_KIB
    : 1024 / QUEUED_SPAN_KIB / spansPerBatch(settings);
}

/** How much of its unit each queue holds, for every MiB that the collector may fill. */
export function queuedPerMib(settings: Settings): number {
  return (heldPerMib(settings) * QUEUE_SHARE) / queues(settings);
}

/** What a queue holds: on disk, or with the memory that the options give. */
export function defaultQueueSize(settings: Settings): number {
  const { otlpQueue } = settings;
  if (otlpQueue.persistent) {
    const mib = (otlpQueue.volumeSizeMib * VOLUME_SHARE) / queues(settings);
    // At least one: a volume has 64 MiB, and there are eleven queues at most.
    return Math.floor(mib * heldPerMib(settings));
  }
  const { memoryLimitMib, memorySpikeLimitMib } = samplingTier(settings).needs;
  return Math.max(1, Math.floor((memoryLimitMib - memorySpikeLimitMib) * queuedPerMib(settings)));
}

/** How many exporters have a queue, and share what there is for queues. */
export function queues({ otlpExporters, xray }: Settings): number {
  return otlpExporters.length + (xray.export === "otlp" ? 1 : 0);
}

/** How many requests of an exporter are under way at a time. */
export function requestsUnderWay(settings: Settings): number {
  return SPANS_UNDER_WAY / spansPerBatch(settings);
}

/**
 * What an exporter holds, and how often it tries.
 *
 * @param bytesPerRequest - what its backend takes in a request. @default any number
 */
export function sendingQueue(settings: Settings, bytesPerRequest?: number): string {
  const { otlpQueue, collectorVersion } = settings;
  const { queuesByItems, cutsByBytes } = collectorFacts(collectorVersion);
  return render("collector/sending-queue.yaml", {
    consumers: requestsUnderWay(settings),
    queueSize: otlpQueue.persistent ? defaultQueueSize(settings) : "${otlp_queue_size}",
    persistent: otlpQueue.persistent,
    byItems: queuesByItems,
    cut: bytesPerRequest === undefined || !cutsByBytes ? [] : [{ bytesPerRequest }],
  }).trimEnd();
}
