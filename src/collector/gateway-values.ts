import { Explained } from "../explained";
import type { Settings } from "../settings/settings";
import type { Tier } from "../settings/tiers";

/** How many gateways there are, in the language in which the values are written. */
export interface ReplicaReferences<E> {
  readonly replicas: E;
  /** Whether the number follows the load. */
  readonly autoscaled: E;
  /** The greatest number then. */
  readonly maxReplicas: E;
}

/** What the chart is told of a gateway and of no other collector: how many, and where. */
export function gatewayValues<E>(
  { gateway }: Settings,
  { releaseName }: Tier,
  { replicas, autoscaled, maxReplicas }: ReplicaReferences<E>,
): Record<string, unknown> {
  return {
    replicaCount: replicas,
    autoscaling: new Explained("Each change moves traces between gateways: one more at once, one less after a while.", {
      enabled: autoscaled,
      minReplicas: replicas,
      maxReplicas,
      targetCPUUtilizationPercentage: gateway.targetCpuUtilizationPercentage,
      behavior: {
        scaleUp: { policies: [{ type: "Pods", value: 1, periodSeconds: 60 }] },
        scaleDown: {
          stabilizationWindowSeconds: 600,
          policies: [{ type: "Pods", value: 1, periodSeconds: 300 }],
        },
      },
    }),
    podDisruptionBudget: new Explained("A drain of nodes waits until the gateways that it took are back.", {
      enabled: true,
      maxUnavailable: gateway.maxUnavailable,
    }),
    topologySpreadConstraints: new Explained("A zone that fails takes its share of the gateways, and no more.", [
      spread(releaseName, "topology.kubernetes.io/zone", gateway.zoneSpread),
      spread(releaseName, "kubernetes.io/hostname", "ScheduleAnyway"),
    ]),
  };
}

/** @see https://kubernetes.io/docs/concepts/scheduling-eviction/topology-spread-constraints/ */
function spread(releaseName: string, topologyKey: string, whenUnsatisfiable: string): Record<string, unknown> {
  return {
    maxSkew: 1,
    topologyKey,
    whenUnsatisfiable,
    labelSelector: { matchLabels: { "app.kubernetes.io/instance": releaseName } },
  };
}
