import { resolveSettings } from "../../../src/settings/settings";
import { acceptance } from "../acceptance";
import { ApiServer } from "./api-server";

/** Names at the edge of what Kubernetes takes, by what they are the names of. */
const NAMES: Record<string, { options: (name: string) => object; object: (name: string) => object; names: string[] }> =
  {
    "a Service": {
      options: (releaseName) => ({ collector: { releaseName } }),
      object: (name) => ({
        apiVersion: "v1",
        kind: "Service",
        metadata: { name },
        spec: { ports: [{ port: 4317 }] },
      }),
      names: ["otel", "o", "o-0", `o${"0".repeat(52)}`, "0otel", "otel-", "-otel", "Otel", "a.b", "a_b"],
    },
    "a namespace": {
      options: (namespace) => ({ namespace }),
      object: (name) => ({ apiVersion: "v1", kind: "Namespace", metadata: { name } }),
      names: ["0tracing", "a", "a".repeat(63), "a".repeat(64), "a.b", "a-", "A"],
    },
    "a priority class": {
      options: (priorityClassName) => ({ collector: { priorityClassName } }),
      object: (name) => ({
        apiVersion: "scheduling.k8s.io/v1",
        kind: "PriorityClass",
        metadata: { name },
        value: 1,
      }),
      names: [
        "acme.critical",
        "0.a-b",
        "a".repeat(253),
        "a".repeat(254),
        "a..b",
        "a.-b",
        "a-.b",
        "A",
        ".a",
        "system-mine",
      ],
    },
    "a pull secret": {
      options: (name) => ({ collector: { imagePullSecrets: [name] } }),
      object: (name) => ({ apiVersion: "v1", kind: "Secret", metadata: { name } }),
      names: ["registry", "0.a-b", "a".repeat(253), "a".repeat(254), "a..b", "a-.b", "A", "a_b"],
    },
    "a block of addresses": {
      options: (cidr) => ({ networkPolicy: { enabled: true, egressCidrBlocks: [cidr] } }),
      object: (cidr) => ({
        apiVersion: "networking.k8s.io/v1",
        kind: "NetworkPolicy",
        metadata: { name: "policy" },
        spec: { podSelector: {}, egress: [{ to: [{ ipBlock: { cidr } }] }] },
      }),
      names: [
        ...["10.0.0.0/8", "0.0.0.0/0", "192.0.2.7/32", "fd00:10::/64", "::/0", "2001:db8::1/128"],
        ...[
          "10.0.0.0",
          "10.0.0.0/33",
          "10.0.0/8",
          "10.0.0.0/-1",
          "256.0.0.0/8",
          "::/129",
          "fd00:::/64",
          "a/8",
          "10.0.0.0/8 ",
        ],
      ],
    },
    "a node's label": {
      options: (label) => ({ collector: { nodeSelector: { [label]: "x" } } }),
      object: (label) => daemonSet({ nodeSelector: { [label]: "x" } }),
      names: [
        ...["kubernetes.io/os", "A_b.c", "constructor", "0.a/B", `${"a".repeat(253)}/b`, `a/${"b".repeat(63)}`],
        ...[
          "a..b/c",
          "-a/b",
          "a-/b",
          "a/b/c",
          "A.b/c",
          "/a",
          "a/",
          "_a",
          `${"a".repeat(254)}/b`,
          `a/${"b".repeat(64)}`,
        ],
      ],
    },
    "a label's value": {
      options: (value) => ({ collector: { nodeSelector: { a: value } } }),
      object: (value) => daemonSet({ nodeSelector: { a: value } }),
      names: ["", "A.b_c-0", "a".repeat(63), "a".repeat(64), "-a", "a-", "a/b", "a b"],
    },
    "a tolerated taint": {
      options: (key) => ({ collector: { tolerations: [{ key, operator: "Exists" }] } }),
      object: (key) => daemonSet({ tolerations: [{ key, operator: "Exists" }] }),
      names: ["spot", "node.kubernetes.io/not-ready", "a..b/c", "a b", "-a"],
    },
    "a tolerated value": {
      options: (value) => ({ collector: { tolerations: [{ key: "a", operator: "Equal", value }] } }),
      object: (value) => daemonSet({ tolerations: [{ key: "a", operator: "Equal", value }] }),
      names: ["", "true", "a".repeat(64), "a/b"],
    },
  };

let server: ApiServer | undefined;
afterAll(() => server?.stop(), 60_000);

acceptance(
  "Options",
  "the API server takes the names that they take, and refuses those that they refuse",
  async ({ ranIn }) => {
    server = await ApiServer.start();
    for (const [what, { options, object, names }] of Object.entries(NAMES)) {
      for (const name of names) {
        const taken = await server.check("default", [object(name)]).then(
          () => true,
          ({ message }: Error) => {
            expect(message).toMatch(/is invalid|Invalid value|must be no more than/);
            return false;
          },
        );
        expect([what, name, allowed(options(name))]).toEqual([what, name, taken]);
      }
    }
    server.nameIn(ranIn);
  },
  { tier: "full" },
);

function allowed(options: object): boolean {
  try {
    resolveSettings(options);
    return true;
  } catch {
    return false;
  }
}

/** As the chart's, which is called like the release and `-agent`. */
function daemonSet(pod: object): object {
  const labels = { app: "collector" };
  const containers = [{ name: "collector", image: "collector:1" }];
  return {
    apiVersion: "apps/v1",
    kind: "DaemonSet",
    metadata: { name: `o${"0".repeat(52)}-agent` },
    spec: { selector: { matchLabels: labels }, template: { metadata: { labels }, spec: { containers, ...pod } } },
  };
}
