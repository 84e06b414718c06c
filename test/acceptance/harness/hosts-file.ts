import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";

/**
 * Names that a program resolves as a cluster's DNS would have it: the addresses of a headless Service.
 *
 * The program gets a file of ours as its /etc/hosts, in a mount namespace of its own. Go's resolver reads it again as it
 * changes, and gives every address of a name.
 */
export function writeHosts(file: string, name: string, addresses: readonly string[]): void {
  // In place: another file of the same name would not be the one that is mounted.
  writeFileSync(file, addresses.map((address) => `${address} ${name}\n`).join(""));
}

/** How a program is started with a file as its /etc/hosts, under the number of its own process. */
export function withHosts(
  file: string,
  path: string,
  args: readonly string[],
): { readonly path: string; readonly args: readonly string[] } {
  return inMountNamespace('mount --bind "$0" /etc/hosts && exec "$@"', [file, path, ...args]);
}

/** How a script of the shell is started that may mount what it likes, and then becomes a program. */
export function inMountNamespace(
  script: string,
  args: readonly string[],
): { readonly path: string; readonly args: readonly string[] } {
  return { path: "unshare", args: [...NAMESPACES, "sh", "-c", script, ...args] };
}

const NAMESPACES = ["--user", "--map-root-user", "--mount"];

/** Why no program can be given hosts of its own on this machine; nothing, if it can. */
export function missingMountNamespaces(): string | undefined {
  try {
    execFileSync("unshare", [...NAMESPACES, "mount", "--bind", "/etc/hosts", "/etc/hosts"], { stdio: "ignore" });
    return undefined;
  } catch {
    return "the machine lets nobody make a mount namespace";
  }
}
