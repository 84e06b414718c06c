import type { Settings } from "../settings/settings";
import { components, type Feature } from "./config-parts";
import { SPANS_PER_REQUEST } from "./sending-queue";

/** What is sent together. */
export const batch: Feature = (settings) => [
  {
    components: components("collector/batch.yaml", { fits: fits(settings), spans: SPANS_PER_REQUEST }),
    processors: [{ name: "batch", stage: "batch", signals: ["traces", "metrics", "logs"] }],
  },
];

/** Why a batch has this size, in lines of a comment. */
function fits({ xray }: Settings): { line: string }[] {
  switch (xray.export) {
    case "awsxray":
      return [
        {
          line: "After the sampler, so that what is dropped is never batched. X-Ray takes 50 spans a call, one call after the other, and",
        },
        { line: "an export ends after 5 s: a batch of this size fits." },
      ];
    case "otlp":
      return [
        {
          line: "After the sampler, so that what is dropped is never batched. X-Ray takes 10,000 spans and 5 MB a request: a batch of",
        },
        { line: "this size fits, with spans of up to 9 KB on average." },
      ];
    case "none":
      return [{ line: "After the sampler, so that what is dropped is never batched." }];
  }
}
