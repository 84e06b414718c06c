import type { Collector } from "../harness/collector";
import { eventually } from "../harness/program";
import { PAIRS } from "../harness/settings-under-test";
import { type SentTrace, SteadyLoad } from "../harness/steady-load";
import { acrossNodes } from "../harness/traces";
import type { TwoTiers } from "../harness/two-tiers";
import { twoTiersCase } from "../harness/two-tiers-case";
import { wholeTraces } from "../harness/whole-traces";

/** Collectors before 0.115.0 do not route anew. */
const about = { tier: "full", pair: PAIRS.default } as const;

/** Of the setting, in milliseconds. */
const DECISION_WAIT_MS = 2000;

/** How long a change lasts, from the first agent that learns of it to the last, in milliseconds: each asks every 5 s. */
const LEARNING_MS = 12_000;

/** Load before the first change, and between changes. */
const QUIET_MS = 8_000;

/** What the documentation names: the share of traces that are not whole, of those that were under way at a change. */
const MOST_CUT = 0.5;

twoTiersCase(
  "a roll-out of the gateways under load cuts traces only while it lasts, at most half of them; then every trace is whole",
  async (tiers) => {
    await expectCutOnlyAround(tiers, async (change) => {
      for (const old of [...tiers.gateways]) {
        // As Kubernetes does: the new one is ready, the old one loses its address and is told to stop at once.
        change();
        await tiers.startGateway();
        tiers.withdraw(old);
        await old.program.stop();
        change();
        await tiers.resolved();
      }
    });
  },
  about,
);

twoTiersCase(
  "a gateway that is killed takes what it holds with it, and no trace that is sent once the agents have learnt of it",
  async (tiers) => {
    await expectCutOnlyAround(tiers, async (change) => {
      const [killed] = tiers.gateways;
      change();
      killed.program.kill();
      await pause(3000);
      tiers.withdraw(killed);
      change();
      await tiers.resolved();
    });
  },
  about,
);

twoTiersCase(
  "a gateway more cuts traces only until the agents have learnt of it",
  async (tiers) => {
    await expectCutOnlyAround(tiers, async (change) => {
      change();
      await tiers.startGateway();
      change();
      await tiers.resolved();
    });
  },
  about,
);

/** Sends traces all the while, and looks at which are not whole in the end. */
async function expectCutOnlyAround(tiers: TwoTiers, act: (change: () => void) => Promise<void>): Promise<void> {
  const load = new SteadyLoad(tiers.agents);
  const changes: number[] = [];
  await pause(QUIET_MS);
  await act(() => changes.push(Date.now()));
  await pause(QUIET_MS);
  await load.stop();

  const [reader] = tiers.gateways;
  await settled(reader, load.sent);
  const whole = await wholeTraces(
    reader,
    load.sent.map(({ trace }) => trace),
  );
  const cut = load.sent.filter(({ trace }) => !whole.has(trace));
  const underWay = load.sent.filter((sent) => isAround(changes, sent));
  const first = changes[0];
  console.log(
    `${cut.length} of ${load.sent.length} cut, ${underWay.length} under way; cut at ${[...new Set(cut.map(({ at }) => Math.round((at - first) / 1000)))].join(" ")} s after the first of the changes at ${changes.map((at) => Math.round((at - first) / 1000)).join(" ")} s`,
  );
  const elsewhere = cut.filter((sent) => !isAround(changes, sent));
  if (elsewhere.length > 0 || cut.length > underWay.length * MOST_CUT) {
    throw reader.error(
      `${cut.length} of ${load.sent.length} traces are not whole, ${elsewhere.length} of them far from a change, and ${underWay.length} were under way`,
    );
  }

  const later = acrossNodes(300, tiers.agents.length, "failed");
  await Promise.all(tiers.agents.map((agent, index) => agent.sendSpans(later.map(({ spans }) => spans[index]))));
  const all = await eventually(
    async () => ((await wholeTraces(reader, later)).size === later.length ? true : undefined),
    { within: 30_000, every: 500 },
  );
  expect(all).toBe(true);
}

/** Waits until nothing more arrives. */
async function settled(reader: Collector, sent: readonly SentTrace[]): Promise<void> {
  const traces = sent.map(({ trace }) => trace);
  let before = -1;
  for (let now = 0; now !== before; ) {
    before = now;
    await pause(3 * DECISION_WAIT_MS);
    now = (await wholeTraces(reader, traces)).size;
  }
}

function isAround(changes: readonly number[], { at }: SentTrace): boolean {
  return changes.some((change) => at > change - 2 * DECISION_WAIT_MS && at < change + LEARNING_MS);
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
