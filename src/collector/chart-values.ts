import { Explained } from "../explained";
import type { Settings } from "../settings/settings";
import { chartConfig } from "./chart-config";
import { imageTag } from "./collector-image";
import { OTLP_GRPC_PORT, OTLP_HTTP_PORT } from "./endpoints";
import { gracePeriodSeconds } from "./grace-period";

/** Expressions of the language in which the values are written. */
export interface ChartReferences<E> {
  /** Image of the collector, without a tag. */
  readonly imageRepository: E;
  /** Memory request of the container, with its unit. */
  readonly memoryRequest: E;
  /** Memory limit of the container, with its unit. */
  readonly memoryLimit: E;
  /** ARN of the role that the service account assumes. */
  readonly roleArn: E;
}

/**
 * Values of the `opentelemetry-collector` chart, all but the collector's own config.
 *
 * The chart merges its defaults into maps, replaces lists, and deletes what is `null`.
 *
 * @see https://github.com/open-telemetry/opentelemetry-helm-charts/blob/main/charts/opentelemetry-collector/values.yaml
 */
export function chartValues<E>(settings: Settings, references: ChartReferences<E>): Record<string, unknown> {
  const { collector } = settings;
  const terminationGracePeriodSeconds = gracePeriodSeconds(settings);
  return {
    mode: "daemonset",
    fullnameOverride: new Explained(
      "Without it every name would repeat the chart's: the Service and the service account are called just this.",
      collector.releaseName,
    ),
    service: new Explained("In daemonset mode the chart makes no Service unless told to.", { enabled: true }),
    serviceAccount: {
      create: true,
      name: collector.releaseName,
      annotations: { "eks.amazonaws.com/role-arn": references.roleArn },
    },
    image: {
      repository: references.imageRepository,
      tag: imageTag(settings),
      ...(collector.imageDigest === undefined ? {} : { digest: collector.imageDigest }),
    },
    tolerations: new Explained(
      "The Service keeps spans on their node, so a node without a collector would lose them.",
      collector.tolerations,
    ),
    ...(Object.keys(collector.nodeSelector).length === 0 ? {} : { nodeSelector: collector.nodeSelector }),
    ...(collector.priorityClassName === undefined ? {} : { priorityClassName: collector.priorityClassName }),
    resources: new Explained("The chart sets GOMEMLIMIT to 80 % of the memory limit.", {
      requests: { cpu: `${collector.cpuRequestMillicores}m`, memory: references.memoryRequest },
      limits: { memory: references.memoryLimit },
    }),
    rollout: new Explained("The new collector is ready before the old one stops.", {
      strategy: "RollingUpdate",
      rollingUpdate: { maxSurge: 1, maxUnavailable: 0 },
    }),
    ...(terminationGracePeriodSeconds === undefined
      ? {}
      : {
          terminationGracePeriodSeconds: new Explained(
            "The sampler's window, and the time to export what it kept.",
            terminationGracePeriodSeconds,
          ),
        }),
    podSecurityContext: {
      runAsNonRoot: true,
      runAsUser: 10001,
      runAsGroup: 10001,
      seccompProfile: { type: "RuntimeDefault" },
    },
    securityContext: {
      allowPrivilegeEscalation: false,
      readOnlyRootFilesystem: true,
      capabilities: { drop: ["ALL"] },
    },
    ports: new Explained(
      "No host ports: they break the Pod Security baseline, collide with other agents and forbid the surge above.",
      {
        otlp: { enabled: true, containerPort: OTLP_GRPC_PORT, servicePort: OTLP_GRPC_PORT, hostPort: null },
        "otlp-http": { enabled: true, containerPort: OTLP_HTTP_PORT, servicePort: OTLP_HTTP_PORT, hostPort: null },
        "jaeger-compact": { enabled: false },
        "jaeger-thrift": { enabled: false },
        "jaeger-grpc": { enabled: false },
        zipkin: { enabled: false },
      },
    ),
    config: new Explained(
      "The chart merges its default config into ours: null takes out what ours does not have.",
      chartConfig(settings),
    ),
  };
}
