import { mkdtempSync } from "node:fs";
import { readFile, rm } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { install } from "../../../tools/install";
import { run } from "../../../tools/run";
import { PAIRS } from "../harness/settings-under-test";
import { chartPath } from "./charts";

/** A Helm repository on loopback that serves the chart at both versions. */
export class ChartRepository {
  static async start(): Promise<ChartRepository> {
    const { path: helm } = await install("kubectl-and-helm");
    const directory = mkdtempSync(join(tmpdir(), "eks-otel-tracing-repository-"));
    for (const version of new Set(Object.values(PAIRS).map(({ chart }) => chart))) {
      await run(helm, ["package", await chartPath(version), "--destination", directory]);
    }
    await run(helm, ["repo", "index", directory]);
    const server = createServer(async (request, response) => {
      const file = await readFile(join(directory, basename(request.url ?? ""))).catch(() => undefined);
      response.writeHead(file ? 200 : 404).end(file);
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    return new ChartRepository(directory, server);
  }

  private constructor(
    private readonly directory: string,
    private readonly server: Server,
  ) {}

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    this.server.close();
    await rm(this.directory, { recursive: true, force: true });
  }
}
