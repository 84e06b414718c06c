import { collectorTexts } from "../../src/collector/collector-texts";
import type { EksOtelTracingProjectOptions } from "../../src/options";
import { resolveSettings } from "../../src/settings/settings";

const OLD = { collectorVersion: "0.92.0" } as const;
const TWO_TIERS = { topology: "gateway" } as const;

test.each<[keyof ReturnType<typeof collectorTexts>, EksOtelTracingProjectOptions, string | undefined]>([
  ["refusals", {}, "Refused spans are lost once the SDK's own retries and queue are used up."],
  ["refusals", OLD, "Refused spans are lost: this collector refuses with an error that SDKs do not retry."],
  ["refusals", TWO_TIERS, "Refused spans stay with the agents"],
  ["stop", {}, "A collector that stops decides at once on what it holds, up to 10 s of its node's traces, and writes"],
  ["stop", TWO_TIERS, "on what it holds, up to 10 s of traces, and writes"],
  ["stop", { chartVersion: "0.170.0" }, "were kept. The pod's grace period gives it 40 s. A request"],
  [
    "stop",
    { chartVersion: "0.78.0" },
    "were kept. It has the 30 s for it that Kubernetes gives a pod, for chart 0.78.0 has",
  ],
  [
    "stop",
    OLD,
    "What a collector still holds when it stops, up to 10 s of its node's traces, is lost, failed ones too",
  ],
  ["http", {}, undefined],
  ["http", OLD, "The exporter of collector 0.92.0 knows the old attributes (`http.method`) only."],
  ["latencyThreshold", OLD, undefined],
  ["latencyThreshold", {}, "Collector 0.159.0 keeps what takes longer than the threshold, so 500 ms is kept."],
  ["logExporter", OLD, undefined],
  ["logExporter", {}, "Writes to the collector's own log. Before collector 0.86 this exporter was called logging."],
])("%s with %j: %s", (what, options, expected) => {
  const text = collectorTexts(resolveSettings(options))[what];
  expect(text).toEqual(expected === undefined ? undefined : expect.stringContaining(expected));
  expect(text ?? "None.").toMatch(/^[A-Z](?!.* {2}).*\.$/);
});
