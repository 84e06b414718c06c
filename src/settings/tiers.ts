import type { Settings } from "./settings";

/** One kind of collector in the cluster: the only one, or one of two tiers. */
export interface Tier {
  /** Who it is: the only collector, or an agent that hands traces to the gateway, or the gateway. */
  readonly role: "collector" | "agent" | "gateway";

  /** The group of options that holds its own needs. */
  readonly group: "collector" | "gateway";

  /** Name of the Helm release, of the Service and of the service account. */
  readonly releaseName: string;

  /** Whether it holds traces and decides. It alone writes to AWS. */
  readonly samples: boolean;

  /** Its own needs. */
  readonly needs: Needs;
}

type Needs = Pick<
  Settings["collector"],
  | "memoryLimitMib"
  | "memorySpikeLimitMib"
  | "cpuRequestMillicores"
  | "tolerations"
  | "nodeSelector"
  | "priorityClassName"
>;

/** The collectors that run on every node, which applications send to. */
export function nodeTier({ topology, collector }: Settings): Tier {
  const { releaseName } = collector;
  const common = { group: "collector", releaseName, needs: collector } as const;
  return topology === "gateway"
    ? { ...common, role: "agent", samples: false }
    : { ...common, role: "collector", samples: true };
}

/** The gateway, if there is one. */
export function gatewayTier({ topology, collector, gateway }: Settings): Tier | undefined {
  const releaseName = `${collector.releaseName}${GATEWAY_SUFFIX}`;
  const priorityClassName = gateway.priorityClassName ?? collector.priorityClassName;
  return topology === "gateway"
    ? { role: "gateway", group: "gateway", releaseName, samples: true, needs: { ...gateway, priorityClassName } }
    : undefined;
}

/** The collectors that sample. */
export function samplingTier(settings: Settings): Tier {
  return gatewayTier(settings) ?? nodeTier(settings);
}

/** What the name of the gateway's release adds to that of the agents. */
export const GATEWAY_SUFFIX = "-gateway";
