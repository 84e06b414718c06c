import { join } from "node:path";
import { acceptance, type Evidence } from "../acceptance";
import type { LoadFigures } from "../harness/change-figures";
import { handedValues } from "../harness/handed-values";
import { missingNetworks, resultInOwnNetwork } from "../harness/own-network";
import { PAIRS } from "../harness/settings-under-test";

/** Collectors before 0.115.0 do not route anew. */
const PAIR = PAIRS.default;

/** The share of traces that may be cut, of those that were under way at a change. */
const MOST_CUT = 0.3;

/** What an agent of each resolver may hold at most at the end of a change, in requests. */
const FEW_REQUESTS = 100;

const CLAIM =
  "with either resolver, under load: a roll-out of the gateways, one more and one less cut traces only around them, and lose no failed span; one that is killed takes what it holds with it, and nothing that is sent later; of one that never starts agents know nothing by DNS, and hold spans for it by the API";

const missing = missingNetworks();
if (missing !== undefined) {
  acceptance.notRun("collector config", CLAIM, missing, { tier: "full" });
} else {
  acceptance(
    "collector config",
    CLAIM,
    async (evidence) => {
      const figures = await measured(evidence);
      for (const { sent, changes, elsewhere } of Object.values(figures)) {
        expect(changes.map(({ name }) => name)).toEqual([
          "roll-out",
          "killed",
          "one more",
          "one that never starts",
          "one less",
        ]);
        expect(sent).toBeGreaterThan(1000);
        expect(elsewhere).toEqual({ cut: 0, lost: 0 });
        for (const { name, underWay, cut, lost } of changes) {
          // One of two gateways held half of what was undecided.
          const mostLost = name === "killed" ? underWay / 2 : underWay / 100;
          expect([name, cut <= underWay * MOST_CUT, lost <= mostLost]).toEqual([name, true, true]);
        }
      }
      const held = ({ changes }: LoadFigures) =>
        changes.find(({ name }) => name === "one that never starts")?.held ?? 0;
      expect(held(figures.dns)).toBeLessThan(FEW_REQUESTS);
      // From collector 0.161.0 on it waits until a gateway is ready.
      expect(held(figures.k8s)).toBeGreaterThan(FEW_REQUESTS);
    },
    { tier: "full" },
  );
}

async function measured(evidence: Evidence): Promise<Record<"dns" | "k8s", LoadFigures>> {
  // Applied out here, where a registry of providers can be reached.
  await handedValues("two tiers by name", PAIR, evidence);
  const { figures, programs } = await resultInOwnNetwork<{
    figures: Record<"dns" | "k8s", LoadFigures>;
    programs: [string, string][];
  }>(join(__dirname, "../harness/gateways-in-own-network.ts"), [JSON.stringify(PAIR)]);
  for (const [program, version] of programs) {
    evidence.ranIn(program, version);
  }
  return figures;
}
