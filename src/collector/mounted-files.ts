import type { Settings } from "../settings/settings";
import type { Tier } from "../settings/tiers";

/** What files are for: the name of their volume. */
type Volume = "server-certificate" | "client-ca" | "gateway-ca" | "client-certificate" | "trusted-ca";

/** Files of a Secret or of a ConfigMap that a collector reads, and no others of it. */
export interface MountedFiles {
  readonly volume: Volume;
  readonly from: { readonly secret: string } | { readonly configMap: string };
  readonly keys: readonly string[];
}

/** Keys of a Secret of type `kubernetes.io/tls`. @see https://kubernetes.io/docs/concepts/configuration/secret/#tls-secrets */
const CERTIFICATE = ["tls.crt", "tls.key"];

/** The key under which cert-manager puts the CA beside them, and under which any CA is. @see https://cert-manager.io/docs/usage/certificate/ */
export const CA = "ca.crt";

/** What a collector of this tier is given to read. The key of another one is never among it. */
export function mountedFiles({ collector, gateway, egress, topology }: Settings, tier: Tier): MountedFiles[] {
  const { role, samples } = tier;
  const server = role === "gateway" ? gateway.tls : collector.tls;
  const { secretName: own, clientSecretName: clients } = (topology === "gateway" && gateway.tls) || {};
  const ca = samples ? egress.caConfigMapName : undefined;
  return [
    ...(server === undefined ? [] : [certificate("server-certificate", server.secretName)]),
    ...(role === "gateway" && clients !== undefined ? [authority("client-ca", { secret: clients })] : []),
    ...(role === "agent" && own !== undefined ? [authority("gateway-ca", { secret: own })] : []),
    ...(role === "agent" && clients !== undefined ? [certificate("client-certificate", clients)] : []),
    ...(ca === undefined ? [] : [authority("trusted-ca", { configMap: ca })]),
  ];
}

/** Where the files are, in the collector's container. */
export function mountPath(volume: Volume): string {
  return `/etc/otelcol/${volume}`;
}

function certificate(volume: Volume, secret: string): MountedFiles {
  return { volume, from: { secret }, keys: CERTIFICATE };
}

function authority(volume: Volume, from: MountedFiles["from"]): MountedFiles {
  return { volume, from, keys: [CA] };
}
