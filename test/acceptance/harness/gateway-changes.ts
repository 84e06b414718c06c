import type { Change } from "./change-figures";
import type { TwoTiers } from "./two-tiers";

/** How long a gateway does not start until it is given up, in milliseconds. Helm waits for 5 minutes. */
const IN_VAIN_MS = 20_000;

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
    { name: "one that never starts", act: () => tiers.scheduleInVain(IN_VAIN_MS) },
    { name: "one less", act: () => tiers.terminate(tiers.gateways[0]) },
  ];
}
