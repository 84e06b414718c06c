import type { Change } from "./change-figures";
import type { TwoTiers } from "./two-tiers";

/** What happens to the gateways of a cluster, as Kubernetes does it. The number of them is the same in the end. */
export function gatewayChanges(tiers: TwoTiers): Change[] {
  return [
    {
      name: "roll-out",
      act: async () => {
        for (const old of tiers.gateways) {
          await tiers.schedule();
          await tiers.terminate(old);
        }
      },
    },
    { name: "killed", act: async () => void (await tiers.kill(tiers.gateways[0])) },
    { name: "one more", act: async () => void (await tiers.schedule()) },
    { name: "one less", act: () => tiers.terminate(tiers.gateways[0]) },
  ];
}
