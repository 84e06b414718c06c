import type { Settings } from "../settings/settings";
import type { Tier } from "../settings/tiers";
import { collectorFacts } from "./facts/collector-facts";

/** A rule of a ClusterRole. */
export interface ClusterRoleRule {
  readonly apiGroups: readonly string[];
  readonly resources: readonly string[];
  readonly verbs: readonly string[];
  /** @default those of every name */
  readonly resourceNames?: readonly string[];
}

/** What the agents have to be allowed in the Kubernetes API to find the gateway. By DNS, nothing; no other tier looks for it. */
export function resolverRights({ gateway, collectorVersion }: Settings, { role }: Tier): ClusterRoleRule[] {
  const endpoints = { apiGroups: [""], resources: ["endpoints"] };
  const slices = { apiGroups: ["discovery.k8s.io"], resources: ["endpointslices"] };
  const resource = collectorFacts(collectorVersion).resolvesBySlices ? slices : endpoints;
  return role === "agent" && gateway.resolver === "k8s" ? [{ ...resource, verbs: ["get", "list", "watch"] }] : [];
}
