import { mkdtempSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { copyFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseAllDocuments } from "yaml";
import { cacheDirectory, ensureDirectory, keyOf } from "../../../tools/cache";
import { run } from "../../../tools/run";
import { generateRepository } from "./applied-module";
import { freePort, Program } from "./program";

/** Namespace, pod and node, which Kubernetes fills in. */
const FIELDS: Readonly<Record<string, string>> = {
  "metadata.name": "express-abcde",
  "metadata.namespace": "shop",
  "spec.nodeName": "node-1",
};

/** The generated Express application, installed as its Dockerfile does it, but for the image. */
export class ExpressApp {
  static async install(): Promise<ExpressApp> {
    const repository = mkdtempSync(join(tmpdir(), "eks-otel-tracing-express-"));
    await generateRepository(repository);
    const directory = join(repository, "examples", "apps", "express");
    const packageJson = join(directory, "package.json");
    const [, nodeVersion] =
      /^FROM node:(\d+\.\d+\.\d+)/m.exec(readFileSync(join(directory, "Dockerfile"), "utf8")) ?? [];
    const node = `node-${process.platform}-${process.arch}`;

    const key = keyOf([readFileSync(packageJson, "utf8"), `${node}@${nodeVersion}`]);
    const installed = join(cacheDirectory(), `express-app-${key}`);
    await ensureDirectory(installed, async (empty) => {
      await copyFile(packageJson, join(empty, "package.json"));
      const npm = ["install", "--omit=dev", "--no-audit", "--no-fund", "--ignore-scripts", "--no-package-lock"];
      await run("npm", [...npm, "--save-exact", `${node}@${nodeVersion}`], { directory: empty });
    });
    symlinkSync(join(installed, "node_modules"), join(directory, "node_modules"));
    return new ExpressApp(repository, directory, join(installed, "node_modules", node, "bin", "node"), nodeVersion);
  }

  private constructor(
    private readonly repository: string,
    private readonly directory: string,
    private readonly node: string,
    /** Of its image. */
    readonly nodeVersion: string,
  ) {}

  /** Starts one of its services, with the environment of its Deployment. Only hosts and ports are the test's. */
  async start(service: string, collectorPort: number, paymentsUrl?: string): Promise<Service> {
    const port = await freePort();
    const generated = this.environmentOf(service);
    const endpoint = new URL(generated.OTEL_EXPORTER_OTLP_ENDPOINT);
    const environment = {
      ...generated,
      OTEL_EXPORTER_OTLP_ENDPOINT: `${endpoint.protocol}//127.0.0.1:${collectorPort}`,
      PORT: String(port),
      ...(generated.PAYMENTS_URL === undefined ? {} : { PAYMENTS_URL: String(paymentsUrl) }),
    };
    const url = `http://127.0.0.1:${port}`;
    const program = await Program.start({
      title: service,
      path: this.node,
      args: ["src/server.js"],
      environment,
      directory: this.directory,
      isReady: async () => (await fetch(`${url}/healthz`)).ok,
    });
    return { url, program };
  }

  remove(): void {
    rmSync(this.repository, { recursive: true, force: true });
  }

  /** What Kubernetes makes of the generated manifest. */
  private environmentOf(service: string): Record<string, string> {
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

/** One running service of the application. */
export interface Service {
  readonly url: string;
  readonly program: Program;
}
