import { annotationOf } from "../../../src/collector/annotations";
import { resolveSettings } from "../../../src/settings/settings";
import { acceptance } from "../acceptance";
import type { Collector } from "../harness/collector";
import { onEveryPair, startedCollector } from "../harness/collector-case";
import { ServiceName } from "../harness/gateway-directory";
import { missingMountNamespaces } from "../harness/hosts-file";
import { NamedPods, OF_DEPLOYMENT, PODS, sendFrom } from "../harness/named-pods";
import { grpcBackend } from "../harness/otlp-backend";
import { eventually } from "../harness/program";
import { traces } from "../harness/traces";
import { ApiServer } from "../kubernetes/api-server";

const CLAIM =
  "with the rights that the module gives it, and a real API server, a collector says of spans which pod of its node they come from, by either protocol and by the uid that an application gives; it asks for nothing that it may not, and without any one of its rules lacks attributes";
const AGENT =
  "in two tiers the agents say which pod spans come from, with the rights that the module gives them, and nothing that they ask for is refused";

/** Patience with a watch, in milliseconds. */
const WATCH_MS = 20_000;

/** What the API server says to who may not do what he asks for. */
const REFUSED = /is forbidden: .*? cannot (list|watch) resource/;

/** What is lost with a rule, by its resource. */
const LOST: Readonly<Record<string, string>> = {
  pods: "k8s.pod.name",
  namespaces: "k8s.namespace.label.team",
  replicasets: "k8s.deployment.name",
};

let server: ApiServer | undefined;
afterAll(() => server?.stop(), 60_000);

const about = { artefact: "Kubernetes attributes", tier: "full" } as const;
const missing = missingMountNamespaces();
if (missing !== undefined) {
  acceptance.notRun(about.artefact, CLAIM, missing, about);
  acceptance.notRun(about.artefact, AGENT, missing, about);
} else {
  onEveryPair(
    CLAIM,
    async ({ pair, evidence }) => {
      server ??= await ApiServer.start();
      const pods = await NamedPods.in(server, { setting: "pods named", pair, evidence });
      const start = () => startedCollector("pods named", pair, evidence, pods.spot);

      const collector = await start();
      await expectPodsKnown(collector);
      const ofNamespace = { "k8s.namespace.name": "shop", "k8s.namespace.label.team": "payments" };
      const ofDeployment = {
        ...ofNamespace,
        "k8s.pod.name": OF_DEPLOYMENT,
        "k8s.pod.uid": pods.uidOf(OF_DEPLOYMENT),
        "k8s.deployment.name": "checkout",
        "k8s.node.name": "node-1",
        "k8s.pod.label.app.kubernetes.io/name": "checkout",
      };
      // The old one has the address too, of whoever is known by it or not.
      const at = (address: string) => (pair.collector === "0.92.0" ? { "k8s.pod.ip": address } : {});
      const named = await eventually(
        async () => {
          const seen = await attributes(collector, pods);
          return seen.byGrpc["k8s.deployment.name"] === undefined ? undefined : seen;
        },
        { within: WATCH_MS },
      );
      expect(named).toEqual({
        byGrpc: { ...ofDeployment, ...at("127.0.0.1") },
        byHttp: {
          ...ofNamespace,
          "k8s.pod.name": "batch",
          "k8s.pod.uid": pods.uidOf("batch"),
          "k8s.node.name": "node-1",
          ...at("127.0.0.2"),
        },
        ofAnotherNode: at("127.0.0.3"),
        byUid: ofDeployment,
        named: { ...ofDeployment, "k8s.deployment.name": "its own" },
      });
      expect(collector.program.log).not.toMatch(REFUSED);
      await collector.stop();

      for (const rule of pods.rules) {
        await pods.allow(pods.rules.filter((other) => other !== rule));
        const [resource] = rule.resources;
        const lacking = await start();
        await expectRefused(lacking, resource);
        // A newer one waits for all that it watches before it looks at pods.
        if (pair.collector === "0.92.0" && resource !== "pods") {
          await expectPodsKnown(lacking);
        }
        expect(Object.keys((await attributes(lacking, pods)).byGrpc)).not.toContain(LOST[resource]);
        await lacking.stop();
      }
      server.nameIn(evidence.ranIn);
    },
    about,
  );

  onEveryPair(
    AGENT,
    async ({ pair, evidence }) => {
      server ??= await ApiServer.start();
      const setting = "pods named by agents";
      const pods = await NamedPods.in(server, { setting, pair, evidence });
      const directory = await ServiceName.of({ setting, pair, evidence });
      const host = `127.${64 + (process.pid % 64)}.2.${1 + Math.floor(Math.random() * 250)}`;
      const gateway = await grpcBackend(4317, host);
      try {
        await directory.announce([{ host, condition: "ready" }]);
        const agent = await startedCollector(setting, pair, evidence, { ...directory.spot, ...pods.spot });
        await expectPodsKnown(agent);
        const told = () => gateway.requests.some(({ body }) => holdsAttribute(body, "k8s.pod.name", "batch"));
        const sent = async () => {
          await sendFrom(PODS.batch.address, agent.places.httpPort);
          return told() ? true : undefined;
        };
        if (!(await eventually(sent, { within: WATCH_MS }))) {
          throw agent.error("the gateway is not told the pod");
        }
        expect(agent.program.log).not.toMatch(REFUSED);
        await agent.stop();

        // What it watches in vain is allowed, so that its log has no errors.
        const rest = pods.rules.filter(({ resourceNames }) => resourceNames === undefined);
        if (rest.length < pods.rules.length) {
          await pods.allow(rest);
          await expectRefused(
            await startedCollector(setting, pair, evidence, { ...directory.spot, ...pods.spot }),
            "namespaces",
          );
        }
        server.nameIn(evidence.ranIn);
      } finally {
        gateway.stop();
        directory.remove();
      }
    },
    about,
  );
}

/** Waits until a collector has seen the two pods of its node. */
async function expectPodsKnown(collector: Collector): Promise<void> {
  const known = async () => ((await collector.metric("otelcol_otelsvc_k8s_pod_added")) >= 2 ? true : undefined);
  if (!(await eventually(known, { within: WATCH_MS }))) {
    throw collector.error("it does not know the pods of its node");
  }
}

async function expectRefused(collector: Collector, resource: string): Promise<void> {
  const words = new RegExp(`${REFUSED.source} \\\\?"${resource}`);
  const refused = async () => (words.test(collector.program.log) ? true : undefined);
  if (!(await eventually(refused, { within: WATCH_MS }))) {
    throw collector.error(`it may not read ${resource}, and does not say so`);
  }
}

/** What X-Ray is told of the pods that spans come from. */
async function attributes(collector: Collector, pods: NamedPods) {
  const { httpPort } = collector.places;
  // The old one looks for a pod's Deployment when it sees the pod, and may not know it yet.
  await pods.touch();
  const [byGrpc] = traces(1).failed().now();
  await collector.send([byGrpc]);
  const uid = { "k8s.pod.uid": pods.uidOf(OF_DEPLOYMENT) };
  const sent = {
    byGrpc: byGrpc.id,
    byHttp: await sendFrom(PODS.batch.address, httpPort),
    ofAnotherNode: await sendFrom(PODS.elsewhere.address, httpPort),
    byUid: await sendFrom(PODS.elsewhere.address, httpPort, uid),
    named: await sendFrom(PODS.elsewhere.address, httpPort, { ...uid, "k8s.deployment.name": "its own" }),
  };
  await collector.decided();
  const arrived = await collector.arrived(Object.values(sent));
  const settings = resolveSettings({ collectorVersion: collector.version });
  return Object.fromEntries(
    Object.entries(sent).map(([kind, id]) => {
      const { annotations = {} } = arrived.get(id)?.find(({ type }) => type !== "subsegment") ?? {};
      const known = NAMES.map((name) => [name, annotations[annotationOf(`otel.resource.${name}`, settings)]]);
      return [kind, Object.fromEntries(known.filter(([, value]) => value !== undefined))];
    }),
  ) as Record<keyof typeof sent, Record<string, unknown>>;
}

const NAMES = [
  "k8s.namespace.name",
  "k8s.namespace.label.team",
  "k8s.pod.name",
  "k8s.pod.uid",
  "k8s.pod.ip",
  "k8s.pod.label.app.kubernetes.io/name",
  "k8s.deployment.name",
  "k8s.node.name",
];

/** Whether OTLP holds an attribute with a short text. The new collector writes the value before its key. */
function holdsAttribute(otlp: Buffer, key: string, value: string): boolean {
  const field = (tag: number, content: Buffer) => Buffer.concat([Buffer.from([tag, content.length]), content]);
  const fields = [field(0x0a, Buffer.from(key)), field(0x12, field(0x0a, Buffer.from(value)))];
  return [fields, [...fields].reverse()].some((encoded) => otlp.includes(Buffer.concat(encoded)));
}
