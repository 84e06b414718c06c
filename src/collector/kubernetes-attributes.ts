import type { Settings } from "../settings/settings";
import type { Tier } from "../settings/tiers";
import { type ConfigPart, components, type Feature } from "./config-parts";
import { collectorFacts } from "./facts/collector-facts";
import type { ClusterRoleRule } from "./resolver-rights";

/** The attributes that there are without labels. */
const ATTRIBUTES = [
  "k8s.namespace.name",
  "k8s.pod.name",
  "k8s.pod.uid",
  "k8s.deployment.name",
  "k8s.node.name",
] as const;

const NODE_NAME_VARIABLE = "K8S_NODE_NAME";

/** Whether collectors of a tier say which pod something comes from: those that pods send to. */
export function namesPods({ kubernetesAttributes }: Settings, tier: Tier | undefined): boolean {
  return kubernetesAttributes.enabled && tier !== undefined && tier.role !== "gateway";
}

/** Everything gets attributes of the pod that it comes from. */
export const kubernetesAttributes: Feature = (settings, { tier }): ConfigPart[] => {
  if (!namesPods(settings, tier)) {
    return [];
  }
  const { podLabels, namespaceLabels } = settings.kubernetesAttributes;
  const name = collectorFacts(settings.collectorVersion).kubernetesAttributesProcessor;
  // The names of today's semantic conventions, in every version.
  const labels = (from: string, keys: readonly string[]) =>
    keys.map((key) => ({ attribute: `k8s.${from}.label.${key}`, key, from }));
  const each = [...labels("pod", podLabels), ...labels("namespace", namespaceLabels)];
  return [
    {
      components: components("collector/kubernetes-attributes.yaml", {
        name,
        nodeNameVariable: NODE_NAME_VARIABLE,
        attributes: ATTRIBUTES.map((attribute) => ({ attribute })),
        labels: each.length === 0 ? [] : [{ each }],
      }),
      processors: [{ name, stage: "enrich", signals: ["traces", "metrics", "logs"] }],
    },
  ];
};

/** The environment variable that tells a collector its node, if it has to know. */
export function nodeNameVariable(settings: Settings, tier: Tier): Record<string, unknown>[] {
  return namesPods(settings, tier)
    ? [{ name: NODE_NAME_VARIABLE, valueFrom: { fieldRef: { fieldPath: "spec.nodeName" } } }]
    : [];
}

/** What a collector has to be allowed in the Kubernetes API to know the pods of its node. It lists and watches, and gets nothing. */
export function kubernetesAttributesRights(settings: Settings, tier: Tier): ClusterRoleRule[] {
  if (!namesPods(settings, tier)) {
    return [];
  }
  const { deploymentNamesFromReplicaSets, watchesKubeSystem } = collectorFacts(settings.collectorVersion);
  const verbs = ["list", "watch"];
  const namespaces = { apiGroups: [""], resources: ["namespaces"], verbs };
  return [
    { apiGroups: [""], resources: ["pods"], verbs },
    ...(settings.kubernetesAttributes.namespaceLabels.length > 0
      ? [namespaces]
      : watchesKubeSystem
        ? [{ ...namespaces, resourceNames: ["kube-system"] }]
        : []),
    ...(deploymentNamesFromReplicaSets ? [{ apiGroups: ["apps"], resources: ["replicasets"], verbs }] : []),
  ];
}
