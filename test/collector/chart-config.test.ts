import { chartConfig } from "../../src/collector/chart-config";
import { Explained } from "../../src/explained";
import { resolveSettings, type Settings } from "../../src/settings/settings";
import { gatewayTier, nodeTier, type Tier } from "../../src/settings/tiers";
import { WORKING_CHART_VERSIONS } from "./facts/chart-versions";

const config = (chartVersion: string, collectorVersion: string): any =>
  configOf(resolveSettings({ chartVersion, collectorVersion }), nodeTier);

const configOf = (settings: Settings, tier: (settings: Settings) => Tier | undefined): any =>
  JSON.parse(
    JSON.stringify(chartConfig(settings, tier(settings) as Tier), (_, value) =>
      value instanceof Explained ? value.value : value,
    ),
  );

const OF_ITSELF = { metrics: { readers: null } };
const READERS = {
  metrics: {
    address: null,
    readers: [{ pull: { exporter: { prometheus: { host: "${env:MY_POD_IP}", port: 8888 } } } }],
  },
};

test("the article's chart with its own collector: the chart's default components are taken out", () => {
  expect(config("0.78.0", "0.92.0")).toEqual({
    receivers: { jaeger: null, prometheus: null, zipkin: null },
    exporters: { debug: null },
    extensions: { memory_ballast: null },
    service: { pipelines: { logs: null, metrics: null } },
  });
});

test("the article's chart with a current collector: so is the old address of its metrics, which it refuses", () => {
  expect(config("0.78.0", "0.159.0")).toEqual({
    receivers: { jaeger: null, prometheus: null, zipkin: null },
    exporters: { logging: null },
    extensions: { memory_ballast: null },
    service: { telemetry: READERS, pipelines: { logs: null, metrics: null } },
  });
});

test("a current chart with a current collector: so are the percentages that would merge with limits in MiB", () => {
  expect(config("0.170.0", "0.159.0")).toEqual({
    receivers: { jaeger: null, prometheus: null, zipkin: null },
    processors: { memory_limiter: { limit_percentage: null, spike_limit_percentage: null } },
    service: { pipelines: { logs: null, metrics: null } },
  });
});

test.each(WORKING_CHART_VERSIONS)(
  "chart %s with either collector: metrics in words that the collector knows",
  (chart) => {
    const old = Number(chart.split(".")[1]) < 121;
    expect(config(chart, "0.92.0").service.telemetry).toEqual(old ? undefined : OF_ITSELF);
    expect(config(chart, "0.159.0").service.telemetry).toEqual(old ? READERS : undefined);
  },
);

test("an agent keeps nothing of the chart's default config that its own lacks; the gateway what one tier does, but for HTTP", () => {
  const settings = resolveSettings({ topology: "gateway", chartVersion: "0.170.0" });
  expect(configOf(settings, nodeTier)).toMatchObject({ processors: { batch: null }, exporters: { debug: null } });
  const { receivers, ...others } = config("0.170.0", "0.159.0");
  expect(configOf(settings, gatewayTier)).toEqual({
    ...others,
    receivers: { ...receivers, otlp: { protocols: { http: null } } },
  });
});
