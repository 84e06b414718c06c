import type { Settings } from "../settings/settings";

/** How the role is called when the caller of the module does not say, with the variables in braces. */
export function roleNamePattern({ terraform, collector }: Settings): string {
  return terraform.roleName ?? `{cluster_name}-{namespace}-${collector.releaseName}`;
}

/** A pattern with values in place of the variables. */
export function filledPattern(pattern: string, clusterName: string, namespace: string): string {
  return pattern.replaceAll("{cluster_name}", clusterName).replaceAll("{namespace}", namespace);
}
