import { Explained } from "../explained";
import type { Settings } from "../settings/settings";
import type { Tier } from "../settings/tiers";
import { TELEMETRY_PORT } from "./endpoints";
import { chartFacts } from "./facts/chart-facts";
import { collectorFacts } from "./facts/collector-facts";

const POD_IP = "${env:MY_POD_IP}";

/**
 * What has to be said to the chart so that its default config leaves ours as it is: null for what it has and ours does not.
 * A later document that sets a key wins over its null.
 */
export function chartConfig(
  { chartVersion, collectorVersion }: Settings,
  { role, samples }: Tier,
): Record<string, unknown> {
  const chart = chartFacts(chartVersion);
  const collector = collectorFacts(collectorVersion);
  return {
    receivers: {
      ...nulls(chart.defaultReceivers, ["otlp"]),
      ...(role === "gateway" ? { otlp: { protocols: { http: null } } } : {}),
    },
    ...section("processors", {
      ...nulls(chart.defaultProcessors, ["memory_limiter", ...(samples ? ["batch"] : [])]),
      ...section("memory_limiter", nulls(chart.defaultMemoryLimiterKeys)),
    }),
    ...section("exporters", nulls(chart.defaultExporters, samples ? [collector.logExporter] : [])),
    ...section("extensions", nulls(chart.defaultExtensions, ["health_check"])),
    service: {
      ...(chart.telemetryKey === collector.telemetryKey
        ? {}
        : {
            telemetry: new Explained(
              `Its own metrics, in words that collector ${collectorVersion} knows: those of the chart are for another one.`,
              telemetry(collector.telemetryKey),
            ),
          }),
      pipelines: nulls(chart.defaultPipelines, ["traces"]),
    },
  };
}

/**
 * Where the collector serves its own metrics, in words of this collector in place of those of the one that the chart was
 * released with. An older collector serves them on that port of every address by itself; it must not be told so, for charts
 * 0.121.0 to 0.160.0 turn an address into readers.
 *
 * @see https://github.com/open-telemetry/opentelemetry-helm-charts/blob/opentelemetry-collector-0.121.0/charts/opentelemetry-collector/templates/_config.tpl
 */
function telemetry(key: "address" | "readers"): Record<string, unknown> {
  return {
    metrics:
      key === "address"
        ? { readers: null }
        : { address: null, readers: [{ pull: { exporter: { prometheus: { host: POD_IP, port: TELEMETRY_PORT } } } }] },
  };
}

function nulls(keys: readonly string[], ours: readonly string[] = []): Record<string, null> {
  return Object.fromEntries(keys.filter((key) => !ours.includes(key)).map((key) => [key, null]));
}

function section(name: string, content: Record<string, unknown>): Record<string, unknown> {
  return Object.keys(content).length === 0 ? {} : { [name]: content };
}
