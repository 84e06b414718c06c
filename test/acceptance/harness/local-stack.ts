import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parse } from "yaml";
import type { ExampleApp as Framework } from "../../../src/options";
import { install } from "../../../tools/install";
import type { Evidence } from "../acceptance";
import { composeProject } from "./compose";
import { ExampleApp, type Service } from "./example-app";
import { freePort, Program } from "./program";
import type { TestedCollector } from "./settings-under-test";

/** A span as the viewer got it, in the JSON form of OTLP. */
export interface ViewedSpan {
  readonly service: string;
  readonly traceId: string;
  readonly status: { readonly code?: number };
}

/**
 * What `docker compose up` starts in an example's folder, started without containers: the same commands, files and
 * environments. Only hosts and ports are the test's.
 *
 * The viewer is not Jaeger, but another collector that keeps what it is sent: the end of OTLP that Jaeger has too.
 */
export class LocalStack {
  static async start(framework: Framework, collectorVersion: TestedCollector, evidence: Evidence): Promise<LocalStack> {
    const app = await ExampleApp.install(framework, { collectorVersion, sampling: { decisionWaitSeconds: 2 } });
    const stack = new LocalStack(app, mkdtempSync(join(tmpdir(), "eks-otel-tracing-local-")));
    try {
      await stack.startAll(framework, collectorVersion, evidence);
      return stack;
    } catch (error) {
      stack.stop();
      throw error;
    }
  }

  private readonly programs: Program[] = [];
  private published: Service | undefined;

  private constructor(
    private readonly app: ExampleApp,
    private readonly directory: string,
  ) {}

  /** The service that has a port for the developer. */
  get checkout(): Service {
    return this.published as Service;
  }

  /** What the viewer has of a trace. */
  spansOf(traceId: string): ViewedSpan[] {
    return existsSync(this.viewed)
      ? readFileSync(this.viewed, "utf8")
          .split("\n")
          .filter((line) => line !== "")
          .flatMap(spansIn)
          .filter((span) => span.traceId === traceId)
      : [];
  }

  stop(): void {
    for (const program of this.programs) {
      program.kill();
    }
    this.app.remove();
    rmSync(this.directory, { recursive: true, force: true });
  }

  private get viewed(): string {
    return join(this.directory, "viewed.json");
  }

  private async startAll(framework: Framework, version: TestedCollector, evidence: Evidence): Promise<void> {
    const { services } = await composeProject(this.app.directory, evidence);
    const { collector } = services;
    const [option] = collector.command ?? [];
    const mounted = collector.volumes?.find(({ target }) => option === `--config=${target}`);
    if (!mounted) {
      throw new Error(`compose.yaml starts the collector with ${option}, and mounts no such file`);
    }

    const viewerPort = await this.startViewer();
    const grpcPort = await this.startCollector(
      parse(readFileSync(mounted.source, "utf8")),
      viewerPort,
      version,
      evidence,
    );
    const [payments, checkout] = [`${framework}-payments`, `${framework}-checkout`];
    const called = await this.app.start(payments, grpcPort, undefined, { generated: services[payments].environment });
    this.programs.push(called.program);
    this.published = await this.app.start(checkout, grpcPort, `${called.url}/payments`, {
      generated: services[checkout].environment,
    });
    this.programs.push(this.published.program);
    evidence.ranIn(...this.app.program);
  }

  private async startViewer(): Promise<number> {
    const port = await freePort();
    await this.collector("viewer", "0.159.0", {
      receivers: { otlp: { protocols: { grpc: { endpoint: `127.0.0.1:${port}` } } } },
      exporters: { file: { path: this.viewed } },
      service: { pipelines: { traces: { receivers: ["otlp"], exporters: ["file"] } } },
    });
    return port;
  }

  /** @param config - the generated one */
  private async startCollector(
    config: any,
    viewerPort: number,
    version: TestedCollector,
    { ranIn }: Evidence,
  ): Promise<number> {
    const [grpcPort, httpPort] = [await freePort(), await freePort()];
    const { protocols } = config.receivers.otlp;
    protocols.grpc.endpoint = `127.0.0.1:${grpcPort}`;
    protocols.http.endpoint = `127.0.0.1:${httpPort}`;
    const toViewer = config.exporters.otlp ?? config.exporters.otlp_grpc;
    expect(toViewer.endpoint).toBe("jaeger:4317");
    toViewer.endpoint = `127.0.0.1:${viewerPort}`;
    ranIn("OpenTelemetry Collector", await this.collector("collector", version, config));
    return grpcPort;
  }

  /** @returns the collector's version */
  private async collector(title: string, collector: TestedCollector, config: any): Promise<string> {
    const { path, version } = await install(`collector-${collector}`);
    const file = join(this.directory, `${title}.json`);
    // Its own metrics would take a port of the machine.
    const service = { ...config.service, telemetry: { metrics: { level: "none" } } };
    writeFileSync(file, JSON.stringify({ ...config, service }));
    const program = await Program.start({
      title: `${title} ${version}`,
      path,
      args: [`--config=${file}`],
      isReady: async (log) => log.includes("Everything is ready"),
    });
    this.programs.push(program);
    return version;
  }
}

/** The spans in a line that the file exporter wrote. */
function spansIn(line: string): ViewedSpan[] {
  return JSON.parse(line).resourceSpans.flatMap(({ resource, scopeSpans }: any) => {
    const service = resource.attributes.find(({ key }: any) => key === "service.name").value.stringValue;
    return scopeSpans.flatMap(({ spans }: any) => spans.map((span: any) => ({ ...span, service })));
  });
}
