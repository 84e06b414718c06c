import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { install } from "../../../tools/install";
import { freePort, Program } from "./program";

/** One series of an answer: its labels, its name among them. */
export type Labels = Readonly<Record<string, string>>;

/** A real Prometheus that takes remote writes. */
export class Prometheus {
  static async start(): Promise<Prometheus> {
    const { path, version } = await install("prometheus");
    const directory = mkdtempSync(join(tmpdir(), "eks-otel-tracing-prometheus-"));
    const configFile = join(directory, "prometheus.yml");
    writeFileSync(configFile, "scrape_configs: []\n");
    const port = await freePort();
    const url = `http://127.0.0.1:${port}`;
    const program = await Program.start({
      title: "Prometheus",
      path,
      args: [
        `--config.file=${configFile}`,
        `--storage.tsdb.path=${join(directory, "data")}`,
        `--web.listen-address=127.0.0.1:${port}`,
        "--web.enable-remote-write-receiver",
        "--enable-feature=exemplar-storage",
      ],
      isReady: async () => (await fetch(`${url}/-/ready`)).ok,
    });
    return new Prometheus(program, directory, url, version);
  }

  private constructor(
    private readonly program: Program,
    private readonly directory: string,
    private readonly url: string,
    readonly version: string,
  ) {}

  get remoteWriteUrl(): string {
    return `${this.url}/api/v1/write`;
  }

  /** The series that a query finds now, with their values. */
  async query(query: string): Promise<{ readonly labels: Labels; readonly value: number }[]> {
    const response = await fetch(`${this.url}/api/v1/query?${new URLSearchParams({ query })}`);
    const { data } = (await response.json()) as { data: { result: { metric: Labels; value: [number, string] }[] } };
    return data.result.map(({ metric, value }) => ({ labels: metric, value: Number(value[1]) }));
  }

  /** Ids of the traces that the samples of a series name, of the last minutes. */
  async exemplarTraces(query: string): Promise<string[]> {
    const [start, end] = [Date.now() / 1000 - 600, Date.now() / 1000 + 60].map(String);
    const response = await fetch(`${this.url}/api/v1/query_exemplars?${new URLSearchParams({ query, start, end })}`);
    const { data } = (await response.json()) as { data: { exemplars: { labels: Labels }[] }[] };
    return data.flatMap(({ exemplars }) => exemplars.map(({ labels }) => labels.trace_id));
  }

  async stop(): Promise<void> {
    await this.program.stop();
    rmSync(this.directory, { recursive: true, force: true });
  }
}
