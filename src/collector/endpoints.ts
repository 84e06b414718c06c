import type { Settings } from "../settings/settings";
import { CA } from "./mounted-files";
import { takesLogs } from "./otlp-exporters";

/** Port of OTLP over gRPC. @see https://opentelemetry.io/docs/specs/otlp/#otlpgrpc-default-port */
export const OTLP_GRPC_PORT = 4317;

/** Port of OTLP over HTTP. @see https://opentelemetry.io/docs/specs/otlp/#otlphttp-default-port */
export const OTLP_HTTP_PORT = 4318;

/** Port on which a collector serves its own metrics. */
export const TELEMETRY_PORT = 8888;

/** Where the EKS Pod Identity Agent of a node listens. @see https://docs.aws.amazon.com/eks/latest/userguide/pod-id-how-it-works.html */
export const POD_IDENTITY_AGENT = { ipv4: "169.254.170.23", ipv6: "fd00:ec2::23", port: 80 } as const;

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
  return applicationEnvironment(serviceHost(settings.collector.releaseName, settings.namespace), {
    metrics: settings.ampRemoteWriteEndpoint !== undefined,
    logs: takesLogs(settings),
    tls: settings.collector.tls,
  });
}

/** Where the ConfigMap with the CA is mounted in an application's container. */
export const APPLICATION_CA_PATH = "/etc/opentelemetry";

/** What an application's environment depends on. */
interface Sending {
  /** The metrics pipeline is on. */
  readonly metrics: boolean;
  /** A backend takes logs. @default none does */
  readonly logs?: boolean;
  /** The collector takes nothing in the clear. @default it does */
  readonly tls?: Settings["collector"]["tls"];
}

/**
 * What every instrumented application sets, whatever its language, besides its own `OTEL_SERVICE_NAME`.
 *
 * @param host - DNS name of the collector's Service
 */
export function applicationEnvironment(host: string, { metrics, logs = false, tls }: Sending): EnvironmentVariable[] {
  return [
    {
      name: "OTEL_EXPORTER_OTLP_ENDPOINT",
      value: `${tls === undefined ? "http" : "https"}://${host}:${OTLP_GRPC_PORT}`,
      why: "The collector on the same node.",
    },
    ...(tls?.caConfigMapName === undefined
      ? []
      : [
          {
            name: "OTEL_EXPORTER_OTLP_CERTIFICATE",
            value: `${APPLICATION_CA_PATH}/${CA}`,
            why: `The CA of its certificate, from the ConfigMap ${tls.caConfigMapName}.`,
          },
        ]),
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
      value: logs ? "otlp" : "none",
      why: logs
        ? "The collector forwards logs to a backend."
        : "The collector takes no logs; the SDK would log an error for each attempt.",
    },
  ];
}
