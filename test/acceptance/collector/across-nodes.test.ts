import type { Collector } from "../harness/collector";
import { onEveryPair, startedCollector } from "../harness/collector-case";
import { about, all, type Expectation } from "../harness/expectation";
import { eventually } from "../harness/program";
import { acrossNodes, type CrossNodeTrace } from "../harness/traces";
import { twoTiersCase } from "../harness/two-tiers-case";
import { tracesWithInnermost, wholeTraces } from "../harness/whole-traces";

/** What the documentation names: three nodes, and as many traces of each kind. */
const NODES = 3;
const TRACES = 300;

/** Of the settings, in percent. */
const ORDINARY = 10;

/** Patience until what was decided is in X-Ray, in milliseconds. */
const ARRIVAL_MS = 40_000;

twoTiersCase(
  "behind a gateway all of 300 failed and 300 slow traces are whole, with a span on each of three nodes and the fault in the innermost alone",
  async ({ agents, gateways }) => {
    const sent = await send(agents);
    await expectWhole(gateways[0], sent, { failed: all, slow: all });
    for (const gateway of gateways) {
      // Or it is one gateway that holds the cluster's traces.
      expect(await gateway.metric("otelcol_receiver_accepted_spans")).toBeGreaterThan(TRACES);
    }
  },
);

onEveryPair(
  "in one tier only the share of ordinary ones is whole, 10 % of 300 within 5 standard deviations; of all others there is the one span",
  async ({ pair, evidence }) => {
    const nodes = await Promise.all(Array.from({ length: NODES }, () => startedCollector("a tenth", pair, evidence)));
    const sent = await send(nodes);
    const share = about({ percent: ORDINARY });
    await expectWhole(nodes[0], sent, { failed: share, slow: share });
  },
  { tier: "full" },
);

type Sent = Readonly<Record<"failed" | "slow", CrossNodeTrace[]>>;

/** Sends each span of a trace to the collector of another node. */
async function send(nodes: readonly Collector[]): Promise<Sent> {
  const sent = { failed: acrossNodes(TRACES, NODES, "failed"), slow: acrossNodes(TRACES, NODES, "slow") };
  const traces = [...sent.failed, ...sent.slow];
  await Promise.all(nodes.map((node, index) => node.sendSpans(traces.map(({ spans }) => spans[index]))));
  return sent;
}

/** Whole traces have all their spans in X-Ray. The innermost span, which has the fault, is always there. */
async function expectWhole(
  reader: Collector,
  sent: Sent,
  expected: Readonly<Record<keyof Sent, Expectation>>,
): Promise<void> {
  for (const kind of ["failed", "slow"] as const) {
    const count = () => counted(reader, sent[kind]);
    await eventually(async () => ((await count()).innermost === TRACES ? true : undefined), { within: ARRIVAL_MS });
    const settled = await eventually(
      async () => {
        const counts = await count();
        return expected[kind].problem(counts.whole, TRACES) === undefined ? counts : undefined;
      },
      { within: ARRIVAL_MS / 4 },
    );
    const { whole, innermost } = settled ?? (await count());
    const problem = expected[kind].problem(whole, TRACES) ?? all.problem(innermost, TRACES);
    if (problem !== undefined) {
      throw reader.error(`${kind} traces that are whole, or their innermost spans, in X-Ray: ${problem}`);
    }
  }
}

async function counted(reader: Collector, traces: readonly CrossNodeTrace[]) {
  return {
    whole: (await wholeTraces(reader, traces)).size,
    innermost: (await tracesWithInnermost(reader, traces)).size,
  };
}
