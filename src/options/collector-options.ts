import type { CollectorTlsOptions } from "./tls-options";

/** How much the collector logs of each batch that it exports. */
export type LogVerbosity = "basic" | "normal" | "detailed";

/**
 * The collector's own needs. With `topology: "gateway"` memory, CPU and nodes are those of the agents; names and image are
 * for both tiers.
 */
export interface CollectorOptions {
  /**
   * Name of the Helm release, of the Service and of the service account: at most 53 characters, a letter first. Those of a
   * gateway are called like it, with `-gateway`; then it has at most 45 characters.
   *
   * @default "otel-collector"
   * @see https://kubernetes.io/docs/concepts/overview/working-with-objects/names/#rfc-1035-label-names
   */
  readonly releaseName?: string;

  /**
   * Helm repository of the chart, for example a private mirror.
   *
   * Default of the Terraform variable `chart_repository`.
   *
   * @default "https://open-telemetry.github.io/opentelemetry-helm-charts"
   */
  readonly chartRepository?: string;

  /**
   * Container image of the collector, without a tag. It has to be a contrib build, or one of your own with the same
   * components.
   *
   * Default of the Terraform variable `image_repository`.
   *
   * @default - upstream's contrib image: on Docker Hub before collector 0.123.1, on ghcr.io from there on
   */
  readonly imageRepository?: string;

  /**
   * Tag of the image, for a mirror that has tags of its own. It says nothing of what is inside: `collectorVersion` does, and
   * a tag that starts with another version is refused.
   *
   * @default - `collectorVersion`
   */
  readonly imageTag?: string;

  /**
   * Digest of the image, such as `sha256:` and 64 hexadecimal digits. It pins the image whatever its tag says. What is inside
   * says `collectorVersion`, so change both at once.
   *
   * @default - none, the image is chosen by its tag
   * @see https://kubernetes.io/docs/concepts/containers/images/#image-names
   */
  readonly imageDigest?: string;

  /**
   * Names of the Secrets with which the image is pulled, for both tiers. They have to be in the collector's namespace before
   * its pods are, and are of type `kubernetes.io/dockerconfigjson`. Amazon ECR needs none: the node's role pulls.
   *
   * @default [] - none
   * @see https://kubernetes.io/docs/tasks/configure-pod-container/pull-image-private-registry/
   */
  readonly imagePullSecrets?: string[];

  /**
   * Memory of the collector that is never exceeded, in MiB. The container's limit lies above it.
   *
   * Default of the Terraform variable `memory_limit_mib`.
   *
   * @default 400
   * @see https://github.com/open-telemetry/opentelemetry-collector/tree/main/processor/memorylimiterprocessor
   */
  readonly memoryLimitMib?: number;

  /**
   * Headroom for spikes, in MiB. The collector refuses data from `memoryLimitMib - memorySpikeLimitMib` on.
   *
   * Default of the Terraform variable `memory_spike_limit_mib`.
   *
   * @default 100
   */
  readonly memorySpikeLimitMib?: number;

  /**
   * Time between two measurements of the memory, in seconds.
   *
   * @default 1
   */
  readonly memoryCheckIntervalSeconds?: number;

  /**
   * CPU request of the collector's container, in thousandths of a core.
   *
   * @default 100
   */
  readonly cpuRequestMillicores?: number;

  /**
   * Taints that the collector tolerates.
   *
   * The Service keeps traffic on its node, so spans of a node without a collector are lost.
   *
   * @default [{ operator: "Exists" }] - every node
   */
  readonly tolerations?: Toleration[];

  /**
   * Labels that a node must have to run a collector.
   *
   * @default {} - every node
   */
  readonly nodeSelector?: { readonly [label: string]: string };

  /**
   * Priority class of the pods on every node. One that is not there stops the release: a pod is not made. Of those that begin
   * with `system-`, which Kubernetes keeps to itself, there are `system-node-critical` and `system-cluster-critical` alone.
   *
   * @default - the cluster's default
   * @see https://kubernetes.io/docs/concepts/scheduling-eviction/pod-priority-preemption/
   */
  readonly priorityClassName?: string;

  /**
   * How much the collector logs of each batch that it exports.
   *
   * @default "basic"
   */
  readonly logVerbosity?: LogVerbosity;

  /**
   * TLS for what applications send, by gRPC and by HTTP. Nothing is taken in the clear then.
   *
   * @default - none, applications send in the clear
   */
  readonly tls?: CollectorTlsOptions;
}

/**
 * A taint that the collector tolerates.
 *
 * @see https://kubernetes.io/docs/concepts/scheduling-eviction/taint-and-toleration/
 */
export interface Toleration {
  /**
   * Key of the taint.
   *
   * @default - every key, with operator `Exists`
   */
  readonly key?: string;
  /**
   * `Exists` or `Equal`.
   *
   * @default "Equal"
   */
  readonly operator?: TolerationOperator;
  /**
   * Value of the taint, with operator `Equal`.
   *
   * @default - none
   */
  readonly value?: string;
  /**
   * Effect of the taint.
   *
   * @default - every effect
   */
  readonly effect?: TaintEffect;
}

/** How a toleration is compared with a taint. */
export type TolerationOperator = "Exists" | "Equal";

/** What a taint does to pods that do not tolerate it. */
export type TaintEffect = "NoSchedule" | "PreferNoSchedule" | "NoExecute";
