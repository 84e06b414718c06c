import { setTimeout as pause } from "node:timers/promises";
import { eventually } from "../harness/program";
import { PAIRS } from "../harness/settings-under-test";
import { acrossNodes, type Trace, traces } from "../harness/traces";
import type { TwoTiers } from "../harness/two-tiers";
import { twoTiersCase } from "../harness/two-tiers-case";
import { wholeTraces } from "../harness/whole-traces";

/** Collectors before 0.115.0 do not route anew. */
const about = { tier: "full", pair: PAIRS.default } as const;

/** As many as the documentation names. */
const HELD = 300;

/** How long the gateways are away, in milliseconds. Agents hold for 5 minutes. */
const AWAY_MS = 20_000;

/** Time in which all is written once gateways are back, in milliseconds, as the documentation names it. */
const BACK_MS = 60_000;

/** A request of a few large traces, and how many of them may be sent until an agent refuses. */
const TRACES_PER_REQUEST = 20;
const PAYLOAD = "x".repeat(10_000);
const REQUESTS = 2000;
/** It has refused when it refused so often. */
const REFUSALS = 5;

twoTiersCase(
  "while no gateway is there agents hold what they accepted, and all of it is whole within a minute of the gateways' return, at other addresses",
  async (tiers) => {
    await takeAway(tiers);
    const held = acrossNodes(HELD, tiers.agents.length, "failed");
    await Promise.all(tiers.agents.map((agent, index) => agent.sendSpans(held.map(({ spans }) => spans[index]))));
    await pause(AWAY_MS);

    const reader = await tiers.startGateway();
    await tiers.startGateway();
    await eventually(async () => ((await wholeTraces(reader, held)).size === HELD ? true : undefined), {
      within: BACK_MS,
      every: 500,
    });
    expect((await wholeTraces(reader, held)).size).toBe(HELD);
  },
  about,
);

twoTiersCase(
  "beyond its memory limit an agent refuses, and the sender is told to try again; of what it accepted nothing is lost",
  async (tiers) => {
    await takeAway(tiers);
    const [agent] = tiers.agents;
    const accepted: Trace[] = [];
    let refusals = 0;
    for (let sent = 0; sent < REQUESTS && refusals < REFUSALS; sent += 1) {
      const request = traces(TRACES_PER_REQUEST).failed().having({ payload: PAYLOAD }).now();
      const { code } = await agent.sender.send(
        request.flatMap(({ root, child }) => [root, child]),
        "gRPC",
      );
      if (code === "OK") {
        accepted.push(...request);
      } else {
        expect(code).toBe("UNAVAILABLE");
        refusals += 1;
      }
      await pause(20);
    }
    expect([refusals, accepted.length > 0]).toEqual([REFUSALS, true]);

    const reader = await tiers.startGateway();
    await tiers.startGateway();
    const arrived = async () => (await reader.arrived(accepted.map(({ id }) => id))).size;
    await eventually(async () => ((await arrived()) === accepted.length ? true : undefined), {
      within: BACK_MS,
      every: 1000,
    });
    expect(await arrived()).toBe(accepted.length);
    await eventually(
      async () => ((await agent.sender.send([traces(1).now()[0].root], "gRPC")).code === "OK" ? true : undefined),
      {
        within: BACK_MS,
        every: 500,
      },
    ).then((again) => expect(again).toBe(true));
  },
  { ...about, setting: "agents with little memory" },
);

/** Every gateway stops, and there is none in their place. */
async function takeAway(tiers: TwoTiers): Promise<void> {
  for (const gateway of tiers.gateways) {
    await tiers.terminate(gateway);
  }
}
