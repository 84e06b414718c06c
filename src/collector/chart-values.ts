import { Explained } from "../explained";
import type { Settings } from "../settings/settings";
import type { Tier } from "../settings/tiers";
import { chartConfig } from "./chart-config";
import { clusterRoleOf } from "./cluster-role";
import { imageTag } from "./collector-image";
import type { ProxyReferences } from "./egress-variables";
import { OTLP_GRPC_PORT, OTLP_HTTP_PORT } from "./endpoints";
import { environmentValues } from "./environment-values";
import { gatewayValues, type ReplicaReferences } from "./gateway-values";
import { gracePeriodSeconds } from "./grace-period";
import { mountedFiles } from "./mounted-files";
import { mountedValues } from "./mounted-values";
import { type NetworkReferences, networkPolicy } from "./network-policy";
import { writableVolumes } from "./queue-volume";

/** Expressions of the language in which the values are written. */
export interface ChartReferences<E> {
  /** Image of the collector, without a tag. */
  readonly imageRepository: E;
  /** Memory request of the container, with its unit. */
  readonly memoryRequest: E;
  /** Memory limit of the container, with its unit. */
  readonly memoryLimit: E;
  /** ARN of the role that the service account of a collector that samples assumes. */
  readonly roleArn: E;
  /** Name of a ClusterRole, unique in the cluster. */
  readonly clusterRoleName: E;
  /** The proxy to AWS, if there is one. */
  readonly proxy?: ProxyReferences<E>;
  /** The number of gateways, if there are any. */
  readonly gateway?: ReplicaReferences<E>;
  /** Where AWS is, if there is a network policy. */
  readonly network?: NetworkReferences<E>;
}

/**
 * Values of the `opentelemetry-collector` chart, all but the collector's own config.
 *
 * The chart merges its defaults into maps, replaces lists, and deletes what is `null`.
 *
 * @see https://github.com/open-telemetry/opentelemetry-helm-charts/blob/main/charts/opentelemetry-collector/values.yaml
 */
export function chartValues<E>(
  settings: Settings,
  tier: Tier,
  references: ChartReferences<E>,
): Record<string, unknown> {
  const { collector, identity } = settings;
  const { releaseName, samples, needs } = tier;
  const terminationGracePeriodSeconds = samples ? gracePeriodSeconds(settings) : undefined;
  const files = mountedFiles(settings, tier);
  const clusterRole = clusterRoleOf(settings, tier);
  return {
    mode: tier.role === "gateway" ? "deployment" : "daemonset",
    fullnameOverride: new Explained(
      "Without it every name would repeat the chart's: the Service and the service account are called just this.",
      releaseName,
    ),
    service:
      tier.role === "gateway"
        ? new Explained("Headless: the agents ask for the address of every gateway, and choose.", { clusterIP: "None" })
        : new Explained("In daemonset mode the chart makes no Service unless told to.", { enabled: true }),
    serviceAccount: {
      create: true,
      name: releaseName,
      ...(samples && identity === "irsa" ? { annotations: { "eks.amazonaws.com/role-arn": references.roleArn } } : {}),
    },
    ...(samples && identity !== "irsa"
      ? {
          podAnnotations: new Explained(
            "A pod is given its identity as it starts: by this line pods are replaced when that changes.",
            { "aws-identity": identity },
          ),
        }
      : {}),
    ...(clusterRole === undefined
      ? {}
      : {
          clusterRole: new Explained(clusterRole.why, {
            create: true,
            name: references.clusterRoleName,
            clusterRoleBinding: { name: references.clusterRoleName },
            rules: clusterRole.rules,
          }),
        }),
    ...(references.gateway === undefined ? {} : gatewayValues(settings, tier, references.gateway)),
    image: {
      repository: references.imageRepository,
      tag: imageTag(settings),
      ...(collector.imageDigest === undefined ? {} : { digest: collector.imageDigest }),
    },
    ...(collector.imagePullSecrets.length === 0
      ? {}
      : { imagePullSecrets: collector.imagePullSecrets.map((name) => ({ name })) }),
    tolerations:
      tier.role === "gateway"
        ? needs.tolerations
        : new Explained(
            "The Service keeps spans on their node, so a node without a collector would lose them.",
            needs.tolerations,
          ),
    ...(Object.keys(needs.nodeSelector).length === 0 ? {} : { nodeSelector: needs.nodeSelector }),
    ...(needs.priorityClassName === undefined ? {} : { priorityClassName: needs.priorityClassName }),
    resources: new Explained("The chart sets GOMEMLIMIT to 80 % of the memory limit.", {
      requests: { cpu: `${needs.cpuRequestMillicores}m`, memory: references.memoryRequest },
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
      ...(files.length === 0 ? {} : { fsGroup: 10001 }),
      seccompProfile: { type: "RuntimeDefault" },
    },
    securityContext: {
      allowPrivilegeEscalation: false,
      readOnlyRootFilesystem: true,
      capabilities: { drop: ["ALL"] },
    },
    ...environmentValues(settings, tier, references.proxy),
    ...mountedValues(files, writableVolumes(settings, tier)),
    ports: new Explained(
      "No host ports: they break the Pod Security baseline, collide with other agents and forbid the surge above.",
      {
        otlp: { enabled: true, containerPort: OTLP_GRPC_PORT, servicePort: OTLP_GRPC_PORT, hostPort: null },
        "otlp-http":
          tier.role === "gateway"
            ? { enabled: false } // agents speak gRPC
            : { enabled: true, containerPort: OTLP_HTTP_PORT, servicePort: OTLP_HTTP_PORT, hostPort: null },
        "jaeger-compact": { enabled: false },
        "jaeger-thrift": { enabled: false },
        "jaeger-grpc": { enabled: false },
        zipkin: { enabled: false },
      },
    ),
    ...(references.network === undefined ? {} : { networkPolicy: networkPolicy(settings, tier, references.network) }),
    config: new Explained(
      "The chart merges its default config into ours: null takes out what ours does not have.",
      chartConfig(settings, tier),
    ),
  };
}
