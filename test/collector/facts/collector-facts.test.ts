import { CHART_DIFFERENCES } from "../../../src/collector/facts/chart-facts";
import {
  COLLECTOR_DIFFERENCES,
  type CollectorFacts,
  collectorFacts,
} from "../../../src/collector/facts/collector-facts";

/** Versions on both sides of a change of upstream, and what changes there. Each is the last or the first of its kind. */
const CHANGES: [before: string, from: string, fact: keyof CollectorFacts, was: unknown, is: unknown][] = [
  ["0.95.0", "0.96.0", "readsStableHttpAttributes", false, true],
  ["0.97.0", "0.98.0", "refusalsAreRetried", false, true],
  ["0.97.0", "0.98.0", "watchesKubeSystem", true, false],
  ["0.99.0", "0.100.0", "dotsInAnnotations", false, true],
  ["0.102.0", "0.102.1", "advisory", expect.stringContaining("CVE-2024-36129"), undefined],
  ["0.103.1", "0.104.0", "invertedPartVetoes", false, true],
  ["0.110.0", "0.111.0", "logExporter", "logging", "debug"],
  ["0.110.0", "0.111.0", "telemetryKey", "address", "readers"],
  ["0.114.0", "0.115.0", "forgetsExemplars", false, true],
  ["0.114.0", "0.115.0", "routesAnew", false, true],
  ["0.115.1", "0.116.0", "invertedPartVetoes", true, false],
  ["0.118.0", "0.119.0", "counterSuffix", "", "_total"],
  ["0.118.0", "0.119.0", "awaitsReplicaSets", false, true],
  ["0.120.0", "0.121.0", "xrayAssumesRole", true, false],
  ["0.123.0", "0.123.1", "imageRepository", expect.stringMatching(/^otel\//), expect.stringMatching(/^ghcr\.io\//)],
  ["0.125.0", "0.126.0", "boundsSpanMetrics", false, true],
  ["0.125.0", "0.126.0", "countsFromZero", false, true],
  ["0.125.0", "0.126.0", "veto", "invert_match", "drop"],
  ["0.129.0", "0.130.0", "queuesByItems", false, true],
  ["0.139.0", "0.140.0", "askedForResourceAttributes", false, true],
  ["0.139.0", "0.140.0", "resolvesBySlices", false, true],
  ["0.140.1", "0.141.0", "decidesAtStop", false, true],
  ["0.143.0", "0.144.0", "otlpHttpExporter", "otlphttp", "otlp_http"],
  ["0.143.0", "0.144.0", "otlpExporter", "otlp", "otlp_grpc"],
  ["0.143.0", "0.144.0", "xrayAssumesRole", false, true],
  ["0.143.0", "0.144.0", "externalIds", [], ["xray"]],
  ["0.145.0", "0.146.0", "kubernetesAttributesProcessor", "k8sattributes", "k8s_attributes"],
  ["0.148.0", "0.149.0", "externalIds", ["xray"], ["xray", "amp"]],
  ["0.150.0", "0.151.0", "spanMetricsConnector", "spanmetrics", "span_metrics"],
  ["0.151.0", "0.152.0", "counterSuffix", "_total", ""],
  ["0.152.0", "0.153.0", "rateLimiter", "by the second", "token bucket"],
  ["0.153.0", "0.154.0", "notWithinAnd", false, true],
  ["0.154.0", "0.155.0", "expiresSpanMetrics", false, true],
  ["0.154.0", "0.155.0", "refusedSpansMetric", "processor_refused_spans", "processor_memory_limiter_refused_spans"],
  ["0.154.0", "0.155.0", "deploymentNamesFromReplicaSets", true, false],
  ["0.156.0", "0.157.0", "keepsThreshold", true, false],
  ["0.158.0", "0.159.0", "cutsByBytes", false, true],
  ["0.158.0", "0.159.0", "loadBalancingExporter", "loadbalancing", "load_balancing"],
];

test.each(CHANGES)("from %s to %s, %s changes", (before, from, fact, was, is) => {
  expect([collectorFacts(before)[fact], collectorFacts(from)[fact]]).toEqual([was, is]);
});

test("every fact is of the article's collector at first, and changes nowhere else", () => {
  const changed = CHANGES.map(([, from]) => from);
  const minors = Array.from({ length: 160 - 92 }, (_, index) => `0.${92 + index}.0`);
  const versions = [...minors, "0.102.1", "0.123.1"].sort((a, b) => a.localeCompare(b, "en", { numeric: true }));
  const different = versions.filter(
    (version, index) =>
      index > 0 && JSON.stringify(collectorFacts(version)) !== JSON.stringify(collectorFacts(versions[index - 1])),
  );
  expect(different).toEqual([...new Set(changed)]);
});

test.each([...COLLECTOR_DIFFERENCES, ...CHART_DIFFERENCES])(
  "what changes with $from can be read: $source",
  ({ source }) => {
    for (const address of source.split(" and ")) {
      expect(address).toMatch(
        /^https:\/\/(github\.com\/open-telemetry\/[a-z-]+\/(pull|issues|blob|tree|security\/advisories)\/\S+|pkg\.go\.dev\/\S+@v[\d.]+)$/,
      );
    }
  },
);

test("a version that nobody has run has the facts of the newest that was", () => {
  expect(collectorFacts("1.0.0")).toEqual(collectorFacts("0.159.0"));
});
