import { execFileSync, spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runEnvironment } from "./test-run";

/** The first numbers of addresses as a cluster's pods have them: the Kubernetes API refuses loopback's as endpoints. */
export const POD_NETWORKS = Array.from({ length: 8 }, (_, index) => `10.64.${index}`);

const SET_UP = `ip link set lo up && ip address add ${POD_NETWORKS[0]}.0/16 dev lo && ip route add default dev lo && exec "$@"`;

const NAMESPACES = ["--user", "--map-root-user", "--net"];

/**
 * Runs a program in TypeScript with a network of its own, in which every address of {@link POD_NETWORKS} is the program's and
 * nothing else can be reached. Its last argument is a file, to which it writes its result as JSON.
 *
 * @throws when it ends with anything but 0, after it has said why
 */
export async function resultInOwnNetwork<T>(program: string, args: readonly string[] = []): Promise<T> {
  const directory = mkdtempSync(join(tmpdir(), "eks-otel-tracing-network-"));
  try {
    const result = join(directory, "result.json");
    const command = [process.execPath, require.resolve("tsx/cli"), program, ...args, result];
    await new Promise<void>((resolve, reject) => {
      const child = spawn("unshare", inOwnNetwork(command), {
        env: { ...process.env, ...runEnvironment() },
        stdio: ["ignore", "inherit", "inherit"],
      });
      child.on("error", reject);
      child.on("close", (code) => (code === 0 ? resolve() : reject(new Error(`${program} ended with ${code}`))));
    });
    return JSON.parse(readFileSync(result, "utf8"));
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

function inOwnNetwork(command: readonly string[]): string[] {
  return [...NAMESPACES, "sh", "-c", SET_UP, "sh", ...command];
}

/** Why no program can be given a network of its own on this machine; nothing, if it can. */
export function missingNetworks(): string | undefined {
  try {
    execFileSync("unshare", inOwnNetwork(["true"]), { stdio: "ignore" });
    return undefined;
  } catch {
    return "the machine lets nobody make a network namespace";
  }
}
