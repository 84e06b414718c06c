import { clusterRoleOf } from "../collector/cluster-role";
import { markdownCode } from "../markdown-code";
import type { Settings } from "../settings/settings";
import { gatewayTier, nodeTier } from "../settings/tiers";

/** What an option does for the safety of the collectors in their cluster, in words. */
export interface HardeningText {
  readonly what: string;
  readonly text: string;
}

/** One text for each option of the kind that is on. */
export function hardeningTexts(settings: Settings): HardeningText[] {
  return [...networkPolicy(settings), ...pullSecrets(settings), ...priority(settings)];
}

function networkPolicy(settings: Settings): HardeningText[] {
  const { enabled, senderNamespaceLabels } = settings.networkPolicy;
  const labels = Object.entries(senderNamespaceLabels).map(([label, value]) => markdownCode(`${label}=${value}`));
  const senders =
    labels.length === 0
      ? "Pods of any namespace may send spans; what is no pod of the cluster may not."
      : `Pods of namespaces with ${labels.join(" and ")} may send spans, and nobody else: \`telemetrygen\` below needs \`--namespace\` of one of them.`;
  const gateway = gatewayTier(settings);
  const agentsWay =
    clusterRoleOf(settings, nodeTier(settings)) === undefined
      ? ""
      : settings.kubernetesAttributes.enabled
        ? ", and HTTPS for the Kubernetes API"
        : ", and HTTPS to find it in the Kubernetes API";
  const api =
    gateway === undefined && settings.kubernetesAttributes.enabled
      ? " Unless they are empty, these have to hold the Kubernetes API for the attributes of pods: the address of the Service `kubernetes` and those behind it, for network plugins see the one or the other."
      : "";
  const dns = settings.identity === "pod-identity" ? "DNS, the EKS Pod Identity Agent" : "DNS,";
  const ways =
    gateway === undefined
      ? `The collectors reach ${dns} and HTTPS`
      : `The gateway takes spans from the agents alone. The agents reach DNS and the gateway${agentsWay}; the gateway reaches ${dns} and HTTPS`;
  return enabled
    ? [
        {
          what: "Network policy",
          text: `${senders} ${ways} in \`egress_cidr_blocks\`, or anywhere without them.${api} Instance metadata nobody reaches. It takes a network plugin that enforces policies: [the VPC CNI](https://docs.aws.amazon.com/eks/latest/userguide/cni-network-policy-configure.html) does with \`enableNetworkPolicy\`. An exporter that \`extra_values\` add needs a rule there too, \`networkPolicy.egressRules\`, and the list replaces this one.`,
        },
      ]
    : [];
}

function pullSecrets({ collector: { imagePullSecrets } }: Settings): HardeningText[] {
  if (imagePullSecrets.length === 0) {
    return [];
  }
  const secrets = `${imagePullSecrets.length === 1 ? "the Secret" : "the Secrets"} ${imagePullSecrets.map(markdownCode).join(" and ")}`;
  return [
    {
      what: "Pull secrets",
      text: `The image is pulled with ${secrets}, which have to be in the namespace before the collectors: make both yourself, and set \`create_namespace = false\`.`,
    },
  ];
}

function priority(settings: Settings): HardeningText[] {
  const gateway = gatewayTier(settings);
  const classes = [
    ...priorityOf(nodeTier(settings).needs.priorityClassName, "on the nodes"),
    ...(gateway === undefined ? [] : priorityOf(gateway.needs.priorityClassName, "of the gateway")),
  ];
  return classes.length === 0
    ? []
    : [
        {
          what: "Priority",
          text: `The pods ${classes.join(", those ")}. A class that the cluster does not have stops the release: no pod is made.`,
        },
      ];
}

const priorityOf = (name: string | undefined, where: string): string[] =>
  name === undefined ? [] : [`${where} are of the priority class ${markdownCode(name)}`];
