import { execFileSync } from "node:child_process";

/** The first numbers of addresses as a cluster's pods have them: the Kubernetes API refuses loopback's as endpoints. */
export const POD_NETWORKS = Array.from({ length: 8 }, (_, index) => `10.64.${index}`);

const SET_UP = `ip link set lo up && ip address add ${POD_NETWORKS[0]}.0/16 dev lo && ip route add default dev lo && exec "$@"`;

const NAMESPACES = ["--user", "--map-root-user", "--net"];

/**
 * How a program is started with a network of its own, in which every address of {@link POD_NETWORKS} is the program's and
 * nothing else can be reached.
 */
export function inOwnNetwork(
  path: string,
  args: readonly string[],
): { readonly path: string; readonly args: readonly string[] } {
  return { path: "unshare", args: [...NAMESPACES, "sh", "-c", SET_UP, "sh", path, ...args] };
}

/** Why no program can be given a network of its own on this machine; nothing, if it can. */
export function missingNetworks(): string | undefined {
  const { path, args } = inOwnNetwork("true", []);
  try {
    execFileSync(path, args, { stdio: "ignore" });
    return undefined;
  } catch {
    return "the machine lets nobody make a network namespace";
  }
}
