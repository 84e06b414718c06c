import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { run } from "../../../tools/run";
import { acceptance, type Evidence } from "../acceptance";
import type { LoadFigures } from "../harness/change-figures";
import { handedValues, runEnvironment } from "../harness/handed-values";
import { inOwnNetwork, missingNetworks } from "../harness/own-network";
import { PAIRS, type SettingName } from "../harness/settings-under-test";

/** Collectors before 0.115.0 do not route anew. */
const PAIR = PAIRS.default;

/** The share of traces that may be cut, of those that were under way at a change. */
const MOST_CUT = { dns: 0.5, k8s: 0.5 };

/** Three agents and two gateways, with pods' addresses. */
const SETTINGS = { dns: "two tiers by name", k8s: "two tiers that watch" } as const satisfies Record<
  string,
  SettingName
>;

for (const resolver of ["dns", "k8s"] as const) {
  const claim = `with the resolver ${resolver}, a roll-out of the gateways under load, one more and one less cut traces only while they last and lose no failed span; one that is killed takes what it holds with it, and nothing that is sent later`;
  const missing = missingNetworks();
  if (missing !== undefined) {
    acceptance.notRun("collector config", claim, missing, { tier: "full" });
    continue;
  }
  acceptance(
    "collector config",
    claim,
    async (evidence) => {
      const { sent, changes, elsewhere } = await figures(SETTINGS[resolver], evidence);
      expect(changes.map(({ name }) => name)).toEqual(["roll-out", "killed", "one more", "one less"]);
      expect(sent).toBeGreaterThan(1000);
      expect(elsewhere).toEqual({ cut: 0, lost: 0 });
      for (const { name, underWay, cut, lost } of changes) {
        expect([name, cut / underWay <= MOST_CUT[resolver]]).toEqual([name, true]);
        // One of two gateways held half of what was undecided.
        expect([name, lost <= (name === "killed" ? underWay / 2 : 0)]).toEqual([name, true]);
      }
    },
    { tier: "full" },
  );
}

async function figures(setting: SettingName, { ranIn, ...rest }: Evidence): Promise<LoadFigures> {
  await handedValues(setting, PAIR, { ranIn, ...rest });
  const directory = mkdtempSync(join(tmpdir(), "eks-otel-tracing-figures-"));
  try {
    const file = join(directory, "figures.json");
    const { path, args } = inOwnNetwork(process.execPath, [
      require.resolve("tsx/cli"),
      join(__dirname, "../harness/gateways-in-own-network.ts"),
      setting,
      JSON.stringify(PAIR),
      file,
    ]);
    await run(path, args, { environment: runEnvironment() });
    const { figures: found, programs } = JSON.parse(readFileSync(file, "utf8"));
    for (const [program, version] of programs) {
      ranIn(program, version);
    }
    console.log(setting, JSON.stringify(found, undefined, 1));
    return found;
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}
