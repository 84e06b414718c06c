import type { Toleration } from "./collector-options";
import type { GatewayTlsOptions } from "./tls-options";

/**
 * How the agents find the gateway's pods: `dns`, by the addresses of its headless Service, or `k8s`, by watching its
 * endpoints.
 */
export type GatewayResolver = "dns" | "k8s";

/** What the scheduler does when it can't spread the gateway's pods evenly over the zones. */
export type ZoneSpread = "ScheduleAnyway" | "DoNotSchedule";

/** The tier that samples, with `topology: "gateway"`. Without it, nothing here is read. */
export interface GatewayOptions {
  /**
   * Number of gateways, each of which holds its share of the cluster's traces. Provision for the peak: a number that changes
   * moves traces from one gateway to another, and those that are under way are decided in two parts.
   *
   * Default of the Terraform variable `gateway_replicas`.
   *
   * @default 3
   */
  readonly replicas?: number;

  /**
   * Turns autoscaling on: from `replicas` up to this many gateways.
   *
   * Every change has a cost. Of R gateways, one more or less moves about 1/R of the traces, and until the last agent has
   * learnt of it, some seconds, the spans of those go to two gateways. Measured with three gateways, at 30 failed traces/s of
   * three nodes, whose innermost span alone had failed, with `resolver: "dns"`: a roll-out of all three cut 48 traces, one more
   * 50, one less 2; one that was killed took 106 with it, and 0 were cut until it was back. So the number falls by one each 5
   * minutes at most, and only after 10 minutes of less load.
   *
   * Default of the Terraform variable `gateway_max_replicas`.
   *
   * @default - off, the number is `replicas`
   */
  readonly maxReplicas?: number;

  /**
   * CPU at which a gateway is added, in percent of `cpuRequestMillicores`. Read with `maxReplicas` only.
   *
   * @default 70
   */
  readonly targetCpuUtilizationPercentage?: number;

  /**
   * CPU request of a gateway's container, in thousandths of a core.
   *
   * @default 500
   */
  readonly cpuRequestMillicores?: number;

  /**
   * Memory of a gateway that is never exceeded, in MiB. The container's limit lies above it. The default holds as many traces
   * as the default of `sampling.numTraces`.
   *
   * Default of the Terraform variable `gateway_memory_limit_mib`.
   *
   * @default 1000
   * @see https://github.com/open-telemetry/opentelemetry-collector/tree/main/processor/memorylimiterprocessor
   */
  readonly memoryLimitMib?: number;

  /**
   * Headroom for spikes, in MiB. A gateway refuses data from `memoryLimitMib - memorySpikeLimitMib` on, and the agents try
   * again.
   *
   * Default of the Terraform variable `gateway_memory_spike_limit_mib`.
   *
   * @default 200
   */
  readonly memorySpikeLimitMib?: number;

  /**
   * Number of gateways that a drain of nodes may take away at once, by the disruption budget.
   *
   * @default 1
   * @see https://kubernetes.io/docs/tasks/run-application/configure-pdb/
   */
  readonly maxUnavailable?: number;

  /**
   * What the scheduler does when it can't spread the gateways evenly over the zones.
   *
   * @default "ScheduleAnyway"
   * @see https://kubernetes.io/docs/concepts/scheduling-eviction/topology-spread-constraints/
   */
  readonly zoneSpread?: ZoneSpread;

  /**
   * How the agents find the gateway's pods.
   *
   * `dns` needs no rights in the Kubernetes API, and names pods that are ready alone, after some seconds. `k8s` learns of a
   * change without delay, with a ClusterRole that reads the endpoints, so fewer traces are cut. But from 0.140.0 until 0.161.0
   * collectors then also send to pods that are not ready: while one gateway of a roll-out does not start, which lasts minutes
   * when its image or config is wrong, the agents hold all spans, those for other gateways too. Measured with 0.159.0: of 600
   * requests in 20 s they held 475, by `dns` none. So `dns` is the default.
   *
   * @default "dns"
   * @see https://github.com/open-telemetry/opentelemetry-collector-contrib/tree/main/exporter/loadbalancingexporter
   */
  readonly resolver?: GatewayResolver;

  /**
   * Taints that the gateway tolerates.
   *
   * @default [] - none
   */
  readonly tolerations?: Toleration[];

  /**
   * Labels that a node must have to run a gateway.
   *
   * @default {} - any node
   */
  readonly nodeSelector?: { readonly [label: string]: string };

  /**
   * Priority class of the gateway's pods.
   *
   * @default - `collector.priorityClassName`
   * @see https://kubernetes.io/docs/concepts/scheduling-eviction/pod-priority-preemption/
   */
  readonly priorityClassName?: string;

  /**
   * TLS from the agents to the gateway, mutual if the agents have a certificate too.
   *
   * @default - none, agents send in the clear
   */
  readonly tls?: GatewayTlsOptions;
}
