import { type Difference, factsAt } from "./dated-facts";

/** What the collector does, as far as it differs from one of its versions to the other. */
export interface CollectorFacts {
  /** Where the contrib image of this version is, without its tag. */
  readonly imageRepository: string;

  /** The exporter that writes to the collector's own log. */
  readonly logExporter: "logging" | "debug";

  /** The exporter that sends OTLP over gRPC. */
  readonly otlpExporter: "otlp" | "otlp_grpc";

  /** The exporter that sends OTLP over HTTP. */
  readonly otlpHttpExporter: "otlphttp" | "otlp_http";

  /** Whether a queue can be sized by what it holds, on disk too. Otherwise it is by requests, however small. */
  readonly queuesByItems: boolean;

  /** Whether an exporter with a queue can cut what it sends by bytes. Otherwise a request is what was batched, by spans. */
  readonly cutsByBytes: boolean;

  /** The key of `service.telemetry.metrics` that says where the collector serves its own metrics. */
  readonly telemetryKey: "address" | "readers";

  /** What the names of its own counters end in. */
  readonly counterSuffix: "" | "_total";

  /** Name of the counter of spans that the memory limiter refused, without what it shares with all others. */
  readonly refusedSpansMetric: string;

  /** Whether the sampler keeps a trace of exactly the latency's threshold. */
  readonly keepsThreshold: boolean;

  /** How a policy vetoes a trace that others would keep. */
  readonly veto: "invert_match" | "drop";

  /** Whether an inverted match within an `and` policy vetoes the whole trace, in place of failing that policy alone. */
  readonly invertedPartVetoes: boolean;

  /** Whether an `and` policy may have a part that is inverted by `not`. */
  readonly notWithinAnd: boolean;

  /** How the sampler counts spans per second: anew in each second, or by a bucket that holds two seconds' worth. */
  readonly rateLimiter: "by the second" | "token bucket";

  /** Whether the sampler decides on what it holds when it stops. Otherwise it throws it away. */
  readonly decidesAtStop: boolean;

  /** Whether what was refused is sent again: a sender tries again after gRPC UNAVAILABLE and HTTP 503 alone. */
  readonly refusalsAreRetried: boolean;

  /** Whether the X-Ray exporter reads the stable HTTP attributes, such as `http.request.method`. */
  readonly readsStableHttpAttributes: boolean;

  /** Whether an annotation in X-Ray keeps the dots of the attribute's key. Otherwise they are underscores. */
  readonly dotsInAnnotations: boolean;

  /** The exporter that shares traces out among several addresses. */
  readonly loadBalancingExporter: "loadbalancing" | "load_balancing";

  /** Whether that exporter has a queue and retries above those of each address, so that what one did not take is routed anew. */
  readonly routesAnew: boolean;

  /** Whether its resolver `k8s` reads EndpointSlices, in place of Endpoints. */
  readonly resolvesBySlices: boolean;

  /** The processor that names pods. */
  readonly kubernetesAttributesProcessor: "k8sattributes" | "k8s_attributes";

  /** Whether it reads ReplicaSets for the names of their Deployments, in place of the pods' own labels. */
  readonly deploymentNamesFromReplicaSets: boolean;

  /** Whether it knows the ReplicaSets before the pods. Otherwise a pod that was first has no Deployment for five minutes. */
  readonly awaitsReplicaSets: boolean;

  /** Whether it watches the namespace kube-system in any case, and logs an error every minute where it may not. */
  readonly watchesKubeSystem: boolean;

  /** Whether the X-Ray exporter reaches what NO_PROXY names without the proxy. Otherwise all of it goes through the proxy. */
  readonly readsNoProxy: boolean;

  /** Whether the X-Ray exporter assumes the role that it is given. Otherwise it reads it, and writes as itself. */
  readonly xrayAssumesRole: boolean;

  /** Where an external id can be given with a role: `amp` is the extension that signs, for metrics and for OTLP to X-Ray. */
  readonly externalIds: readonly ("xray" | "amp")[];

  /** The connector that makes metrics of spans. */
  readonly spanMetricsConnector: "spanmetrics" | "span_metrics";

  /** Whether that connector bounds the combinations of labels of a service, and counts what comes beyond in one series. */
  readonly boundsSpanMetrics: boolean;

  /** Whether the first sample of its counters is 0, so that a rate sees what they count until the next. */
  readonly countsFromZero: boolean;

  /** Whether it forgets a series that no span has come to for a while. */
  readonly expiresSpanMetrics: boolean;

  /** Whether it forgets a counter's exemplars once they were sent. Otherwise the first ones are sent for ever. */
  readonly forgetsExemplars: boolean;

  /** Whether it has to be told that its metrics are to have the attributes of the resource that the spans came from. */
  readonly askedForResourceAttributes: boolean;

  /** Whether its processors reach every place in which secrets are redacted. */
  readonly redacts: boolean;

  /** An advisory for this version that no option of ours takes away. */
  readonly advisory: string | undefined;
}

/** The oldest version that is supported: the one that the article's chart was released with. */
export const OLDEST_COLLECTOR_VERSION = "0.92.0";

/** The newest version whose every component could be built and run. */
export const NEWEST_RUN_COLLECTOR_VERSION = "0.159.0";

/** As of {@link OLDEST_COLLECTOR_VERSION}, seen in its source and by running it. */
const OLDEST: CollectorFacts = {
  imageRepository: "otel/opentelemetry-collector-contrib",
  logExporter: "logging",
  otlpExporter: "otlp",
  otlpHttpExporter: "otlphttp",
  queuesByItems: false,
  cutsByBytes: false,
  telemetryKey: "address",
  counterSuffix: "",
  refusedSpansMetric: "processor_refused_spans",
  keepsThreshold: true,
  veto: "invert_match",
  invertedPartVetoes: false,
  notWithinAnd: false,
  rateLimiter: "by the second",
  decidesAtStop: false,
  refusalsAreRetried: false,
  readsStableHttpAttributes: false,
  dotsInAnnotations: false,
  loadBalancingExporter: "loadbalancing",
  routesAnew: false,
  resolvesBySlices: false,
  kubernetesAttributesProcessor: "k8sattributes",
  deploymentNamesFromReplicaSets: true,
  awaitsReplicaSets: false,
  watchesKubeSystem: true,
  readsNoProxy: false,
  xrayAssumesRole: true,
  externalIds: [],
  spanMetricsConnector: "spanmetrics",
  boundsSpanMetrics: false,
  countsFromZero: false,
  expiresSpanMetrics: false,
  forgetsExemplars: false,
  askedForResourceAttributes: false,
  redacts: false,
  advisory:
    "CVE-2024-36129, by which anyone who can send to it can end it: https://github.com/advisories/GHSA-c74f-6mfw-mm4v",
};

const CORE = "https://github.com/open-telemetry/opentelemetry-collector";
const CONTRIB = "https://github.com/open-telemetry/opentelemetry-collector-contrib";

/** The source of a version of this connector. */
const SPAN_METRICS =
  "https://pkg.go.dev/github.com/open-telemetry/opentelemetry-collector-contrib/connector/spanmetricsconnector";

/** A new version that changes none of these facts needs no line. */
export const COLLECTOR_DIFFERENCES: readonly Difference<CollectorFacts>[] = [
  {
    from: "0.96.0",
    facts: { readsStableHttpAttributes: true },
    source: `${CONTRIB}/tree/v0.96.0/exporter/awsxrayexporter`,
  },
  {
    // By gRPC from 0.93.0 on (pull 4335), by HTTP as well from here on.
    from: "0.98.0",
    facts: { refusalsAreRetried: true },
    source: `${CORE}/issues/9357`,
  },
  {
    // The source of 0.97.0 could not be had; 0.96.0 watches it.
    from: "0.98.0",
    facts: { watchesKubeSystem: false },
    source: `${CONTRIB}/pull/31673`,
  },
  { from: "0.100.0", facts: { dotsInAnnotations: true }, source: `${CONTRIB}/pull/32694` },
  {
    from: "0.102.1",
    facts: { advisory: undefined },
    source: `${CORE}/security/advisories/GHSA-c74f-6mfw-mm4v`,
  },
  { from: "0.104.0", facts: { invertedPartVetoes: true }, source: `${CONTRIB}/pull/33671` },
  {
    from: "0.111.0",
    facts: { logExporter: "debug", telemetryKey: "readers" },
    source: `${CORE}/issues/11037 and ${CORE}/issues/11205`,
  },
  {
    // The first version in which it was seen. In 0.96.0 it was not.
    from: "0.115.0",
    facts: { forgetsExemplars: true },
    source: `${SPAN_METRICS}@v0.115.0`,
  },
  { from: "0.115.0", facts: { routesAnew: true }, source: `${CONTRIB}/pull/36094` },
  { from: "0.116.0", facts: { invertedPartVetoes: false }, source: `${CONTRIB}/pull/36673` },
  { from: "0.119.0", facts: { counterSuffix: "_total" }, source: `${CORE}/issues/11611` },
  { from: "0.119.0", facts: { awaitsReplicaSets: true }, source: `${CONTRIB}/pull/37138` },
  {
    // Assumed at 0.120.0 and from 0.144.0 on, not at 0.128.0: since the move to another SDK, by pull 40123. The sources of those
    // in between could not be had.
    from: "0.121.0",
    facts: { xrayAssumesRole: false },
    source: `${CONTRIB}/issues/42115`,
  },
  {
    from: "0.123.1",
    facts: {
      imageRepository: "ghcr.io/open-telemetry/opentelemetry-collector-releases/opentelemetry-collector-contrib",
    },
    source: "https://github.com/open-telemetry/community/issues/2641",
  },
  {
    // The first version in which they were seen. In 0.121.0 they were not.
    from: "0.126.0",
    facts: { boundsSpanMetrics: true, countsFromZero: true },
    source: `${SPAN_METRICS}@v0.126.0`,
  },
  { from: "0.126.0", facts: { veto: "drop" }, source: `${CONTRIB}/pull/39668` },
  { from: "0.130.0", facts: { queuesByItems: true }, source: `${CORE}/pull/13340` },
  { from: "0.140.0", facts: { resolvesBySlices: true }, source: `${CONTRIB}/pull/44079` },
  {
    // Seen first here, and not in 0.138.0. They are there by default, behind a gate that is to turn that round.
    from: "0.140.0",
    facts: { askedForResourceAttributes: true },
    source: `${CONTRIB}/issues/42103`,
  },
  {
    from: "0.141.0",
    facts: { decidesAtStop: true },
    source: `${CONTRIB}/blob/v0.141.0/processor/tailsamplingprocessor/config.go#L309`,
  },
  {
    from: "0.144.0",
    facts: { otlpExporter: "otlp_grpc", otlpHttpExporter: "otlp_http" },
    source: `${CORE}/issues/14396`,
  },
  { from: "0.144.0", facts: { xrayAssumesRole: true, externalIds: ["xray"] }, source: `${CONTRIB}/pull/42541` },
  {
    from: "0.146.0",
    facts: { kubernetesAttributesProcessor: "k8s_attributes" },
    source: `${CONTRIB}/blob/v0.146.0/processor/k8sattributesprocessor/metadata.yaml`,
  },
  { from: "0.149.0", facts: { externalIds: ["xray", "amp"] }, source: `${CONTRIB}/pull/46758` },
  {
    // The old name is an alias, in this version too.
    from: "0.151.0",
    facts: { spanMetricsConnector: "span_metrics" },
    source: `${SPAN_METRICS}@v0.151.0`,
  },
  { from: "0.152.0", facts: { counterSuffix: "" }, source: `${CORE}/issues/13867` },
  { from: "0.153.0", facts: { rateLimiter: "token bucket" }, source: `${CONTRIB}/pull/48226` },
  {
    // `not` itself is there from 0.145.0 on.
    from: "0.154.0",
    facts: { notWithinAnd: true },
    source: `${CONTRIB}/blob/v0.154.0/processor/tailsamplingprocessor/and_helper.go`,
  },
  {
    // The first version in which it was seen. In 0.152.0 it was not.
    from: "0.155.0",
    facts: { expiresSpanMetrics: true },
    source: `${SPAN_METRICS}@v0.155.0`,
  },
  {
    from: "0.155.0",
    facts: { refusedSpansMetric: "processor_memory_limiter_refused_spans" },
    source: `${CORE}/issues/11203`,
  },
  {
    // 0.152.0 reads them. The sources of 0.153.0 and 0.154.0 could not be had.
    from: "0.155.0",
    facts: { deploymentNamesFromReplicaSets: false },
    source: `${CONTRIB}/pull/48534`,
  },
  { from: "0.157.0", facts: { keepsThreshold: false }, source: `${CONTRIB}/pull/49595` },
  {
    // The old name is an alias, in this version too.
    from: "0.159.0",
    facts: { loadBalancingExporter: "load_balancing" },
    source: `${CONTRIB}/blob/v0.159.0/exporter/loadbalancingexporter/metadata.yaml`,
  },
  {
    // Merged in spring 2026. The first version that has it is an earlier one, and this the one in which it was seen.
    from: "0.159.0",
    facts: { readsNoProxy: true },
    source: `${CONTRIB}/pull/46923`,
  },
  {
    // The first version that has it is an earlier one, and this the one in which it was seen.
    from: "0.159.0",
    facts: { cutsByBytes: true },
    source: `${CORE}/blob/v0.159.0/exporter/exporterhelper/internal/queuebatch/config.go`,
  },
  {
    // Exemplars were the last place, by a change of June 2026. The first version that has it is an earlier one, and this the one in
    // which all of them were seen.
    from: "0.159.0",
    facts: { redacts: true },
    source: `${CONTRIB}/pull/49023`,
  },
];

/** The facts of a version of the collector. */
export function collectorFacts(collectorVersion: string): CollectorFacts {
  return factsAt(OLDEST, COLLECTOR_DIFFERENCES, collectorVersion);
}
