import type { Settings } from "../settings/settings";

/** What differs from one version of the chart to the other. */
export interface ChartProfile {
  /** Version of the collector that the chart was released with. */
  readonly collectorVersion: string;

  /** Image that the chart advises, or had as its default. */
  readonly imageRepository: string;

  /** The exporter that writes to the collector's own log. `logging` was removed in collector 0.111.0. */
  readonly logExporter: "logging" | "debug";

  /** The exporter that sends OTLP over gRPC. Called `otlp_grpc` from collector 0.144.0 on, which warns of the older name. */
  readonly otlpExporter: "otlp" | "otlp_grpc";

  /** Components that are in the chart's default config and not in ours, by section. */
  readonly surplusConfig: {
    readonly receivers: readonly string[];
    readonly exporters: readonly string[];
    readonly extensions: readonly string[];
  };

  /** Keys of the chart's default memory limiter that contradict limits in MiB. */
  readonly surplusMemoryLimiterKeys: readonly string[];

  /** Annotation in X-Ray under which the resource attribute `cluster_name` is searched. */
  readonly clusterNameAnnotation: string;

  /** Whether the sampler keeps a trace of exactly the threshold. Later versions ask for more than that. */
  readonly latencyThresholdIsKept: boolean;

  /**
   * How a policy vetoes: by `invert_match`, or by a `drop` policy, for which later versions gave up the former's veto.
   */
  readonly veto: "invert_match" | "drop";

  /** Whether senders try again what was refused: 0.92.0 answers gRPC UNKNOWN and HTTP 500, which SDKs do not. */
  readonly refusalsAreRetried: boolean;

  /** Whether the X-Ray exporter reads the stable HTTP attributes (`http.request.method`), which it does from 0.96.0 on. */
  readonly readsStableHttpAttributes: boolean;
}

/** @see https://github.com/open-telemetry/opentelemetry-helm-charts/blob/main/charts/opentelemetry-collector/values.yaml */
const PROFILES: Record<Settings["chartVersion"], ChartProfile> = {
  "0.78.0": {
    collectorVersion: "0.92.0",
    imageRepository: "otel/opentelemetry-collector-contrib",
    logExporter: "logging",
    otlpExporter: "otlp",
    surplusConfig: {
      receivers: ["jaeger", "prometheus", "zipkin"],
      exporters: ["debug"],
      extensions: ["memory_ballast"],
    },
    surplusMemoryLimiterKeys: [],
    clusterNameAnnotation: "otel_resource_cluster_name",
    latencyThresholdIsKept: true,
    veto: "invert_match",
    refusalsAreRetried: false,
    readsStableHttpAttributes: false,
  },
  "0.170.0": {
    collectorVersion: "0.158.0",
    imageRepository: "ghcr.io/open-telemetry/opentelemetry-collector-releases/opentelemetry-collector-contrib",
    logExporter: "debug",
    otlpExporter: "otlp_grpc",
    surplusConfig: { receivers: ["jaeger", "prometheus", "zipkin"], exporters: [], extensions: [] },
    surplusMemoryLimiterKeys: ["limit_percentage", "spike_limit_percentage"],
    clusterNameAnnotation: "otel.resource.cluster_name",
    latencyThresholdIsKept: false,
    veto: "drop",
    refusalsAreRetried: true,
    readsStableHttpAttributes: true,
  },
};

/** The profile of the chart version that the settings choose. */
export function chartProfile({ chartVersion }: Settings): ChartProfile {
  return PROFILES[chartVersion];
}

/** The sampler's threshold with which a trace of this duration is kept. The sampler compares whole milliseconds. */
export function latencyThresholdMs(profile: ChartProfile, keptMs: number): number {
  return profile.latencyThresholdIsKept ? keptMs : keptMs - 1;
}

/** The image that the collector runs, without its tag. */
export function imageRepository(settings: Settings): string {
  return settings.collector.imageRepository ?? chartProfile(settings).imageRepository;
}

/** The tag of the image that the collector runs. */
export function imageTag(settings: Settings): string {
  return settings.collector.imageTag ?? chartProfile(settings).collectorVersion;
}
