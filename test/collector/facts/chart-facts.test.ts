import { type ChartFacts, chartFacts } from "../../../src/collector/facts/chart-facts";
import { ALL_CHART_VERSIONS } from "./chart-versions";

/** Whether a version of the chart is as new as another, by their place in the list of all. */
const since = (version: string, first: string) =>
  ALL_CHART_VERSIONS.indexOf(version) >= ALL_CHART_VERSIONS.indexOf(first);

test.each(ALL_CHART_VERSIONS)("the facts of chart %s", (version) => {
  expect(ALL_CHART_VERSIONS).toHaveLength(171);
  expect(chartFacts(version)).toEqual<ChartFacts>({
    defaultReceivers: ["jaeger", "otlp", "prometheus", "zipkin"],
    defaultProcessors: ["batch", "memory_limiter"],
    defaultExporters: since(version, "0.85.0") ? ["debug"] : ["debug", "logging"],
    defaultExtensions: since(version, "0.98.0") ? ["health_check"] : ["health_check", "memory_ballast"],
    defaultPipelines: ["logs", "metrics", "traces"],
    defaultMemoryLimiterKeys: since(version, "0.100.0") ? ["limit_percentage", "spike_limit_percentage"] : [],
    telemetryKey: since(version, "0.121.0") ? "readers" : "address",
    hasTerminationGracePeriod: since(version, "0.152.0"),
  });
});

test("a version that nobody has examined has the facts of the newest that was", () => {
  expect(chartFacts("1.0.0")).toEqual(chartFacts("0.170.0"));
});
