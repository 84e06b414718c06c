import type { Settings } from "../settings/settings";
import type { Tier } from "../settings/tiers";

/** Files of a Secret that a collector reads, and no others of it. */
export interface MountedFiles {
  /** What they are for: the name of the volume. */
  readonly volume: "server-certificate" | "client-ca" | "gateway-ca" | "client-certificate";
  readonly secretName: string;
  readonly keys: readonly string[];
}

/** Keys of a Secret of type `kubernetes.io/tls`. @see https://kubernetes.io/docs/concepts/configuration/secret/#tls-secrets */
const CERTIFICATE = ["tls.crt", "tls.key"];

/** The key under which cert-manager puts the CA beside them. @see https://cert-manager.io/docs/usage/certificate/ */
export const CA = "ca.crt";

/** What a collector of this tier is given for TLS. The key of another one is never among it. */
export function mountedFiles({ collector, gateway, topology }: Settings, { role }: Tier): MountedFiles[] {
  const server = role === "gateway" ? gateway.tls : collector.tls;
  const between = topology === "gateway" ? gateway.tls : undefined;
  const own = between?.secretName;
  const clients = between?.clientSecretName;
  return [
    ...(server === undefined ? [] : [certificate("server-certificate", server.secretName)]),
    ...(role === "gateway" && clients !== undefined ? [authority("client-ca", clients)] : []),
    ...(role === "agent" && own !== undefined ? [authority("gateway-ca", own)] : []),
    ...(role === "agent" && clients !== undefined ? [certificate("client-certificate", clients)] : []),
  ];
}

/** Where a file is, in the collector's container. */
export function mountPath(volume: MountedFiles["volume"]): string {
  return `/etc/otelcol/${volume}`;
}

function certificate(volume: MountedFiles["volume"], secretName: string): MountedFiles {
  return { volume, secretName, keys: CERTIFICATE };
}

function authority(volume: MountedFiles["volume"], secretName: string): MountedFiles {
  return { volume, secretName, keys: [CA] };
}
