import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { install } from "../../../tools/install";
import type { Evidence } from "../acceptance";
import { ACCOUNT, AWS_ENVIRONMENT, type AwsEmulator, REGION } from "./aws-emulator";
import { type ConfigMap, NODE } from "./chart-defaults";
import { render } from "./chart-stand-in";
import { downwardApi } from "./downward-api";
import { handedValues } from "./handed-values";
import { withHosts } from "./hosts-file";
import { type InCluster, withServiceAccount } from "./in-cluster";
import type { Kubelet } from "./kubelet";
import { OtlpSender, type Protocol, type SenderTls } from "./otlp-sender";
import type { PairwiseName } from "./pairwise";
import { eventually, freePort, Program } from "./program";
import { Recorder } from "./recorder";
import { mounted, type Places, rewritten } from "./rewrites";
import type { Pair, SettingName, TestedCollector } from "./settings-under-test";
import type { TlsProxy } from "./tls-proxy";
import { type Span, type Trace, traces } from "./traces";
import { type Segment, XRay } from "./xray";

/** Spans of one request. */
const SPANS_PER_REQUEST = 400;

/** Patience with the health check of a collector that is ready, in milliseconds. */
const HEALTH_MS = 5_000;

/** Longer than the sampler collects a batch. */
const SAMPLER_BATCH_MS = 1200;

/** Patience until what was decided is in X-Ray, in milliseconds, beside the sampler's own. */
const ARRIVAL_MS = 20_000;

/** Where a collector of several runs, and which of them it is. */
export interface Spot {
  /** The release whose collector it is. @default the one on every node */
  readonly release?: string;
  /** Address at which it takes OTLP. @default "127.0.0.1" */
  readonly host?: string;
  /** Port at which it takes OTLP over gRPC. @default a free one */
  readonly grpcPort?: number;
  /** A file that is /etc/hosts for it. @default the machine's */
  readonly hostsFile?: string;
  /** What it takes for the cluster that it runs in. @default none */
  readonly cluster?: InCluster;
  /** How many processors it uses. @default all */
  readonly processors?: number;
  /** Endpoints of OTLP backends, by the exporter's name. @default those in the config */
  readonly backends?: ReadonlyMap<string, string>;
  /** What mounts its volumes. @default nothing: it has none */
  readonly kubelet?: Kubelet;
  /** Name of its pod, in the namespace "tracing". @default "collector" */
  readonly pod?: string;
  /** The only way to AWS. @default it writes to recorders */
  readonly proxy?: TlsProxy;
  /** The token of a service account by which it assumes a role, as a pod of EKS does. @default it has keys */
  readonly tokenFile?: string;
  /** Who it is in AWS, and how it gets there. @default a user with keys, who writes to recorders alone */
  readonly aws?: Readonly<Record<string, string>>;
  /** How its applications send. @default in the clear */
  readonly tls?: SenderTls;
}

/** A real collector that started with what a generated module handed to Helm. */
export class Collector {
  static async start(
    setting: SettingName | PairwiseName,
    pair: Pair,
    emulator: AwsEmulator,
    evidence: Evidence,
    {
      release,
      host = "127.0.0.1",
      grpcPort: ownPort,
      hostsFile,
      cluster,
      processors,
      kubelet,
      backends,
      pod = "collector",
      proxy,
      tokenFile,
      aws = tokenFile === undefined ? AWS_ENVIRONMENT : roleEnvironment(tokenFile),
      tls,
    }: Spot = {},
  ): Promise<Collector> {
    const tool = await install(`collector-${pair.collector}`);
    const values = await handedValues(setting, pair, evidence, release);
    const { config, environment, memoryLimitMib } = render(pair.chart, values);
    const [toXRay, toPrometheus] = await Promise.all([Recorder.start(), Recorder.start()]);
    toXRay.target = (path) => emulator.url + path;
    const [anyPort, httpPort, healthPort, telemetryPort] = await Promise.all([0, 0, 0, 0].map(freePort));
    const places = {
      host,
      grpcPort: ownPort ?? anyPort,
      httpPort,
      healthPort,
      telemetryPort,
      ...(proxy === undefined ? { xrayUrl: toXRay.url, prometheusUrl: toPrometheus.url } : {}),
      mounts: kubelet?.mount(values),
      backends,
    };
    const directory = mkdtempSync(join(tmpdir(), "eks-otel-tracing-collector-"));
    const file = join(directory, "relay.yaml");
    try {
      writeFileSync(file, JSON.stringify(rewritten(config, pair.collector, places), undefined, 2));
      const program = await Program.start({
        title: `collector ${tool.version} with "${setting}"`,
        ...within({ hostsFile, cluster }, tool.path, [`--config=${file}`]),
        environment: {
          ...aws,
          ...environmentOf(environment, places, proxy),
          ...downwardApi(values, { name: pod, namespace: "tracing", node: NODE }),
          ...kubelet?.environment(values),
          ...cluster?.environment,
          ...(processors === undefined ? {} : { GOMAXPROCS: String(processors) }),
        },
        noise: /"resource": \{[^}]*\}(, )?/,
        isReady: async (log) => log.includes("Everything is ready"),
      });
      await expectHealthy(program, healthPort);
      evidence.ranIn("OpenTelemetry Collector", tool.version);
      evidence.ranIn("moto", emulator.version);
      return new Collector(
        pair.collector,
        config,
        memoryLimitMib,
        places,
        program,
        new XRay(emulator),
        toXRay,
        toPrometheus,
        tls,
      );
    } catch (error) {
      toXRay.stop();
      toPrometheus.stop();
      throw error;
    } finally {
      rmSync(directory, { recursive: true, force: true });
    }
  }

  readonly sender: OtlpSender;

  private constructor(
    readonly version: TestedCollector,
    /** As the chart renders it, before a test changes its addresses. */
    readonly config: ConfigMap,
    /** Of the container, in MiB. */
    readonly memoryLimitMib: number,
    readonly places: Places,
    readonly program: Program,
    private readonly xray: XRay,
    /** What it wrote to X-Ray. */
    readonly toXRay: Recorder,
    /** What it wrote to Prometheus. */
    readonly toPrometheus: Recorder,
    tls: SenderTls | undefined,
  ) {
    this.sender = this.senderWith(tls);
  }

  /** Another sender to it, which knows something else of TLS. */
  senderWith(tls: SenderTls | undefined): OtlpSender {
    const { grpcPort, httpPort, host } = this.places;
    return new OtlpSender(grpcPort, httpPort, host, tls);
  }

  /** Sends whole traces. @throws when they are not accepted */
  send(sent: readonly Trace[], protocol: Protocol = "gRPC"): Promise<void> {
    return this.sendSpans(
      sent.flatMap(({ root, child }) => [root, child]),
      protocol,
    );
  }

  /** Sends spans. @throws when they are not accepted */
  async sendSpans(spans: readonly Span[], protocol: Protocol = "gRPC"): Promise<void> {
    for (let start = 0; start < spans.length; start += SPANS_PER_REQUEST) {
      const answer = await this.sender.send(spans.slice(start, start + SPANS_PER_REQUEST), protocol);
      if (answer.code !== "OK") {
        throw this.error(`spans by ${protocol} were answered ${answer.code}: ${answer.message}`);
      }
    }
  }

  /**
   * Waits until everything that was sent so far is decided and, if kept, in X-Ray.
   *
   * @returns the id of a failed trace that it sends for it, after all others
   */
  async decided(): Promise<string> {
    // The sampler collects traces for a second, and decides on such a batch in any order, but on one batch after the
    // other. What is sent after the batch is closed arrives last.
    await new Promise((resolve) => setTimeout(resolve, SAMPLER_BATCH_MS));
    const last = traces(1).failed().now();
    await this.send(last);
    const [{ id }] = last;
    const arrived = await eventually(async () => (await this.arrived([id])).get(id), { within: ARRIVAL_MS });
    if (!arrived) {
      throw this.error(`a failed trace did not arrive in X-Ray within ${ARRIVAL_MS / 1000} s`);
    }
    return id;
  }

  /** The segments of those traces that are in X-Ray now, by the trace's id. */
  arrived(ids: readonly string[]): Promise<Map<string, Segment[]>> {
    return this.xray.traces(ids);
  }

  /** A counter or gauge of its own, summed over the label sets that hold a text; 0 when there is none. */
  async metric(name: string, label = ""): Promise<number> {
    const response = await fetch(`http://127.0.0.1:${this.places.telemetryPort}/metrics`);
    const lines = (await response.text()).split("\n").filter((line) => line.startsWith(name) && line.includes(label));
    return lines.reduce((sum, line) => sum + Number(line.slice(line.lastIndexOf(" "))), 0);
  }

  /** What another collector of its kind says when it ends at its start, because of this config. @throws when it starts */
  async endOf(config: ConfigMap): Promise<string> {
    const tool = await install(`collector-${this.version}`);
    const [grpcPort, httpPort, healthPort, telemetryPort] = await Promise.all([0, 0, 0, 0].map(freePort));
    const places = { ...this.places, grpcPort, httpPort, healthPort, telemetryPort };
    const directory = mkdtempSync(join(tmpdir(), "eks-otel-tracing-collector-"));
    const file = join(directory, "relay.yaml");
    writeFileSync(file, JSON.stringify(rewritten(config, this.version, places)));
    let said = "";
    try {
      const started = await Program.start({
        title: "the other collector",
        path: tool.path,
        args: [`--config=${file}`],
        environment: { ...AWS_ENVIRONMENT, MY_POD_IP: "127.0.0.1" },
        isReady: async (log) => {
          said = log;
          return log.includes("Everything is ready");
        },
      }).catch(() => undefined);
      if (started === undefined) {
        return said;
      }
      await started.stop();
      throw this.error("another one started with a config that should have ended it");
    } finally {
      rmSync(directory, { recursive: true, force: true });
    }
  }

  error(message: string): Error {
    return this.program.error(`collector ${this.version}: ${message}`);
  }

  async stop(): Promise<void> {
    this.sender.close();
    await this.program.stop();
    this.toXRay.stop();
    this.toPrometheus.stop();
  }
}

/** What EKS gives a pod of a service account that names a role. */
function roleEnvironment(tokenFile: string): Readonly<Record<string, string>> {
  return {
    AWS_REGION: REGION,
    AWS_ROLE_ARN: `arn:aws:iam::${ACCOUNT}:role/collector`,
    AWS_WEB_IDENTITY_TOKEN_FILE: tokenFile,
    AWS_EC2_METADATA_DISABLED: "true",
  };
}

/** A container's environment, with a proxy and mounted files where this machine has them. */
function environmentOf(
  given: Readonly<Record<string, string>>,
  { mounts = new Map() }: Places,
  proxy: TlsProxy | undefined,
): Readonly<Record<string, string>> {
  const there = Object.entries(given).map(([name, value]) => [name, mounted(value, mounts) as string]);
  return { ...Object.fromEntries(there), ...(proxy && "HTTPS_PROXY" in given ? { HTTPS_PROXY: proxy.url } : {}) };
}

/** How it is started where it has names or a cluster of its own. */
function within(
  { hostsFile, cluster }: Pick<Spot, "hostsFile" | "cluster">,
  path: string,
  args: readonly string[],
): { readonly path: string; readonly args: readonly string[] } {
  const inCluster = cluster === undefined ? { path, args } : withServiceAccount(cluster.directory, path, args);
  return hostsFile === undefined ? inCluster : withHosts(hostsFile, inCluster.path, inCluster.args);
}

/** Asks what the chart's probes ask. */
async function expectHealthy(program: Program, port: number): Promise<void> {
  const isHealthy = async () =>
    (await fetch(`http://127.0.0.1:${port}/`).catch(() => undefined))?.ok ? true : undefined;
  if (!(await eventually(isHealthy, { within: HEALTH_MS }))) {
    program.kill();
    throw program.error("the chart's probes get no answer: health_check has to be among the extensions of the service");
  }
}
