import { podVariables } from "../../src/collector/span-metrics";
import type { EksOtelTracingProjectOptions, SpanMetricsOptions } from "../../src/options";
import type { InvalidOptionsError } from "../../src/settings/invalid-options-error";
import { resolveSettings } from "../../src/settings/settings";
import { nodeTier, samplingTier } from "../../src/settings/tiers";
import { AMP, agentConfig, collectorConfig, generated } from "../generated";

const TIER = { name: "customer.tier", values: ["gold", "a.b"] };

/** The collector's config with span metrics and a place for them. */
const config = (spanMetrics: SpanMetricsOptions = {}, options: EksOtelTracingProjectOptions = {}) =>
  collectorConfig({ ...options, spanMetrics: { enabled: true, ...spanMetrics } }, AMP);

test("every span is counted before it is sampled, and the counts go to the workspace", () => {
  const { pipelines } = config().service;
  expect(pipelines["traces/unsampled"]).toEqual({
    receivers: ["otlp"],
    processors: ["memory_limiter", "resource/unsampled"],
    exporters: ["span_metrics"],
  });
  expect(pipelines["metrics/spans"]).toEqual({
    receivers: ["span_metrics"],
    processors: ["memory_limiter", "batch", "resource/spans"],
    exporters: ["prometheusremotewrite/spans"],
  });
  expect(pipelines.traces.exporters).not.toContain("span_metrics");
});

test("a span without a service is counted as of one that is unknown, and instances of a service together", () => {
  const { connectors, processors } = config();
  expect(processors["resource/unsampled"]).toEqual({
    attributes: [{ key: "service.name", value: "unknown_service", action: "insert" }],
  });
  expect(processors["resource/spans"]).toEqual({ attributes: [{ key: "service.instance.id", action: "delete" }] });
  expect(connectors.span_metrics).toEqual({
    namespace: "traces.span.metrics",
    resource_metrics_key_attributes: ["service.namespace", "service.name"],
    add_resource_attributes: true,
    exclude_dimensions: ["collector.instance.id"],
    histogram: {
      unit: "s",
      explicit: {
        buckets: [5, 10, 25, 50, 75, 100, 250, 500, 750, 1000, 2500, 5000, 7500, 10000].map((ms) => `${ms}ms`),
      },
    },
    aggregation_cardinality_limit: 1000,
    metrics_flush_interval: "60s",
  });
});

test("a series names the pod that wrote it, and the cluster", () => {
  const exporter = config().exporters["prometheusremotewrite/spans"];
  expect(exporter).toEqual({
    endpoint: AMP.amp_remote_write_endpoint,
    auth: { authenticator: "sigv4auth" },
    external_labels: {
      cluster_name: "prod",
      k8s_cluster_name: "prod",
      collector_instance_id: "${env:COLLECTOR_NAMESPACE}/${env:COLLECTOR_POD_NAME}",
    },
    target_info: { enabled: false },
  });
  expect(podVariables(resolveSettings({ spanMetrics: { enabled: true } }), nodeTier(resolveSettings({})))).toEqual([
    { name: "COLLECTOR_NAMESPACE", valueFrom: { fieldRef: { fieldPath: "metadata.namespace" } } },
    { name: "COLLECTOR_POD_NAME", valueFrom: { fieldRef: { fieldPath: "metadata.name" } } },
  ]);
});

test("of two tiers the gateway counts", () => {
  const options: EksOtelTracingProjectOptions = { topology: "gateway", spanMetrics: { enabled: true } };
  const settings = resolveSettings(options);
  expect(Object.keys(collectorConfig(options, AMP).service.pipelines)).toContain("traces/unsampled");
  expect(Object.keys(agentConfig(options, AMP).service.pipelines)).toEqual(["traces", "metrics"]);
  expect(podVariables(settings, samplingTier(settings))).toHaveLength(2);
  expect(podVariables(settings, nodeTier(settings))).toEqual([]);
});

test.each([
  ["0.92.0", "spanmetrics", undefined],
  ["0.126.0", "spanmetrics", 1000],
  ["0.159.0", "span_metrics", 1000],
])("collector %s counts by %s, and bounds combinations by %s", (collectorVersion, name, limit) => {
  const { connectors } = config({}, { collectorVersion });
  expect(connectors[name].aggregation_cardinality_limit).toBe(limit);
  expect(connectors[name].histogram.explicit.buckets[0]).toBe("5ms");
});

test("bounds, buckets, intervals and exemplars are those of the options", () => {
  const { connectors } = config({
    durationBucketsMs: [0.5, 20],
    maxCombinationsPerService: 50,
    flushIntervalSeconds: 15,
    expireAfterMinutes: 30,
    exemplars: true,
  });
  expect(connectors.span_metrics).toMatchObject({
    histogram: { unit: "s", explicit: { buckets: ["0.5ms", "20ms"] } },
    aggregation_cardinality_limit: 50,
    metrics_flush_interval: "15s",
    metrics_expiration: "30m",
    series_expiration: "30m",
    exemplars: { enabled: true, max_per_data_point: 5 },
  });
});

test("a dimension has a value on every span, and with a list no other than its own", () => {
  const { connectors, processors, service } = config({ dimensions: [TIER, { name: "http.route", default: "-" }] });
  expect(connectors.span_metrics.dimensions).toEqual([
    { name: "customer.tier", default: "none" },
    { name: "http.route", default: "-" },
  ]);
  expect(service.pipelines["traces/unsampled"].processors.slice(-2)).toEqual([
    "attributes/customer_tier",
    "attributes/customer_tier_of_resource",
  ]);
  expect(processors["attributes/customer_tier"]).toEqual({
    exclude: { match_type: "regexp", attributes: [{ key: "customer.tier", value: "^(?:gold|a\\.b)$$" }] },
    actions: [{ key: "customer.tier", value: "other", action: "update" }],
  });
  expect(processors["attributes/customer_tier_of_resource"]).toEqual({
    include: { match_type: "regexp", resources: [{ key: "customer.tier", value: ".*" }] },
    exclude: { match_type: "regexp", resources: [{ key: "customer.tier", value: "^(?:gold|a\\.b)$$" }] },
    actions: [{ key: "customer.tier", value: "other", action: "insert" }],
  });
});

test("Terraform refuses to plan without a place for the metrics, and the minimal example has one", () => {
  const files = generated({ spanMetrics: { enabled: true } });
  expect(files["amp.tf"] + files["iam.tf"]).toContain("which need a place to go: set amp_remote_write_endpoint");
  expect(files["examples/minimal/main.tf"]).toContain("amp_remote_write_endpoint = var.amp_remote_write_endpoint");
  expect(generated()["iam.tf"]).not.toContain("spanMetrics");
});

test.each<[object, string]>([
  [{ dimensions: [{ name: "url.full" }] }, "dimensions[0].name: is known to have any number of values"],
  [{ dimensions: [{ name: "shop.user_id" }] }, "dimensions[0].name: is known to have any number of values"],
  [{ dimensions: [{ name: "span.name" }] }, "dimensions[0].name: is a label that every span metric has"],
  [{ dimensions: [{ name: "a.b" }, { name: "a_b" }] }, "dimensions[1].name: gives a label that another dimension"],
  [{ dimensions: [{ name: "a", values: [] }] }, "dimensions[0].values: must be a list with at least one entry"],
  [{ durationBucketsMs: [5, 5] }, "durationBucketsMs: must be ascending"],
  [{ flushIntervalSeconds: 241 }, "flushIntervalSeconds: must be a whole number from 1 to 240"],
])("%j is refused", (wrong, message) => {
  expect(mistakesOf({ spanMetrics: { enabled: true, ...wrong } })).toContain(`spanMetrics.${message}`);
});

test.each<[object, string]>([
  [{ dimensions: [{ name: "http.route" }] }, "dimensions[0].name: has no bound with collector 0.92.0"],
  [{ maxCombinationsPerService: 10 }, "maxCombinationsPerService: is a bound that collector 0.92.0 does not know"],
  [{ expireAfterMinutes: 10 }, "expireAfterMinutes: is what collector 0.92.0 can't do"],
  [{ exemplars: true }, "exemplars: would be the same for ever with collector 0.92.0"],
])("collector 0.92.0 refuses %j", (wrong, message) => {
  const options = { collectorVersion: "0.92.0", spanMetrics: { enabled: true, ...wrong } };
  expect(mistakesOf(options)).toContain(`spanMetrics.${message}`);
});

test.each([{ values: ["GET"] }, { allowHighCardinality: true }])(
  "a dimension that is known to be wide is taken with %j, by an old collector too",
  (bound) => {
    const dimensions = [{ name: "url.full", ...bound }];
    expect(mistakesOf({ collectorVersion: "0.92.0", spanMetrics: { enabled: true, dimensions } })).toEqual("");
  },
);

test("spans are redacted before they are counted, so that no dimension can be what is removed", () => {
  const redaction = { removeKeys: ["customer.tier"] };
  expect(config({}, { redaction }).service.pipelines["traces/unsampled"].processors).toEqual([
    "memory_limiter",
    "transform/redaction",
    "redaction",
    "resource/unsampled",
  ]);
  expect(mistakesOf({ redaction, spanMetrics: { enabled: true, dimensions: [TIER] } })).toContain(
    "takes away customer.tier of spanMetrics",
  );
});

test("what is said of metrics that are off is a mistake", () => {
  expect(mistakesOf({ spanMetrics: { exemplars: true } })).toContain(
    "spanMetrics.exemplars: is of metrics that are off: set spanMetrics.enabled to true",
  );
});

/** What is wrong with options, a line each. */
function mistakesOf(options: EksOtelTracingProjectOptions): string {
  try {
    resolveSettings(options);
    return "";
  } catch (error) {
    return (error as InvalidOptionsError).mistakes.map(({ option, message }) => `${option}: ${message}`).join("\n");
  }
}
