import type { Collector } from "./collector";
import { acrossNodes, type CrossNodeTrace } from "./traces";

/** Requests a second and agent, and traces in each. */
const REQUESTS_PER_SECOND = 10;
const TRACES_PER_REQUEST = 3;

/** A trace, and when it was sent, in milliseconds of the clock. */
export interface SentTrace {
  readonly at: number;
  readonly trace: CrossNodeTrace;
}

/** Failed traces, 30 a second, each with a span on every node and the fault in the innermost alone. */
export class SteadyLoad {
  readonly sent: SentTrace[] = [];
  private readonly running: Promise<void>;
  private stopped = false;

  constructor(private readonly agents: readonly Collector[]) {
    this.running = this.run();
  }

  /** @throws when an agent did not accept what it was sent */
  async stop(): Promise<void> {
    this.stopped = true;
    await this.running;
  }

  private async run(): Promise<void> {
    while (!this.stopped) {
      const traces = acrossNodes(TRACES_PER_REQUEST, this.agents.length, "failed");
      const at = Date.now();
      this.sent.push(...traces.map((trace) => ({ at, trace })));
      await Promise.all(this.agents.map((agent, index) => agent.sendSpans(traces.map(({ spans }) => spans[index]))));
      await new Promise((resolve) => setTimeout(resolve, 1000 / REQUESTS_PER_SECOND));
    }
  }
}
