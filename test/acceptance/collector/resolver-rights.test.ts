import { acceptance } from "../acceptance";
import type { Collector } from "../harness/collector";
import { onEveryPair, startedCollector } from "../harness/collector-case";
import { type Endpoint, ServiceEndpoints } from "../harness/gateway-directory";
import { missingMountNamespaces } from "../harness/hosts-file";
import { eventually } from "../harness/program";
import { ApiServer } from "../kubernetes/api-server";

const CLAIM =
  "with the resolver k8s and the rights that the module gives it, an agent sees the gateway's endpoints change in a real API server; with neither list nor watch it sees none";

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
      const endpoints = await ServiceEndpoints.in(server, { setting: "agents that watch", pair, evidence });
      await endpoints.announce(ready(2));

      const agent = await startedCollector("agents that watch", pair, evidence, endpoints.spot);
      await expectKnown(agent, 2);
      await endpoints.announce(ready(3));
      await expectKnown(agent, 3);
      await agent.stop();

      // Either of the two is enough for a client of Kubernetes: it lists again where it may not watch.
      const fewer = endpoints.rules.map((rule) => ({
        ...rule,
        verbs: rule.verbs.filter((verb) => !["list", "watch"].includes(verb)),
      }));
      await endpoints.allow(fewer);
      // The collector of 0.92.0 waits at its start for what it may not read.
      const blind = await startedCollector("agents that watch", pair, evidence, endpoints.spot).catch(() => undefined);
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

/** The addresses are for documentation, and nobody's. */
function ready(count: number): Endpoint[] {
  return Array.from({ length: count }, (_, index) => ({ host: `192.0.2.${index + 1}`, condition: "ready" }));
}
