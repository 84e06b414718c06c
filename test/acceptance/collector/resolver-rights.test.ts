import { parse } from "yaml";
import { acceptance } from "../acceptance";
import type { Collector } from "../harness/collector";
import { onEveryPair, startedCollector } from "../harness/collector-case";
import { handedValues } from "../harness/handed-values";
import { missingMountNamespaces } from "../harness/hosts-file";
import { eventually } from "../harness/program";
import type { Pair } from "../harness/settings-under-test";
import { ApiServer } from "../kubernetes/api-server";

const CLAIM =
  "with the resolver k8s and the rights that the module gives it, an agent sees the gateway's endpoints change in a real API server; with neither list nor watch it sees none";

/** Of the gateway's Service. */
const SERVICE = "otel-collector-gateway";
const ACCOUNT = "otel-collector";

/** Patience with a watch, in milliseconds. */
const WATCH_MS = 20_000;

let server: ApiServer | undefined;
afterAll(() => server?.stop(), 60_000);

const missing = missingMountNamespaces();
if (missing !== undefined) {
  acceptance.notRun("collector config", CLAIM, missing, { tier: "full" });
} else {
  onEveryPair(
    CLAIM,
    async ({ pair, evidence }) => {
      server ??= await ApiServer.start();
      const documents = (await handedValues("agents that watch", pair, evidence)).map((document) => parse(document));
      const { rules, name } = documents[0].clusterRole;
      const [exporter] = Object.values<any>(documents[1].config.exporters);
      const [, namespace] = exporter.resolver.k8s.service.split(".");
      await server.kubectl("create", "namespace", namespace);
      await server.kubectl("create", "serviceaccount", ACCOUNT, "--namespace", namespace);
      await server.apply(namespace, [...role(name, rules, namespace), ...endpoints(pair, 2)]);
      const cluster = await server.inCluster(namespace, ACCOUNT);

      const agent = await startedCollector("agents that watch", pair, evidence, { cluster });
      await expectKnown(agent, 2);
      await server.apply(namespace, endpoints(pair, 3));
      await expectKnown(agent, 3);
      await agent.stop();

      // Either of the two is enough for a client of Kubernetes: it lists again where it may not watch.
      const fewer = rules.map((rule: any) => ({
        ...rule,
        verbs: rule.verbs.filter((verb: string) => !["list", "watch"].includes(verb)),
      }));
      await server.apply(namespace, role(name, fewer, namespace));
      // The collector of 0.92.0 waits at its start for what it may not read.
      const blind = await startedCollector("agents that watch", pair, evidence, { cluster }).catch(() => undefined);
      expect(blind !== undefined && (await knows(blind, 3))).toBe(false);
      server.nameIn(evidence.ranIn);
    },
    { tier: "full" },
  );
}

async function expectKnown(agent: Collector, count: number): Promise<void> {
  if (!(await knows(agent, count))) {
    throw agent.error(`it does not know ${count} gateways`);
  }
}

/** Whether an agent comes to know so many gateways. */
async function knows(agent: Collector, count: number): Promise<boolean> {
  // 0.92.0 counts none after a change, although it knows them: it dials them at once, and says so.
  const now = async () =>
    agent.version === "0.92.0"
      ? agent.program.log.includes(`192.0.2.${count}:4317`)
      : (await agent.metric("otelcol_loadbalancer_num_backends")) === count;
  return (await eventually(async () => ((await now()) ? true : undefined), { within: WATCH_MS, every: 250 })) ?? false;
}

function role(name: string, rules: object[], namespace: string): object[] {
  const apiVersion = "rbac.authorization.k8s.io/v1";
  return [
    { apiVersion, kind: "ClusterRole", metadata: { name }, rules },
    {
      apiVersion,
      kind: "ClusterRoleBinding",
      metadata: { name },
      roleRef: { apiGroup: "rbac.authorization.k8s.io", kind: "ClusterRole", name },
      subjects: [{ kind: "ServiceAccount", name: ACCOUNT, namespace }],
    },
  ];
}

/** What controllers make of the gateway's Service, in either form. The addresses are for documentation, and nobody's. */
function endpoints({ collector }: Pair, count: number): object[] {
  const addresses = Array.from({ length: count }, (_, index) => `192.0.2.${index + 1}`);
  return collector === "0.92.0"
    ? [
        {
          apiVersion: "v1",
          kind: "Endpoints",
          metadata: { name: SERVICE },
          subsets: [{ addresses: addresses.map((ip) => ({ ip })), ports: [{ name: "otlp", port: 4317 }] }],
        },
      ]
    : [
        {
          apiVersion: "discovery.k8s.io/v1",
          kind: "EndpointSlice",
          metadata: { name: `${SERVICE}-abcde`, labels: { "kubernetes.io/service-name": SERVICE } },
          addressType: "IPv4",
          endpoints: addresses.map((address) => ({ addresses: [address], conditions: { ready: true } })),
          ports: [{ name: "otlp", port: 4317 }],
        },
      ];
}
