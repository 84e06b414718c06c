import { takesTraces } from "../settings/groups/otlp-exporters";
import type { Settings } from "../settings/settings";
import { components, type Feature } from "./config-parts";

/** Spans of a batch. */
const SPANS = 512;

/** Spans of a batch for which backends wait until X-Ray has it. */
const SPANS_BESIDE_XRAY = 1024;

/** What is sent together. */
export const batch: Feature = (settings, { tier }) => {
  // Nobody waits for X-Ray on a developer's machine, where there is none.
  const waits = tier !== undefined && backendsWaitForXray(settings);
  return [
    {
      components: components("collector/batch.yaml", {
        fits: fits(settings, waits),
        spans: waits ? SPANS_BESIDE_XRAY : SPANS,
      }),
      processors: [{ name: "batch", stage: "batch", signals: ["traces", "metrics", "logs"] }],
    },
  ];
};

/** How many spans are sent together in a cluster, at most. */
export function spansPerBatch(settings: Settings): number {
  return backendsWaitForXray(settings) ? SPANS_BESIDE_XRAY : SPANS;
}

/**
 * Whether backends get a batch only when the exporter to X-Ray is done with it. That has no queue, writes 50 segments a call, one
 * call after the other, and gives a batch up with the first call that fails.
 *
 * So while X-Ray takes requests and does not answer, the larger the batch and the shorter the patience with a call, the more
 * backends get. With batches of 512 and the exporter's own 30 s a call that was 94 spans/s with collector 0.159.0, which ends an
 * export after 5 s, and 7 with 0.92.0, which does not. With batches of 1,024 and 1 s a call it is 295 and 281. An export of 1,024
 * spans is 21 calls, and fits into 5 s if each takes less than 238 ms.
 *
 * @see https://github.com/open-telemetry/opentelemetry-collector-contrib/blob/v0.159.0/exporter/awsxrayexporter/awsxray.go
 */
export function backendsWaitForXray({ xray, otlpExporters }: Settings): boolean {
  return xray.export === "awsxray" && otlpExporters.some(takesTraces);
}

/** Why a batch has this size, in lines of a comment. */
function fits({ xray }: Settings, waits: boolean): { line: string }[] {
  const lines = {
    awsxray: waits
      ? [
          "After the sampler, so that what is dropped is never batched. X-Ray takes 50 spans a call, one call after the other, and",
          "an export ends after 5 s: a batch of this size fits. Backends wait for it, and get the more of it the larger it is.",
        ]
      : [
          "After the sampler, so that what is dropped is never batched. X-Ray takes 50 spans a call, one call after the other, and",
          "an export ends after 5 s: a batch of this size fits.",
        ],
    otlp: [
      "After the sampler, so that what is dropped is never batched. X-Ray takes 10,000 spans and 5 MB a request: a batch of",
      "this size fits, with spans of up to 9 KB on average.",
    ],
    none: ["After the sampler, so that what is dropped is never batched."],
  };
  return lines[xray.export].map((line) => ({ line }));
}
