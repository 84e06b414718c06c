import { randomBytes } from "node:crypto";
import { request } from "node:http";
import { parse } from "yaml";
import type { Evidence } from "../acceptance";
import type { ApiServer } from "../kubernetes/api-server";
import { NODE } from "./chart-defaults";
import type { Spot } from "./collector";
import { handedValues } from "./handed-values";
import type { PairwiseName } from "./pairwise";
import type { Pair, SettingName } from "./settings-under-test";

const ACCOUNT = "otel-collector";
const WORKLOADS = "shop";

/** A pod as its name says: of the Deployment `checkout`, of nothing, of another node. Each sends from an address of its own. */
export const PODS = {
  "checkout-5d8f7c9b6f-x2x4k": { address: "127.0.0.1", node: NODE },
  batch: { address: "127.0.0.2", node: NODE },
  elsewhere: { address: "127.0.0.3", node: "node-2" },
} as const;
export type PodName = keyof typeof PODS;
export const OF_DEPLOYMENT = "checkout-5d8f7c9b6f-x2x4k";

/** A rule of a ClusterRole. */
interface Rule {
  readonly resources: readonly string[];
  readonly resourceNames?: readonly string[];
}

/** Pods in a real API server, which a collector reads with the rights that the module gives it. */
export class NamedPods {
  static async in(
    server: ApiServer,
    { setting, pair, evidence }: { setting: SettingName | PairwiseName; pair: Pair; evidence: Evidence },
  ): Promise<NamedPods> {
    const [values] = await handedValues(setting, pair, evidence);
    const { rules, name } = parse(values).clusterRole;
    const namespace = name.slice(0, -`-${ACCOUNT}`.length);
    await server.kubectl("create", "namespace", namespace);
    await server.kubectl("create", "serviceaccount", ACCOUNT, "--namespace", namespace);
    const pods = new NamedPods(server, namespace, name, rules, {
      cluster: await server.inCluster(namespace, ACCOUNT),
    });
    await pods.allow(rules);
    await pods.create();
    return pods;
  }

  private uids: Readonly<Record<string, string>> = {};

  private constructor(
    private readonly server: ApiServer,
    private readonly namespace: string,
    private readonly role: string,
    /** What the module lets the collector do in the API. */
    readonly rules: readonly Rule[],
    readonly spot: Pick<Spot, "cluster">,
  ) {}

  /** Lets the collector do this, and nothing else. */
  allow(rules: readonly object[]): Promise<void> {
    return this.server.allow(this.namespace, ACCOUNT, this.role, rules);
  }

  uidOf(pod: PodName): string {
    return this.uids[pod];
  }

  /** Changes pods, so that whoever watches looks at them again. */
  async touch(): Promise<void> {
    const now = `touched=${randomBytes(4).toString("hex")}`;
    await this.server.kubectl("annotate", "pods", "--all", "--overwrite", now, "--namespace", WORKLOADS);
  }

  /** As the controllers, the scheduler and the kubelets do together. */
  private async create(): Promise<void> {
    const labels = { "app.kubernetes.io/name": "checkout", "pod-template-hash": "5d8f7c9b6f" };
    const owner = (kind: string, name: string, uid: string) => [
      { apiVersion: "apps/v1", kind, name, uid, controller: true },
    ];
    const spec = { containers: [{ name: "app", image: "app" }] };
    const replicaSet = {
      apiVersion: "apps/v1",
      kind: "ReplicaSet",
      metadata: {
        name: "checkout-5d8f7c9b6f",
        labels,
        ownerReferences: owner("Deployment", "checkout", "11111111-1111-1111-1111-111111111111"),
      },
      spec: { selector: { matchLabels: labels }, template: { metadata: { labels }, spec } },
    };
    const namespace = {
      apiVersion: "v1",
      kind: "Namespace",
      metadata: { name: WORKLOADS, labels: { team: "payments" } },
    };
    await this.server.apply(WORKLOADS, [namespace, replicaSet]);
    const uid = await this.uid("replicaset", replicaSet.metadata.name);
    await this.server.apply(
      WORKLOADS,
      Object.entries(PODS).map(([name, { node }]) => ({
        apiVersion: "v1",
        kind: "Pod",
        metadata: {
          name,
          ...(name === OF_DEPLOYMENT
            ? { labels, ownerReferences: owner("ReplicaSet", replicaSet.metadata.name, uid) }
            : {}),
        },
        spec: { ...spec, nodeName: node },
      })),
    );
    const uids: Record<string, string> = {};
    for (const [name, { address }] of Object.entries(PODS)) {
      const status = JSON.stringify({ status: { phase: "Running", podIP: address, podIPs: [{ ip: address }] } });
      const patch = ["--subresource=status", "--type=merge", `--patch=${status}`];
      await this.server.kubectl("patch", "pod", name, "--namespace", WORKLOADS, ...patch);
      uids[name] = await this.uid("pod", name);
    }
    this.uids = uids;
  }

  private uid(kind: string, name: string): Promise<string> {
    return this.server.kubectl("get", kind, name, "--namespace", WORKLOADS, "--output=jsonpath={.metadata.uid}");
  }
}

/** Sends a failed span from an address, with attributes of its resource. @returns the id of its trace */
export async function sendFrom(
  address: string,
  httpPort: number,
  resource: Readonly<Record<string, string>> = {},
): Promise<string> {
  const traceId = randomBytes(16).toString("hex");
  const now = BigInt(Date.now()) * 1_000_000n;
  const attributes = Object.entries({ "service.name": "checkout", ...resource }).map(([key, stringValue]) => ({
    key,
    value: { stringValue },
  }));
  const span = {
    traceId,
    spanId: randomBytes(8).toString("hex"),
    name: "pay",
    kind: 2,
    startTimeUnixNano: String(now - 1_000_000n),
    endTimeUnixNano: String(now),
    status: { code: 2 },
  };
  const body = JSON.stringify({ resourceSpans: [{ resource: { attributes }, scopeSpans: [{ spans: [span] }] }] });
  const status = await new Promise<number | undefined>((resolve, reject) => {
    request(
      {
        host: "127.0.0.1",
        port: httpPort,
        localAddress: address,
        path: "/v1/traces",
        method: "POST",
        headers: { "content-type": "application/json" },
        agent: false,
      },
      (response) => {
        response.resume();
        resolve(response.statusCode);
      },
    )
      .on("error", reject)
      .end(body);
  });
  if (status !== 200) {
    throw new Error(`a span from ${address} was answered ${status}`);
  }
  return traceId;
}
