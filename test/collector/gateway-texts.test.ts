import { readFileSync } from "node:fs";
import { join } from "node:path";
import { collectorTexts } from "../../src/collector/collector-texts";
import { changeCostsText, gatewayTexts, MEASURED_CHANGES } from "../../src/collector/gateway-texts";
import type { EksOtelTracingProjectOptions } from "../../src/options";
import { resolveSettings } from "../../src/settings/settings";
import { generated } from "../generated";

const ROOT = join(__dirname, "../..");

test.each(["dns", "k8s"] as const)(
  "the README says what changes cost with the resolver %s that was chosen",
  (resolver) => {
    expect(generated({ topology: "gateway", gateway: { resolver } })["README.md"]).toContain(changeCostsText(resolver));
  },
);

test("the option says what changes cost with the default resolver", () => {
  expect(changeCostsText("dns")).toBe(
    "a roll-out of all three cut 48 traces, one more 50, one less 2; one that was killed took 106 with it, and 0 were cut until it was back",
  );
  const options = readFileSync(join(ROOT, "src/options/gateway-options.ts"), "utf8");
  expect(options.replaceAll(/\s+\* /g, " ")).toContain(changeCostsText("dns"));
});

test("these figures are those of docs/topologies.md", () => {
  const page = readFileSync(join(ROOT, "docs/topologies.md"), "utf8");
  const row = (change: string) =>
    new RegExp(`^\\| ${change} \\| .* \\| (.*) \\| (.*) \\|$`, "m").exec(page)?.slice(1) ?? [];
  const costs = (change: string, column: number) =>
    row(change)
      [column].split(/, | \(/)
      .map(Number);
  for (const [column, resolver] of (["dns", "k8s"] as const).entries()) {
    expect(MEASURED_CHANGES[resolver]).toEqual({
      rollOutCut: costs("roll-out", column)[1],
      oneMoreCut: costs("one more", column)[1],
      oneLessCut: costs("one less", column)[1],
      killedLost: costs("killed", column)[0],
      killedCut: costs("killed", column)[1],
    });
  }
});

test.each([
  [
    "0.92.0",
    /^An agent holds what a gateway does not take, .* from collector 0\.115\.0 on it is routed anew/,
    /^Refused spans are lost/,
  ],
  [
    "0.159.0",
    /^An agent holds what no gateway takes, tries again for \d+ minutes, and chooses anew/,
    /^Refused spans stay with/,
  ],
])("collector %s is said to hold and to refuse as it does", (collectorVersion, away, refusals) => {
  const texts = gatewayTexts(resolveSettings({ collectorVersion, topology: "gateway" }));
  expect(texts.away).toMatch(away);
  expect(texts.refusals).toMatch(refusals);
  expect(collectorTexts(resolveSettings({ collectorVersion, topology: "gateway" })).refusals).toBe(texts.refusals);
  expect(collectorTexts(resolveSettings({ collectorVersion })).refusals).toMatch(/ SDK.* That protects the node\.$/);
});

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
