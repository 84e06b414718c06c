/**
 * Which pod something comes from, said by Kubernetes: the resource of spans, metrics and logs gets `k8s.namespace.name`,
 * `k8s.pod.name`, `k8s.pod.uid`, `k8s.node.name`, and `k8s.deployment.name` if a Deployment made the pod. What an application
 * says of these itself stays. In one tier the collector on the node does it, with `topology: "gateway"` the agents: sampling
 * policies, redaction, X-Ray, metrics and further backends see them.
 *
 * A pod is found by `k8s.pod.uid` or `k8s.pod.ip` of its resource if the application gives one of them, else by the address that
 * it sends from. So these get nothing, unless they give their uid as in
 * `OTEL_RESOURCE_ATTRIBUTES=k8s.pod.uid=$(POD_UID)`, with `POD_UID` from the downward API: pods on the host's network, whatever
 * sends through a proxy or another collector, and every pod where a sidecar of a service mesh, here in the collector's own pod,
 * or NAT hides the address. A pod of another node is not known; the Service hands everything to the collector on its node.
 *
 * A ClusterRole lets the collector list and watch just what this takes: pods, with `namespaceLabels` namespaces, with collectors
 * before 0.155.0 the ReplicaSets that name their Deployment, and with those before 0.98.0 the namespace `kube-system`. Kubernetes
 * can't narrow it to the pods of a node: the collector asks for these alone. One that can't reach the Kubernetes API passes
 * everything on without these attributes, as it does in the moment after its start. With collectors before 0.119.0, pods that ran
 * before it may lack `k8s.deployment.name` for five minutes.
 *
 * In Amazon Managed Service for Prometheus they become labels of what applications measure: every new pod is a new series.
 * Collector 0.92.0 adds `k8s.pod.ip`, the address, for senders that are no known pod too.
 *
 * @see https://github.com/open-telemetry/opentelemetry-collector-contrib/tree/v0.159.0/processor/k8sattributesprocessor
 */
export interface KubernetesAttributesOptions {
  /**
   * Whether there are any.
   *
   * @default false
   */
  readonly enabled?: boolean;

  /**
   * Keys of labels of the pod, for example `app.kubernetes.io/name`, which becomes `k8s.pod.label.app.kubernetes.io/name`.
   *
   * @default []
   */
  readonly podLabels?: string[];

  /**
   * Keys of labels of the pod's namespace, for example `team`, which becomes `k8s.namespace.label.team`.
   *
   * @default []
   */
  readonly namespaceLabels?: string[];
}
