import { acceptance, type Tier } from "../acceptance";
import { onEveryPair } from "./collector-case";
import { missingMountNamespaces } from "./hosts-file";
import type { Pair } from "./settings-under-test";
import { TwoTiers } from "./two-tiers";

const started: TwoTiers[] = [];

afterEach(async () => {
  await Promise.all(started.splice(0).map((tiers) => tiers.stop()));
});

/**
 * A claim about three agents and two gateways of the setting "a tenth behind a gateway". It is reported as not run where no
 * program can be given names of its own.
 */
export function twoTiersCase(
  claim: string,
  prove: (tiers: TwoTiers) => Promise<void>,
  about: { readonly tier?: Tier; readonly pair?: Pair } = {},
): void {
  const missing = missingMountNamespaces();
  if (missing !== undefined) {
    acceptance.notRun("collector config", claim, missing, about);
    return;
  }
  onEveryPair(
    claim,
    async (given) => {
      const tiers = await TwoTiers.start({ ...given, setting: "a tenth behind a gateway" }, { agents: 3, gateways: 2 });
      started.push(tiers);
      await prove(tiers);
    },
    about,
  );
}
