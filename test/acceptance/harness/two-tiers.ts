import { setTimeout as pause } from "node:timers/promises";
import type { Evidence } from "../acceptance";
import type { AwsEmulator } from "./aws-emulator";
import { Collector } from "./collector";
import { type Endpoint, type GatewayDirectory, ServiceName } from "./gateway-directory";
import type { Kubelet } from "./kubelet";
import type { SenderTls } from "./otlp-sender";
import type { Pair, SettingName } from "./settings-under-test";

/** Of the gateway's release. */
const GATEWAY = "otel-collector-gateway";

/** The port at which the agents look for a gateway. */
const OTLP_GRPC_PORT = 4317;

/** Longer than an agent needs to learn of an address: by DNS it asks each 5 s, and Go's resolver remembers hosts for 5 s. */
const RESOLVED_MS = 12_000;

/** From a pod's address to its process: its images are there, its container is not. In milliseconds. */
const CONTAINER_MS = 2000;

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

/** How many there are, and how they find each other. */
interface Layout {
  readonly agents: number;
  readonly gateways: number;
  /** @default by name */
  readonly directory?: GatewayDirectory;
  /** The first three numbers of the gateways' addresses. @default of loopback, no other test's */
  readonly network?: string;
  /** How many processors each uses. @default all */
  readonly processors?: number;
}

interface Pod {
  readonly endpoint: Endpoint;
  readonly collector: Collector | undefined;
}

/** Real agents, and real gateways that they find. */
export class TwoTiers {
  static async start(given: Given, layout: Layout): Promise<TwoTiers> {
    const network = layout.network ?? `127.${64 + (process.pid % 64)}.${1 + Math.floor(Math.random() * 250)}`;
    const tiers = new TwoTiers(given, layout.directory ?? (await ServiceName.of(given)), network, layout.processors);
    try {
      await Promise.all(Array.from({ length: layout.gateways }, () => tiers.startGateway()));
      for (let number = 0; number < layout.agents; number += 1) {
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

  private readonly pods = new Map<string, Pod>();
  /** Those that were taken away too. */
  private readonly everyGateway: Collector[] = [];
  private addresses = 0;
  private announced = Promise.resolve();

  private constructor(
    private readonly given: Given,
    private readonly directory: GatewayDirectory,
    private readonly network: string,
    private readonly processors: number | undefined,
  ) {
    this.kubelet = this.gatewayHost === undefined ? undefined : given.kubelet?.(this.gatewayHost);
  }

  /** DNS name of the gateways' Service, if the agents look for that. */
  get gatewayHost(): string | undefined {
    return this.directory.host;
  }

  /** Those that are ready. */
  get gateways(): Collector[] {
    return [...this.pods.values()].flatMap(({ collector, endpoint }) =>
      collector !== undefined && endpoint.condition === "ready" ? [collector] : [],
    );
  }

  /** Starts an agent that is not among the others. */
  startAgent(kubelet: Kubelet | undefined): Promise<Collector> {
    const { setting, pair, emulator, evidence, tls } = this.given;
    const { directory, processors } = this;
    return Collector.start(setting, pair, emulator, evidence, { ...directory.spot, processors, kubelet, tls });
  }

  /** Starts a gateway at an address of its own. It gets traces from now on, or when agents have learnt of it. */
  async startGateway(): Promise<Collector> {
    this.addresses += 1;
    return this.run(`${this.network}.${this.addresses}`);
  }

  /** As Kubernetes makes a pod: its address is known before anything answers there. */
  async schedule(): Promise<Collector> {
    const host = await this.reserve();
    await pause(CONTAINER_MS);
    return this.run(host);
  }

  /** A pod whose container does not start, until it is given up: its image is not there, or its config is wrong. */
  async scheduleInVain(milliseconds: number): Promise<void> {
    const host = await this.reserve();
    await pause(milliseconds);
    this.pods.delete(host);
    await this.announce();
  }

  /** As Kubernetes takes a pod away: it is not ready any more, is told to stop, and its address is known until it has. */
  async terminate(gateway: Collector): Promise<void> {
    const { host } = gateway.places;
    await Promise.all([this.set({ host, condition: "terminating" }, gateway), gateway.program.stop()]);
    this.pods.delete(host);
    await this.announce();
  }

  /** A process that ends without a last word. Its container is started again, at the same address. */
  async kill(gateway: Collector): Promise<Collector> {
    const { host } = gateway.places;
    gateway.program.kill();
    await this.set({ host, condition: "starting" }, undefined);
    await pause(CONTAINER_MS);
    return this.run(host);
  }

  /** Waits until the agents know the addresses that are announced. */
  resolved(): Promise<void> {
    return pause(RESOLVED_MS);
  }

  async stop(): Promise<void> {
    await Promise.all(this.agents.map((agent) => agent.stop()));
    await Promise.all(this.everyGateway.map((gateway) => gateway.stop()));
    this.kubelet?.remove();
    this.directory.remove();
  }

  private async reserve(): Promise<string> {
    this.addresses += 1;
    const host = `${this.network}.${this.addresses}`;
    await this.set({ host, condition: "starting" }, undefined);
    return host;
  }

  private async run(host: string): Promise<Collector> {
    const { setting, pair, emulator, evidence } = this.given;
    const gateway = await Collector.start(setting, pair, emulator, evidence, {
      release: GATEWAY,
      host,
      grpcPort: OTLP_GRPC_PORT,
      processors: this.processors,
      kubelet: this.kubelet,
    });
    this.everyGateway.push(gateway);
    await this.set({ host, condition: "ready" }, gateway);
    return gateway;
  }

  private async set(endpoint: Endpoint, collector: Collector | undefined): Promise<void> {
    this.pods.set(endpoint.host, { endpoint, collector });
    await this.announce();
  }

  /** One after the other, so that the last word is the latest. */
  private announce(): Promise<void> {
    this.announced = this.announced.then(() =>
      this.directory.announce([...this.pods.values()].map(({ endpoint }) => endpoint)),
    );
    return this.announced;
  }
}
