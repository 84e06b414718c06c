import type { Evidence } from "../acceptance";
import { PAIRS, type Pair, type SettingName } from "../harness/settings-under-test";
import { ApiServer } from "../kubernetes/api-server";
import { podsOf } from "../kubernetes/pods";
import { chartCase } from "./charts";
import { RELEASE, type RenderedChart, renderChart } from "./rendered-chart";

const GATEWAY = `${RELEASE}-gateway`;

let server: ApiServer | undefined;
afterAll(() => server?.stop(), 60_000);

for (const pair of [PAIRS.default, PAIRS.newest]) {
  chartCase(
    `with every option on, a restricted namespace takes the pods of chart ${pair.chart} in either topology, and refuses them with a port of the node or as root`,
    async (evidence) => {
      server ??= await ApiServer.start();
      const namespace = `closed-${pair.chart.replaceAll(".", "-")}`;
      await server.createRestrictedNamespace(namespace);
      for (const { objects } of Object.values(await tiers(pair, evidence))) {
        const pods = podsOf(withoutNamespace(objects));
        expect(pods).toHaveLength(1);
        await server.check(namespace, pods);
        const [pod] = pods as any[];
        const [container] = pod.spec.containers;
        const refused = (spec: object) => server?.check(namespace, [{ ...pod, spec: { ...pod.spec, ...spec } }]);
        const ports = [{ ...container.ports[0], hostPort: 4317 }];
        await expect(refused({ containers: [{ ...container, ports }] })).rejects.toThrow(
          /violates PodSecurity "restricted:latest": hostPort/,
        );
        await expect(refused({ securityContext: { ...pod.spec.securityContext, runAsUser: 0 } })).rejects.toThrow(
          /violates PodSecurity "restricted:latest": runAsUser=0/,
        );
      }
      server.nameIn(evidence.ranIn);
    },
  );

  chartCase(
    `the network policies of chart ${pair.chart} are taken by the API server, choose the pods of their tier, and open the ports that are used, and no other`,
    async (evidence) => {
      server ??= await ApiServer.start();
      const { collector, agents, gateway } = await tiers(pair, evidence);
      const namespace = `policies-${pair.chart.replaceAll(".", "-")}`;
      await server.createRestrictedNamespace(namespace);
      for (const chart of [collector, agents, gateway]) {
        await server.check(namespace, [withoutNamespace(chart.objects).find(({ kind }) => kind === "NetworkPolicy")]);
        // In: where its receivers and its metrics listen, which is what the pods and the Service have. Probes come from the node.
        const { ingress } = policyOf(chart);
        expect(ports(ingress[0])).toEqual(receiverPorts(chart));
        expect(
          podOf(chart)
            .spec.containers[0].ports.map(({ containerPort }: any) => containerPort)
            .sort(),
        ).toEqual(receiverPorts(chart));
        expect(
          serviceOf(chart)
            .spec.ports.map(({ targetPort }: any) => targetPort)
            .sort(),
        ).toEqual(receiverPorts(chart));
        expect(ingress.slice(1)).toEqual([{ ports: [{ port: telemetryPort(chart), protocol: "TCP" }] }]);
        expect(policyOf(chart).policyTypes ?? implied(policyOf(chart))).toEqual(["Ingress", "Egress"]);
        expect(selects(policyOf(chart).podSelector, chart)).toBe(true);
      }
      expect(selects(policyOf(agents).podSelector, gateway)).toBe(false);
      expect(selects(policyOf(gateway).podSelector, agents)).toBe(false);

      // Who may send: applications to the nodes, and agents alone to the gateway.
      const shop = [{ namespaceSelector: { matchLabels: { team: "shop" } } }];
      expect(policyOf(collector).ingress[0].from).toEqual(shop);
      expect(policyOf(agents).ingress[0].from).toEqual(shop);
      const [{ podSelector: senders, ...everyNamespace }, ...others] = policyOf(gateway).ingress[0].from;
      expect([everyNamespace, others]).toEqual([{}, []]);
      expect([selects(senders, agents), selects(senders, gateway)]).toEqual([true, false]);

      // Where they may go: DNS; the port of the gateway that the exporter names, and the API; AWS and what takes metrics.
      const dns = {
        ports: [
          { port: 53, protocol: "UDP" },
          { port: 53, protocol: "TCP" },
        ],
      };
      const aws = {
        to: [{ ipBlock: { cidr: "10.0.0.0/16" } }, { ipBlock: { cidr: "fd00:10::/64" } }],
        ports: httpsPorts(gateway).map((port) => ({ port, protocol: "TCP" })),
      };
      const backends = { ports: [{ port: 9317, protocol: "TCP" }] };
      const podIdentityAgent = {
        to: [{ ipBlock: { cidr: "169.254.170.23/32" } }, { ipBlock: { cidr: "fd00:ec2::23/128" } }],
        ports: [{ port: 80, protocol: "TCP" }],
      };
      expect(policyOf(collector).egress).toEqual([dns, podIdentityAgent, backends, aws]);
      expect(policyOf(gateway).egress).toEqual([dns, backends, aws]);
      const [first, toGateway, toApi, ...more] = policyOf(agents).egress;
      expect([first, more]).toEqual([dns, []]);
      expect(ports(toGateway)).toEqual(balancedPorts(agents));
      expect(receiverPorts(gateway)).toContain(ports(toGateway)[0]);
      expect([selects(toGateway.to[0].podSelector, gateway), selects(toGateway.to[0].podSelector, agents)]).toEqual([
        true,
        false,
      ]);
      expect(toApi).toEqual({ ports: [{ port: 443, protocol: "TCP" }] });
      server.nameIn(evidence.ranIn);
    },
  );
}

type Tiers = Record<"collector" | "agents" | "gateway", RenderedChart>;

/** What the chart makes of every option, in one tier and in two. */
async function tiers(pair: Pair, evidence: Evidence): Promise<Tiers> {
  const both: SettingName = "closed, in two tiers";
  return {
    collector: await renderChart("closed", pair, evidence),
    agents: await renderChart(both, pair, evidence),
    gateway: await renderChart(both, pair, evidence, GATEWAY),
  };
}

const withoutNamespace = (objects: readonly any[]): any[] =>
  objects.map(({ metadata: { namespace: _, ...metadata }, ...object }) => ({ ...object, metadata }));

const podOf = ({ objects }: RenderedChart) => podsOf(objects)[0] as any;
const serviceOf = ({ objects }: RenderedChart) => objects.find(({ kind }) => kind === "Service");
const policyOf = ({ objects }: RenderedChart) => objects.find(({ kind }) => kind === "NetworkPolicy").spec;

const ports = (rule: any): number[] => rule.ports.map(({ port }: any) => port).sort();

/** What Kubernetes makes of a policy that does not say it. */
const implied = ({ egress }: any) => ["Ingress", ...(egress ? ["Egress"] : [])];

/** Whether a selector of pods has those of a tier. */
function selects({ matchLabels }: any, chart: RenderedChart): boolean {
  const { labels } = podOf(chart).metadata;
  return Object.entries(matchLabels).every(([label, value]) => labels[label] === value);
}

/** The ports that the collector's config listens on for OTLP. */
function receiverPorts({ config }: RenderedChart): number[] {
  const protocols: { endpoint: string }[] = Object.values(config.receivers.otlp.protocols);
  return protocols.map(({ endpoint }) => Number(endpoint.split(":").at(-1))).sort();
}

const telemetryPort = ({ config }: RenderedChart): number =>
  config.service.telemetry.metrics.readers[0].pull.exporter.prometheus.port;

/** The ports that the agents' config has for a gateway. */
function balancedPorts({ config }: RenderedChart): number[] {
  const exporters = Object.entries<any>(config.exporters).filter(([name]) => /^load_?balancing/.test(name));
  expect(exporters).toHaveLength(2);
  return [...new Set(exporters.flatMap(([, { resolver }]) => resolver.k8s.ports as number[]))];
}

/** The ports of what a collector that samples sends to: X-Ray, the metrics' endpoint, and the proxy. */
function httpsPorts(chart: RenderedChart): number[] {
  const { env } = podOf(chart).spec.containers[0];
  const proxy = env.find(({ name }: { name: string }) => name === "HTTPS_PROXY").value;
  const urls = [chart.config.exporters.prometheusremotewrite.endpoint, proxy];
  return [443, ...urls.map((url) => Number(new URL(url).port))];
}
