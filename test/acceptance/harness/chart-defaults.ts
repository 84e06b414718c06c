import type { TestedChart } from "./settings-under-test";

/** What a version of the `opentelemetry-collector` chart adds to the values that it is given, as far as it shows in a pod. */
export interface ChartDefaults {
  /** Value `config` of the chart's values.yaml. */
  readonly config: ConfigMap;

  /** Environment of the collector's container, with what Kubernetes fills in. */
  readonly environment: Readonly<Record<string, string>>;
}

/** The node that pods run on. */
export const NODE = "node-1";

/** A part of a collector's config. */
export type ConfigMap = { readonly [key: string]: ConfigValue };
export type ConfigValue = ConfigMap | readonly ConfigValue[] | string | number | boolean | null;

// The same in both versions.
const RECEIVERS: ConfigMap = {
  jaeger: {
    protocols: {
      grpc: { endpoint: "${env:MY_POD_IP}:14250" },
      thrift_http: { endpoint: "${env:MY_POD_IP}:14268" },
      thrift_compact: { endpoint: "${env:MY_POD_IP}:6831" },
    },
  },
  otlp: {
    protocols: {
      grpc: { endpoint: "${env:MY_POD_IP}:4317" },
      http: { endpoint: "${env:MY_POD_IP}:4318" },
    },
  },
  prometheus: {
    config: {
      scrape_configs: [
        {
          job_name: "opentelemetry-collector",
          scrape_interval: "10s",
          static_configs: [{ targets: ["${env:MY_POD_IP}:8888"] }],
        },
      ],
    },
  },
  zipkin: { endpoint: "${env:MY_POD_IP}:9411" },
};

const PIPELINES: ConfigMap = {
  logs: { exporters: ["debug"], processors: ["memory_limiter", "batch"], receivers: ["otlp"] },
  metrics: { exporters: ["debug"], processors: ["memory_limiter", "batch"], receivers: ["otlp", "prometheus"] },
  traces: { exporters: ["debug"], processors: ["memory_limiter", "batch"], receivers: ["otlp", "jaeger", "zipkin"] },
};

/**
 * Facts about the chart, by version, which stand in for the chart itself: no package registry serves it.
 *
 * Copied from `charts/opentelemetry-collector/values.yaml`, `templates/_config.tpl` and `templates/_pod.tpl` of
 * https://github.com/open-telemetry/opentelemetry-helm-charts at the tags `opentelemetry-collector-0.78.0` and
 * `opentelemetry-collector-0.170.0`. Left out: how 0.170.0 renames `filelog` and `k8sattributes`, which are not in use.
 */
export const CHART_DEFAULTS: Readonly<Record<TestedChart, ChartDefaults>> = {
  "0.78.0": {
    config: {
      exporters: { debug: {}, logging: {} },
      extensions: { health_check: {}, memory_ballast: {} },
      processors: { batch: {}, memory_limiter: null },
      receivers: RECEIVERS,
      service: {
        telemetry: { metrics: { address: "${env:MY_POD_IP}:8888" } },
        extensions: ["health_check", "memory_ballast"],
        pipelines: PIPELINES,
      },
    },
    environment: { MY_POD_IP: "127.0.0.1" },
  },
  "0.170.0": {
    config: {
      exporters: { debug: {} },
      extensions: { health_check: { endpoint: "${env:MY_POD_IP}:13133" } },
      processors: {
        batch: {},
        memory_limiter: { check_interval: "5s", limit_percentage: 80, spike_limit_percentage: 25 },
      },
      receivers: RECEIVERS,
      service: {
        telemetry: {
          resource: {
            "k8s.namespace.name": "${env:OTEL_K8S_NAMESPACE}",
            "k8s.node.name": "${env:OTEL_K8S_NODE_NAME}",
            "k8s.node.ip": "${env:OTEL_K8S_NODE_IP}",
            "k8s.pod.name": "${env:OTEL_K8S_POD_NAME}",
            "k8s.pod.ip": "${env:OTEL_K8S_POD_IP}",
            "host.name": "${env:OTEL_K8S_NODE_NAME}",
          },
          metrics: { readers: [{ pull: { exporter: { prometheus: { host: "${env:MY_POD_IP}", port: 8888 } } } }] },
        },
        extensions: ["health_check"],
        pipelines: PIPELINES,
      },
    },
    environment: {
      MY_POD_IP: "127.0.0.1",
      OTEL_K8S_NAMESPACE: "tracing",
      OTEL_K8S_NODE_NAME: NODE,
      OTEL_K8S_NODE_IP: "127.0.0.1",
      OTEL_K8S_POD_NAME: "otel-collector-agent-abcde",
      OTEL_K8S_POD_IP: "127.0.0.1",
    },
  },
};

/** Share of the container's memory limit that both versions set as GOMEMLIMIT. */
export const GO_MEMORY_SHARE = 0.8;
