import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Evidence } from "../acceptance";
import type { AwsEmulator } from "./aws-emulator";
import { render } from "./chart-stand-in";
import { Collector } from "./collector";
import { handedValues } from "./handed-values";
import { writeHosts } from "./hosts-file";
import type { Kubelet } from "./kubelet";
import type { SenderTls } from "./otlp-sender";
import type { Pair, SettingName } from "./settings-under-test";

/** Of the gateway's release. */
const GATEWAY = "otel-collector-gateway";

/** The port at which the agents look for a gateway. */
const OTLP_GRPC_PORT = 4317;

/** Longer than an agent needs to learn of an address: it asks each 5 s, and Go's resolver remembers hosts for 5 s. */
const RESOLVED_MS = 12_000;

/** What agents and gateways start with, and where. */
export interface Given {
  readonly setting: SettingName;
  readonly pair: Pair;
  readonly emulator: AwsEmulator;
  readonly evidence: Evidence;
  /** What mounts the volumes of pods, given the name of the gateway's Service. @default nothing: they have none */
  readonly kubelet?: (gatewayHost: string) => Kubelet;
  /** How applications send to the agents. @default in the clear */
  readonly tls?: SenderTls;
}

/** Real agents, and real gateways that they find by name. */
export class TwoTiers {
  static async start(given: Given, numbers: { readonly agents: number; readonly gateways: number }): Promise<TwoTiers> {
    const tiers = new TwoTiers(given, await serviceName(given));
    try {
      for (let number = 0; number < numbers.gateways; number += 1) {
        await tiers.startGateway();
      }
      for (let number = 0; number < numbers.agents; number += 1) {
        tiers.agents.push(await tiers.startAgent(tiers.kubelet));
      }
      return tiers;
    } catch (error) {
      await tiers.stop();
      throw error;
    }
  }

  /** What mounts the volumes of every pod. */
  readonly kubelet: Kubelet | undefined;
  readonly agents: Collector[] = [];
  /** Those that are ready. */
  readonly gateways: Collector[] = [];

  /** Those that were taken away too. */
  private readonly everyGateway: Collector[] = [];

  private readonly directory = mkdtempSync(join(tmpdir(), "eks-otel-tracing-tiers-"));
  private readonly hostsFile = join(this.directory, "hosts");
  /** Of loopback addresses that are no other test's. */
  private readonly network = `127.${64 + (process.pid % 64)}.${1 + Math.floor(Math.random() * 250)}`;
  private addresses = 0;

  private constructor(
    private readonly given: Given,
    /** DNS name of the gateways' Service. */
    readonly gatewayHost: string,
  ) {
    this.kubelet = given.kubelet?.(gatewayHost);
    this.announce();
  }

  /** Starts an agent that is not among the others. */
  startAgent(kubelet: Kubelet | undefined): Promise<Collector> {
    const { setting, pair, emulator, evidence, tls } = this.given;
    return Collector.start(setting, pair, emulator, evidence, { hostsFile: this.hostsFile, kubelet, tls });
  }

  /** Starts a gateway at an address of its own. It gets traces from now on, or when agents have learnt of it. */
  async startGateway(): Promise<Collector> {
    const { setting, pair, emulator, evidence } = this.given;
    this.addresses += 1;
    const gateway = await Collector.start(setting, pair, emulator, evidence, {
      release: GATEWAY,
      host: `${this.network}.${this.addresses}`,
      grpcPort: OTLP_GRPC_PORT,
      kubelet: this.kubelet,
    });
    this.gateways.push(gateway);
    this.everyGateway.push(gateway);
    this.announce();
    return gateway;
  }

  /** Takes a gateway's address from the name, as Kubernetes does when it is told to stop, or has failed. */
  withdraw(gateway: Collector): void {
    this.gateways.splice(this.gateways.indexOf(gateway), 1);
    this.announce();
  }

  /** Waits until the agents know the addresses that are announced. */
  resolved(): Promise<void> {
    return new Promise((resolve) => setTimeout(resolve, RESOLVED_MS));
  }

  async stop(): Promise<void> {
    await Promise.all(this.agents.map((agent) => agent.stop()));
    await Promise.all(this.everyGateway.map((gateway) => gateway.stop()));
    this.kubelet?.remove();
    rmSync(this.directory, { recursive: true, force: true });
  }

  private announce(): void {
    const hosts = this.gateways.map(({ places }) => places.host);
    writeHosts(this.hostsFile, this.gatewayHost, hosts);
  }
}

/** The name by which the agents look for the gateway. */
async function serviceName({ setting, pair, evidence }: Given): Promise<string> {
  const { config } = render(pair.chart, await handedValues(setting, pair, evidence));
  const [balancing] = Object.values<any>(config.exporters as object);
  return balancing.resolver.dns.hostname;
}
