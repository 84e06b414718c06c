/**
 * A network policy for the collectors of each tier. It takes a network plugin that enforces policies: the VPC CNI of Amazon
 * EKS does where its `enableNetworkPolicy` is on.
 *
 * Probes come from the node, which no policy keeps out. A collector's own metrics, on port 8888, may be read by anyone.
 */
export interface NetworkPolicyOptions {
  /**
   * Whether there is a policy.
   *
   * Spans are taken from pods alone, by a gateway from the agents alone. A collector that samples reaches DNS and whatever
   * speaks HTTPS (port 443, and those of the metrics' endpoint and of the proxy), with `identity: "pod-identity"` also the EKS
   * Pod Identity Agent on its node. An agent of two tiers reaches DNS and the gateway, with `gateway.resolver: "k8s"` or
   * `kubernetesAttributes` HTTPS too. Neither reaches the node's instance metadata.
   *
   * @default false
   * @see https://kubernetes.io/docs/concepts/services-networking/network-policies/
   */
  readonly enabled?: boolean;

  /**
   * Labels of the namespaces whose pods may send spans, for example `{ "kubernetes.io/metadata.name": "shop" }`.
   *
   * @default {} - every namespace
   */
  readonly senderNamespaceLabels?: { readonly [label: string]: string };

  /**
   * Address blocks to which a collector that samples may speak HTTPS: those of the VPC endpoints of X-Ray and STS, of what
   * takes the metrics, and of a proxy. The agents' way to the Kubernetes API is not narrowed by it; in one tier, with
   * `kubernetesAttributes`, it has to hold the API too: the address of the Service `kubernetes` and those behind it.
   *
   * Default of the Terraform variable `egress_cidr_blocks`.
   *
   * @default [] - any address
   */
  readonly egressCidrBlocks?: string[];
}
