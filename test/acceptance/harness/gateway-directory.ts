import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parse } from "yaml";
import type { Evidence } from "../acceptance";
import type { ApiServer } from "../kubernetes/api-server";
import { render } from "./chart-stand-in";
import type { Spot } from "./collector";
import { handedValues } from "./handed-values";
import { writeHosts } from "./hosts-file";
import type { Pair, SettingName } from "./settings-under-test";

/** A pod of the gateway, as Kubernetes tells others of it. */
export interface Endpoint {
  readonly host: string;
  /** A pod that stops is there, and not ready, until it is gone. */
  readonly condition: "starting" | "ready" | "terminating";
}

/** Where agents learn which gateways there are. */
export interface GatewayDirectory {
  /** DNS name of the gateways' Service, if the agents look for that. */
  readonly host?: string;
  /** How an agent is started that reads it. */
  readonly spot: Pick<Spot, "hostsFile" | "cluster">;
  announce(endpoints: readonly Endpoint[]): Promise<void>;
  /** Deletes what it wrote. */
  remove(): void;
}

/** What the agents are started with. */
interface Given {
  readonly setting: SettingName;
  readonly pair: Pair;
  readonly evidence: Evidence;
}

/** The headless Service's name in DNS, which has the addresses of those that are ready. */
export class ServiceName implements GatewayDirectory {
  static async of({ setting, pair, evidence }: Given): Promise<ServiceName> {
    const { config } = render(pair.chart, await handedValues(setting, pair, evidence));
    return new ServiceName(firstExporter(config).resolver.dns.hostname);
  }

  private readonly directory = mkdtempSync(join(tmpdir(), "eks-otel-tracing-names-"));
  readonly spot = { hostsFile: join(this.directory, "hosts") };

  private constructor(readonly host: string) {}

  async announce(endpoints: readonly Endpoint[]): Promise<void> {
    const ready = endpoints.filter(({ condition }) => condition === "ready");
    writeHosts(
      this.spot.hostsFile,
      this.host,
      ready.map(({ host }) => host),
    );
  }

  remove(): void {
    rmSync(this.directory, { recursive: true, force: true });
  }
}

const SERVICE = "otel-collector-gateway";
const ACCOUNT = "otel-collector";

/** A rule of a ClusterRole. */
interface Rule {
  readonly verbs: readonly string[];
}

/** The Service's endpoints in a real API server, which the agents read with the rights that the module gives them. */
export class ServiceEndpoints implements GatewayDirectory {
  static async in(server: ApiServer, { setting, pair, evidence }: Given): Promise<ServiceEndpoints> {
    const documents = (await handedValues(setting, pair, evidence)).map((document) => parse(document));
    const { rules, name } = documents[0].clusterRole;
    const [, namespace] = firstExporter(documents[1].config).resolver.k8s.service.split(".");
    await server.kubectl("create", "namespace", namespace);
    await server.kubectl("create", "serviceaccount", ACCOUNT, "--namespace", namespace);
    const cluster = await server.inCluster(namespace, ACCOUNT);
    const endpoints = new ServiceEndpoints(server, namespace, name, pair, rules, { cluster });
    await endpoints.allow(rules);
    return endpoints;
  }

  private constructor(
    private readonly server: ApiServer,
    private readonly namespace: string,
    private readonly role: string,
    private readonly pair: Pair,
    /** What the module lets the agents do in the API. */
    readonly rules: readonly Rule[],
    readonly spot: Pick<Spot, "cluster">,
  ) {}

  /** Lets the agents do this, and nothing else. */
  allow(rules: readonly object[]): Promise<void> {
    return this.server.allow(this.namespace, ACCOUNT, this.role, rules);
  }

  /** As controllers do, in the form that this collector reads. */
  announce(endpoints: readonly Endpoint[]): Promise<void> {
    return this.server.apply(this.namespace, [
      this.pair.collector === "0.92.0" ? endpointsObject(endpoints) : endpointSlice(endpoints),
    ]);
  }

  remove(): void {} // goes with the server
}

const PORTS = [{ name: "otlp", port: 4317 }];

function endpointSlice(endpoints: readonly Endpoint[]): object {
  return {
    apiVersion: "discovery.k8s.io/v1",
    kind: "EndpointSlice",
    metadata: { name: `${SERVICE}-abcde`, labels: { "kubernetes.io/service-name": SERVICE } },
    addressType: "IPv4",
    endpoints: endpoints.map(({ host, condition }) => ({
      addresses: [host],
      conditions: {
        ready: condition === "ready",
        serving: condition !== "starting",
        terminating: condition === "terminating",
      },
    })),
    ports: PORTS,
  };
}

function endpointsObject(endpoints: readonly Endpoint[]): object {
  const addresses = (ready: boolean) =>
    endpoints.filter(({ condition }) => (condition === "ready") === ready).map(({ host: ip }) => ({ ip }));
  return {
    apiVersion: "v1",
    kind: "Endpoints",
    metadata: { name: SERVICE },
    subsets: [{ addresses: addresses(true), notReadyAddresses: addresses(false), ports: PORTS }],
  };
}

function firstExporter({ exporters }: { exporters?: unknown }): any {
  return Object.values(exporters as object)[0];
}
