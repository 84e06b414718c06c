import { Explained } from "../explained";
import type { Settings } from "../settings/settings";
import type { Tier } from "../settings/tiers";
import { egressVariables, type ProxyReferences } from "./egress-variables";
import { nodeNameVariable } from "./kubernetes-attributes";
import { headerVariables } from "./otlp-exporters";
import { podVariables } from "./span-metrics";

/** What the chart is told of a collector's environment variables. Nothing, where there are none of ours. */
export function environmentValues<E>(
  settings: Settings,
  tier: Tier,
  proxy: ProxyReferences<E> | undefined,
): Record<string, unknown> {
  const egress = egressVariables(settings, tier, proxy);
  const headers = headerVariables(settings, tier);
  const node = nodeNameVariable(settings, tier);
  const pod = podVariables(settings, tier);
  const why = [
    ...(egress.length > 0 ? ["The way to AWS, which is the only one out."] : []),
    ...(headers.length > 0 ? ["Headers of backends: the Secrets alone have their values."] : []),
    ...(node.length > 0 ? ["The node, whose pods alone are watched."] : []),
    ...(pod.length > 0 ? ["By the pod the series of two collectors are told apart."] : []),
  ];
  return why.length === 0 ? {} : { extraEnvs: new Explained(why.join(" "), [...egress, ...headers, ...node, ...pod]) };
}
