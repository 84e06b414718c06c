import { inMountNamespace } from "./hosts-file";

/** What a pod knows of the cluster that it runs in. */
export interface InCluster {
  /** Holds `token`, `ca.crt` and `namespace`, as Kubernetes mounts them into a pod. */
  readonly directory: string;
  /** Where the API server is. */
  readonly environment: Readonly<Record<string, string>>;
}

/** How a program is started that finds the token of a service account where a pod has it. */
export function withServiceAccount(
  directory: string,
  path: string,
  args: readonly string[],
): { readonly path: string; readonly args: readonly string[] } {
  // Nothing of the machine's is below /var/run then, and nothing of it is changed.
  const script =
    'cp -r "$0" "/dev/shm/$$" && mount -t tmpfs none /var/run && mkdir -p /var/run/secrets/kubernetes.io && mv "/dev/shm/$$" /var/run/secrets/kubernetes.io/serviceaccount && exec "$@"';
  return inMountNamespace(script, [directory, path, ...args]);
}
