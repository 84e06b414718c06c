import { randomBytes } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseAllDocuments } from "yaml";
import type { EksOtelTracingProjectOptions, ExampleApp as Framework } from "../../../src/options";
import { type Installed, RUNTIMES, type Runtime } from "./app-runtimes";
import { generateRepository } from "./applied-module";
import { freePort, Program } from "./program";

/** Time in which a service has to be ready, in milliseconds. A JVM with an agent takes its time, four at once take longer. */
const START_MS = 240_000;

/** Pod, namespace and node, which Kubernetes fills in. */
const FIELDS: Readonly<Record<string, string>> = {
  "metadata.name": "checkout-abcde",
  "metadata.namespace": "shop",
  "spec.nodeName": "node-1",
};

/** What a service is given beside its port. */
interface Given {
  /** @default the generated environment */
  readonly generated?: Readonly<Record<string, string>>;
  /** Where the CA of the collector's certificate is. @default nowhere: it sends in the clear */
  readonly caFile?: string;
}

/** The generated application of one framework, installed as its Dockerfile does it, but for the image. */
export class ExampleApp {
  static async install(framework: Framework, options: EksOtelTracingProjectOptions = {}): Promise<ExampleApp> {
    const repository = mkdtempSync(join(tmpdir(), `eks-otel-tracing-${framework}-`));
    await generateRepository(repository, { ...options, exampleApps: [framework] });
    const directory = join(repository, "examples", "apps", framework);
    const runtime = RUNTIMES[framework];
    return new ExampleApp(repository, directory, runtime, await runtime.install(directory));
  }

  private constructor(
    private readonly repository: string,
    /** The generated files. */
    readonly directory: string,
    private readonly runtime: Runtime,
    private readonly installed: Installed,
  ) {}

  /** What runs it, and its version. */
  get program(): readonly [name: string, version: string] {
    return [this.runtime.name, this.installed.version];
  }

  /**
   * Starts one of its services. Only hosts, ports and paths of installed files are the test's.
   *
   * @param calls - what a checkout calls in place of its own payments service, or where that listens
   */
  async start(
    service: string,
    collectorPort: number,
    calls?: string,
    { generated = this.environmentOf(service), caFile }: Given = {},
  ): Promise<Service> {
    const port = await freePort();
    const endpoint = new URL(generated.OTEL_EXPORTER_OTLP_ENDPOINT);
    const environment = {
      ...generated,
      ...this.installed.environment?.(generated),
      OTEL_EXPORTER_OTLP_ENDPOINT: `${endpoint.protocol}//127.0.0.1:${collectorPort}`,
      ...(generated.OTEL_EXPORTER_OTLP_CERTIFICATE === undefined
        ? {}
        : { OTEL_EXPORTER_OTLP_CERTIFICATE: String(caFile) }),
      PORT: String(port),
      ...(generated.PAYMENTS_URL === undefined ? {} : { PAYMENTS_URL: String(calls) }),
    };
    const url = `http://127.0.0.1:${port}`;
    const [path, ...args] = this.installed.command;
    const program = await Program.start({
      title: service,
      path,
      args,
      environment,
      directory: this.directory,
      isReady: async () => (await fetch(`${url}/healthz`)).ok,
      within: START_MS,
    });
    return { url, program };
  }

  remove(): void {
    rmSync(this.repository, { recursive: true, force: true });
  }

  /** What Kubernetes makes of the generated manifest. */
  environmentOf(service: string): Record<string, string> {
    const manifest = parseAllDocuments(readFileSync(join(this.directory, "kubernetes.yaml"), "utf8"));
    const objects = manifest.map((document) => document.toJS());
    const shared = objects.find(({ kind }) => kind === "ConfigMap").data;
    const deployment = objects.find(({ kind, metadata }) => kind === "Deployment" && metadata.name === service);
    const environment: Record<string, string> = { ...shared };
    for (const { name, value, valueFrom } of deployment.spec.template.spec.containers[0].env) {
      environment[name] = valueFrom
        ? FIELDS[valueFrom.fieldRef.fieldPath]
        : value.replace(/\$\((\w+)\)/g, (_: string, variable: string) => environment[variable]);
    }
    return environment;
  }
}

/** One running service of an application. */
export interface Service {
  readonly url: string;
  readonly program: Program;
}

/** Calls as a traced client does: the service goes on with the trace that the header names. */
export async function call(
  { url }: Service,
  path: string,
  flag: "00" | "01" = "01",
): Promise<{ id: string; status: number }> {
  const id = randomBytes(16).toString("hex");
  const traceparent = `00-${id}-${randomBytes(8).toString("hex")}-${flag}`;
  const { status } = await fetch(url + path, { headers: { traceparent } });
  return { id, status };
}
