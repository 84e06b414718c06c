import type { Settings } from "../settings/settings";
import type { Tier } from "../settings/tiers";
import { kubernetesAttributesRights } from "./kubernetes-attributes";
import { type ClusterRoleRule, resolverRights } from "./resolver-rights";

/** What collectors of a tier may do in the Kubernetes API, and what for. */
interface ClusterRole {
  readonly why: string;
  readonly rules: readonly ClusterRoleRule[];
}

/** The ClusterRole of a tier, of the rules of all that needs any. Nothing, where nothing does. */
export function clusterRoleOf(settings: Settings, tier: Tier): ClusterRole | undefined {
  const toFindGateway = resolverRights(settings, tier);
  const toNamePods = kubernetesAttributesRights(settings, tier);
  const rules = [...toFindGateway, ...toNamePods];
  const why = [
    ...(toFindGateway.length > 0
      ? ["What the resolver reads to find the gateway. The chart knows no smaller role."]
      : []),
    ...(toNamePods.length > 0 ? ["What attributes of pods come from. No role is of a node's pods alone."] : []),
  ].join(" ");
  return rules.length === 0 ? undefined : { why, rules };
}
