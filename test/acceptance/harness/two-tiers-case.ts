import { acceptance, type Tier } from "../acceptance";
import { onEveryPair } from "./collector-case";
import { missingMountNamespaces } from "./hosts-file";
import type { Pair, SettingName } from "./settings-under-test";
import { type Given, TwoTiers } from "./two-tiers";

const started: TwoTiers[] = [];

afterEach(async () => {
  await Promise.all(started.splice(0).map((tiers) => tiers.stop()));
});

/** What the collectors start with, and to which run the claim belongs. */
interface About {
  /** @default "a tenth behind a gateway" */
  readonly setting?: SettingName;
  readonly tier?: Tier;
  readonly pair?: Pair;
  /** What else they start with. @default nothing */
  readonly start?: () => Pick<Given, "kubelet" | "tls">;
  /** Why else it can't be proved on this machine. @default it can */
  readonly missing?: string;
}

/** A claim about three agents and two gateways. It is reported as not run where no program can be given names of its own. */
export function twoTiersCase(
  claim: string,
  prove: (tiers: TwoTiers) => Promise<void>,
  { setting = "a tenth behind a gateway", start, missing: lacking, ...about }: About = {},
): void {
  const missing = missingMountNamespaces() ?? lacking;
  if (missing !== undefined) {
    acceptance.notRun("collector config", claim, missing, about);
    return;
  }
  onEveryPair(
    claim,
    async (given) => {
      const tiers = await TwoTiers.start({ ...given, ...start?.(), setting }, { agents: 3, gateways: 2 });
      started.push(tiers);
      await prove(tiers);
    },
    about,
  );
}
