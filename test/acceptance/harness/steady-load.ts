import { setTimeout as pause } from "node:timers/promises";
import type { Collector } from "./collector";
import { acrossNodes, type CrossNodeTrace } from "./traces";

/** Requests a second and agent, and traces in each. */
const REQUESTS_PER_SECOND = 10;
const TRACES_PER_REQUEST = 3;

/** How long a sender tries again, and how often, in milliseconds: less than an SDK's. */
const PATIENCE_MS = 15_000;
const RETRY_MS = 250;

/** A trace, and when it was sent, in milliseconds of the clock. */
export interface SentTrace {
  readonly at: number;
  readonly trace: CrossNodeTrace;
}

/**
 * Failed traces, 30 a second, each with a span on every node and the fault in the innermost alone, which is on each node in
 * turn. What a node's collector does not take is sent again, as SDKs do.
 */
export class SteadyLoad {
  readonly sent: SentTrace[] = [];
  private readonly requests: Promise<void>[] = [];
  private readonly running: Promise<void>;
  private stopped = false;

  /** @param nodes - gives the collector of each node, which may be another one after a while */
  constructor(private readonly nodes: readonly Collector[]) {
    this.running = this.run();
  }

  /** @throws when a collector did not accept what it was sent */
  async stop(): Promise<void> {
    this.stopped = true;
    await this.running;
    await Promise.all(this.requests);
  }

  private async run(): Promise<void> {
    while (!this.stopped) {
      const traces = acrossNodes(TRACES_PER_REQUEST, this.nodes.length, "failed");
      const at = Date.now();
      this.sent.push(...traces.map((trace) => ({ at, trace })));
      for (const index of this.nodes.keys()) {
        const request = this.send(
          index,
          traces.map(({ spans }, turn) => spans[(index + turn) % spans.length]),
        );
        request.catch(() => {}); // stop() throws it
        this.requests.push(request);
      }
      await pause(1000 / REQUESTS_PER_SECOND);
    }
  }

  private async send(index: number, spans: CrossNodeTrace["spans"]): Promise<void> {
    const deadline = Date.now() + PATIENCE_MS;
    for (;;) {
      const node = this.nodes[index];
      const answer = await node.sender.send(spans, "gRPC");
      if (answer.code === "OK") {
        return;
      }
      if (answer.code !== "UNAVAILABLE" || Date.now() > deadline) {
        throw node.error(`spans were answered ${answer.code}: ${answer.message}`);
      }
      await pause(RETRY_MS);
    }
  }
}
