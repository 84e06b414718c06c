import type { Settings } from "../settings/settings";
import { HOLD_SECONDS } from "./balancing";
import { collectorFacts } from "./facts/collector-facts";

type Resolver = Settings["gateway"]["resolver"];

/** What two tiers do where versions and options differ, in words. */
export interface GatewayTexts {
  /** What becomes of spans while a gateway takes none. */
  readonly away: string;

  /** What becomes of spans that a gateway's memory limiter refused. */
  readonly refusals: string;

  /** How the agents learn of the gateways, to be put after "the agents learn". */
  readonly resolver: string;

  /** What a change of their number costs. */
  readonly ringChange: string;
}

/** Failed traces that a change cut, and those that it lost. */
interface ChangeCosts {
  readonly rollOutCut: number;
  readonly oneMoreCut: number;
  readonly oneLessCut: number;
  readonly killedLost: number;
  readonly killedCut: number;
}

/**
 * What changes of three gateways cost at 30 failed traces/s of three nodes, by how the agents find them: with collector 0.159.0,
 * by `npm run bench:data-plane`, whose tables are in docs/topologies.md.
 */
export const MEASURED_CHANGES: Readonly<Record<Resolver, ChangeCosts>> = {
  dns: { rollOutCut: 48, oneMoreCut: 50, oneLessCut: 2, killedLost: 106, killedCut: 0 },
  k8s: { rollOutCut: 0, oneMoreCut: 0, oneLessCut: 0, killedLost: 99, killedCut: 0 },
};

/** The same in words. */
export function changeCostsText(resolver: Resolver): string {
  const { rollOutCut, oneMoreCut, oneLessCut, killedLost, killedCut } = MEASURED_CHANGES[resolver];
  return `a roll-out of all three cut ${rollOutCut} traces, one more ${oneMoreCut}, one less ${oneLessCut}; one that was killed took ${killedLost} with it, and ${killedCut} were cut until it was back`;
}

export function gatewayTexts({ collectorVersion, gateway }: Settings): GatewayTexts {
  const { routesAnew, refusalsAreRetried } = collectorFacts(collectorVersion);
  const minutes = HOLD_SECONDS / 60;
  return {
    away: routesAnew
      ? `An agent holds what no gateway takes, tries again for ${minutes} minutes, and chooses anew each time: of 300 traces that were sent while no gateway was there, all were whole within a minute of their return. Beyond its memory limit it refuses, and the sender is told.`
      : `An agent holds what a gateway does not take, for each gateway by itself, and tries again for ${minutes} minutes. What it holds for a gateway that is gone for good is lost: from collector 0.115.0 on it is routed anew, the option \`collectorVersion\`.`,
    refusals: refusalsAreRetried
      ? `Refused spans stay with the agents, which try again for ${minutes} minutes, and refuse spans themselves from their own memory limit on.`
      : "Refused spans are lost: this collector refuses with an error that agents do not retry.",
    resolver:
      gateway.resolver === "dns"
        ? "by DNS, within seconds: a headless Service has the addresses of those that are ready. They need no rights in the Kubernetes API for it"
        : "from the Kubernetes API, where a ClusterRole lets them read endpoints. Collectors from 0.140.0 until 0.161.0 send to those that are not ready too: while a new one does not start, agents hold nearly all spans",
    ringChange: `One more or less moves about 1/R of the traces of R gateways, and until the last agent has learnt of it their spans go to two gateways, which decide on what they see. With three gateways, at 30 traces/s of three nodes, of which only the innermost span had failed, ${changeCostsText(gateway.resolver)}.`,
  };
}
