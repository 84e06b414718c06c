import { Explained } from "../explained";
import type { Settings } from "../settings/settings";
import { gatewayTier, nodeTier, type Tier } from "../settings/tiers";
import { clusterRoleOf } from "./cluster-role";
import { OTLP_GRPC_PORT, POD_IDENTITY_AGENT, TELEMETRY_PORT } from "./endpoints";
import { otlpPorts } from "./otlp-exporters";

/** What a network policy is told of the cluster, in the language in which the values are written. */
export interface NetworkReferences<E> {
  /** Peers to which a collector that samples may speak HTTPS. With none, any. */
  readonly httpsPeers: E;
  /** The ports of it. */
  readonly httpsPorts: E;
}

const tcp = (port: number) => ({ port, protocol: "TCP" });

const HTTPS_PORT = 443;
const DNS_PORT = 53;

/**
 * The chart's value `networkPolicy`: who may send to the collectors of a tier, on the ports that the chart opens, and where
 * they may go.
 *
 * @see https://kubernetes.io/docs/reference/kubernetes-api/policy-resources/network-policy-v1/
 */
export function networkPolicy<E>(
  settings: Settings,
  tier: Tier,
  { httpsPeers, httpsPorts }: NetworkReferences<E>,
): Record<string, unknown> {
  const gateway = gatewayTier(settings);
  return {
    enabled: true,
    allowIngressFrom:
      tier.role === "gateway"
        ? [podsOf(nodeTier(settings))]
        : [namespaces(settings.networkPolicy.senderNamespaceLabels)],
    extraIngressRules: new Explained(
      "Its own metrics, for kubectl, which comes by the API server, and for Prometheus.",
      [{ ports: [tcp(TELEMETRY_PORT)] }],
    ),
    egressRules: [
      new Explained("DNS is pods, a cache on the node or a part of the node: only the port is the same.", {
        ports: [{ port: DNS_PORT, protocol: "UDP" }, tcp(DNS_PORT)],
      }),
      ...(tier.role === "agent" && gateway !== undefined
        ? [{ to: [podsOf(gateway)], ports: [tcp(OTLP_GRPC_PORT)] }]
        : []),
      ...(tier.role === "agent" && clusterRoleOf(settings, tier) !== undefined
        ? [
            new Explained(
              "The Kubernetes API is no pod: some network plugins see the address of its Service, others those behind it.",
              {
                ports: [tcp(HTTPS_PORT)],
              },
            ),
          ]
        : []),
      ...(tier.samples && settings.identity === "pod-identity" ? [TO_POD_IDENTITY_AGENT] : []),
      ...(tier.samples && settings.otlpExporters.length > 0
        ? [new Explained("Further backends, which may be pods.", { ports: otlpPorts(settings).map(tcp) })]
        : []),
      ...(tier.samples
        ? [
            new Explained(
              settings.xray.export === "none"
                ? "Where metrics go, and AWS for the credentials."
                : "AWS, and where metrics go.",
              { to: httpsPeers, ports: httpsPorts },
            ),
          ]
        : []),
    ],
  };
}

const TO_POD_IDENTITY_AGENT = new Explained("The EKS Pod Identity Agent on the node, which gives the credentials.", {
  to: [`${POD_IDENTITY_AGENT.ipv4}/32`, `${POD_IDENTITY_AGENT.ipv6}/128`].map((cidr) => ({ ipBlock: { cidr } })),
  ports: [tcp(POD_IDENTITY_AGENT.port)],
});

/** The pods of a tier, in the namespace of them all. */
const podsOf = ({ releaseName }: Tier) => ({
  podSelector: { matchLabels: { "app.kubernetes.io/instance": releaseName } },
});

const namespaces = (labels: Readonly<Record<string, string>>) => ({
  namespaceSelector: Object.keys(labels).length === 0 ? {} : { matchLabels: labels },
});
