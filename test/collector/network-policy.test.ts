import { networkPolicy } from "../../src/collector/network-policy";
import { Explained } from "../../src/explained";
import type { EksOtelTracingProjectOptions } from "../../src/options";
import { resolveSettings, type Settings } from "../../src/settings/settings";
import { gatewayTier, nodeTier, type Tier } from "../../src/settings/tiers";

const NETWORK = { httpsPeers: "peers", httpsPorts: "ports" };

function policy(tier: (settings: Settings) => Tier | undefined, options: EksOtelTracingProjectOptions = {}): any {
  const settings = resolveSettings({ networkPolicy: { enabled: true }, ...options });
  return JSON.parse(
    JSON.stringify(networkPolicy(settings, tier(settings) as Tier, NETWORK), (_, value) =>
      value instanceof Explained ? value.value : value,
    ),
  );
}

const TWO_TIERS = { topology: "gateway" } as const;
const DNS = {
  ports: [
    { port: 53, protocol: "UDP" },
    { port: 53, protocol: "TCP" },
  ],
};
const AWS = { to: "peers", ports: "ports" };
const pods = (release: string) => ({ podSelector: { matchLabels: { "app.kubernetes.io/instance": release } } });

test("every pod of the cluster may send, and nothing else, unless namespaces are chosen", () => {
  expect(policy(nodeTier).allowIngressFrom).toEqual([{ namespaceSelector: {} }]);
  const networkPolicy = { enabled: true, senderNamespaceLabels: { team: "shop" } };
  expect(policy(nodeTier, { networkPolicy }).allowIngressFrom).toEqual([
    { namespaceSelector: { matchLabels: { team: "shop" } } },
  ]);
});

test("a gateway takes spans from the agents alone", () => {
  expect(policy(gatewayTier, TWO_TIERS).allowIngressFrom).toEqual([pods("otel-collector")]);
});

test("what samples reaches DNS and AWS, and no instance metadata", () => {
  expect(policy(nodeTier).egressRules).toEqual([DNS, AWS]);
  expect(policy(gatewayTier, TWO_TIERS).egressRules).toEqual([DNS, AWS]);
});

test("with EKS Pod Identity what samples reaches its agent on the node, and an agent of ours does not", () => {
  const agent = {
    to: [{ ipBlock: { cidr: "169.254.170.23/32" } }, { ipBlock: { cidr: "fd00:ec2::23/128" } }],
    ports: [{ port: 80, protocol: "TCP" }],
  };
  const identity = "pod-identity";
  expect(policy(nodeTier, { identity }).egressRules).toEqual([DNS, agent, AWS]);
  expect(policy(gatewayTier, { ...TWO_TIERS, identity }).egressRules).toEqual([DNS, agent, AWS]);
  expect(policy(nodeTier, { ...TWO_TIERS, identity }).egressRules).toEqual(policy(nodeTier, TWO_TIERS).egressRules);
});

test("what samples reaches further backends, wherever they are, and an agent does not", () => {
  const otlpExporters = [
    { name: "a", endpoint: "https://otlp.example.com", protocol: "http" as const },
    { name: "b", endpoint: "http://tempo.tracing.svc:4317" },
  ];
  const backends = {
    ports: [
      { port: 443, protocol: "TCP" },
      { port: 4317, protocol: "TCP" },
    ],
  };
  expect(policy(nodeTier, { otlpExporters }).egressRules).toEqual([DNS, backends, AWS]);
  expect(policy(nodeTier, { ...TWO_TIERS, otlpExporters }).egressRules).toEqual(
    policy(nodeTier, TWO_TIERS).egressRules,
  );
});

test("an agent reaches DNS and the gateway, and the API only where it has to", () => {
  const gateway = { to: [pods("otel-collector-gateway")], ports: [{ port: 4317, protocol: "TCP" }] };
  expect(policy(nodeTier, { ...TWO_TIERS, gateway: { resolver: "dns" } }).egressRules).toEqual([DNS, gateway]);
  const api = { ports: [{ port: 443, protocol: "TCP" }] };
  expect(policy(nodeTier, { ...TWO_TIERS, gateway: { resolver: "k8s" } }).egressRules).toEqual([DNS, gateway, api]);
  const kubernetesAttributes = { enabled: true };
  expect(policy(nodeTier, { ...TWO_TIERS, kubernetesAttributes }).egressRules).toEqual([DNS, gateway, api]);
  // Whoever narrows HTTPS in one tier is not overruled.
  expect(policy(nodeTier, { kubernetesAttributes }).egressRules).toEqual([DNS, AWS]);
});
