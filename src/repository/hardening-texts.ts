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
  return [...pullSecrets(settings), ...priority(settings)];
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
