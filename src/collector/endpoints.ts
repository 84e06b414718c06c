import type { Settings } from "../settings/settings";

/** Port of OTLP over gRPC. @see https://opentelemetry.io/docs/specs/otlp/#otlpgrpc-default-port */
export const OTLP_GRPC_PORT = 4317;

/** Port of OTLP over HTTP. @see https://opentelemetry.io/docs/specs/otlp/#otlphttp-default-port */
export const OTLP_HTTP_PORT = 4318;

/** Port on which a collector serves its own metrics. */
export const TELEMETRY_PORT = 8888;

/** DNS name of a release's Service, for any namespace: a name, or an expression that gives one. */
export function serviceHost(releaseName: string, namespace: string): string {
  return `${releaseName}.${namespace}.svc.cluster.local`;
}

/** An environment variable of an application, with the reason for it. */
export interface EnvironmentVariable {
  readonly name: string;
  readonly value: string;
  readonly why: string;
}

/** What every instrumented application of the cluster sets. */
export function clusterEnvironment(settings: Settings): EnvironmentVariable[] {
  return applicationEnvironment(
    serviceHost(settings.collector.releaseName, settings.namespace),
    settings.ampRemoteWriteEndpoint !== undefined,
  );
}

/**
 * What every instrumented application sets, whatever its language, besides its own `OTEL_SERVICE_NAME`.
 *
 * @param host - DNS name of the collector's Service
 * @param metrics - the metrics pipeline is on
 */
export function applicationEnvironment(host: string, metrics: boolean): EnvironmentVariable[] {
  return [
    {
      name: "OTEL_EXPORTER_OTLP_ENDPOINT",
      value: `http://${host}:${OTLP_GRPC_PORT}`,
      why: "The collector on the same node.",
    },
    {
      name: "OTEL_EXPORTER_OTLP_PROTOCOL",
      value: "grpc",
      why: "SDKs differ in their default, and 4317 speaks gRPC alone.",
    },
    {
      name: "OTEL_PROPAGATORS",
      value: "tracecontext,baggage",
      why: "W3C headers carry the trace from service to service.",
    },
    {
      name: "OTEL_TRACES_SAMPLER",
      value: "parentbased_always_on",
      why: "The collector samples: it must see every span.",
    },
    {
      name: "OTEL_TRACES_EXPORTER",
      value: "otlp",
      why: "Traces go to the collector.",
    },
    {
      name: "OTEL_METRICS_EXPORTER",
      value: metrics ? "otlp" : "none",
      why: metrics
        ? "The collector forwards metrics to Amazon Managed Service for Prometheus."
        : "The collector takes no metrics; the SDK would log an error for each attempt.",
    },
    {
      name: "OTEL_LOGS_EXPORTER",
      value: "none",
      why: "The collector takes no logs; the SDK would log an error for each attempt.",
    },
  ];
}
