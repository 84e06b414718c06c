import { annotationOf } from "../../collector/annotations";
import { collectorFacts } from "../../collector/facts/collector-facts";
import { redacts } from "../../collector/redaction";
import { markdownCode } from "../../markdown-code";
import type { Settings } from "../../settings/settings";
import type { View } from "../../template";

/** Attributes that name a span's pod, where they are added. */
export function kubernetesAttributesSection(settings: Settings): View[] {
  const { kubernetesAttributes, topology, collectorVersion, xray } = settings;
  const { podLabels, namespaceLabels, enabled } = kubernetesAttributes;
  const { deploymentNamesFromReplicaSets, awaitsReplicaSets, watchesKubeSystem } = collectorFacts(collectorVersion);
  const labels = [
    ...podLabels.map((key) => ({ attribute: `k8s.pod.label.${key}`, of: `the pod's label \`${key}\`` })),
    ...namespaceLabels.map((key) => ({
      attribute: `k8s.namespace.label.${key}`,
      of: `its namespace's label \`${key}\``,
    })),
  ];
  const reads = [
    "pods",
    ...(namespaceLabels.length > 0 ? ["namespaces"] : watchesKubeSystem ? ["the namespace `kube-system`"] : []),
    ...(deploymentNamesFromReplicaSets ? ["ReplicaSets"] : []),
  ];
  return enabled
    ? [
        {
          where: topology === "gateway" ? "agent" : "collector",
          labels,
          segments: xray.export === "awsxray" ? [{ as: podAnnotations(settings) }] : [],
          reads: reads.length === 1 ? reads[0] : `${reads.slice(0, -1).join(", ")} and ${reads.at(-1)}`,
          holdsReplicaSets: deploymentNamesFromReplicaSets,
          late: !awaitsReplicaSets,
        },
      ]
    : [];
}

/** What X-Ray makes of attributes of pods. */
function podAnnotations(settings: Settings): string {
  const annotation = markdownCode(annotationOf("otel.resource.k8s.deployment.name", settings));
  return settings.xray.indexAllAttributes
    ? `annotations, such as ${annotation}`
    : `metadata, and annotations where the option \`xray.indexedAttributes\` names them, as in \`otel.resource.k8s.deployment.name\``;
}

/** Attributes that are removed, hashed or masked, where any are. */
export function redactionSection(settings: Settings): View[] {
  const { removeKeys, hashKeys, maskTypes, maskPatterns } = settings.redaction;
  const list = (texts: readonly string[]) => texts.map(markdownCode).join(", ");
  const masked = [
    ...maskTypes.map((type) => MASKED[type]),
    ...(maskPatterns.length === 0
      ? []
      : [
          `what matches ${maskPatterns.length === 1 ? "a pattern" : `one of ${maskPatterns.length} patterns`} of its own`,
        ]),
  ];
  return !redacts(settings)
    ? []
    : [
        {
          where: settings.topology === "gateway" ? "the agent" : "the collector",
          removed: removeKeys.length === 0 ? [] : [{ keys: list(removeKeys) }],
          hashed: hashKeys.length === 0 ? [] : [{ keys: list(hashKeys) }],
          masked: masked.length === 0 ? [] : [{ what: masked.join("; ") }],
        },
      ];
}

const MASKED = {
  "credit-card": "13 to 19 digits that may be the number of a card, as they begin with 2 to 6",
  email: "email addresses",
  "bearer-token": "`Bearer` with its token",
  jwt: "JSON Web Tokens",
} as const;
