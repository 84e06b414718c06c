import { setTimeout as pause } from "node:timers/promises";
import type { Change } from "../../test/acceptance/harness/change-figures";
import { Collector } from "../../test/acceptance/harness/collector";
import type { Given } from "../../test/acceptance/harness/two-tiers";

/** From the end of a container's process to the next one, in milliseconds. */
const CONTAINER_MS = 2000;

/** A collector on each of several nodes. */
export class OneTier {
  static async start(given: Given, count: number): Promise<OneTier> {
    const tier = new OneTier(given);
    for (let node = 0; node < count; node += 1) {
      await tier.run(node);
    }
    return tier;
  }

  /** By node. */
  readonly nodes: Collector[] = [];
  private readonly every: Collector[] = [];

  private constructor(private readonly given: Given) {}

  /** What happens to it, as Kubernetes does it. */
  readonly changes: readonly Change[] = [
    {
      name: "roll-out",
      act: async () => {
        for (const [node, old] of [...this.nodes].entries()) {
          await this.run(node);
          await old.program.stop();
        }
      },
    },
    {
      name: "killed",
      act: async () => {
        this.nodes[0].program.kill();
        await pause(CONTAINER_MS);
        await this.run(0);
      },
    },
  ];

  async stop(): Promise<void> {
    await Promise.all(this.every.map((collector) => collector.stop()));
  }

  private async run(node: number): Promise<void> {
    const { setting, pair, emulator, evidence } = this.given;
    const collector = await Collector.start(setting, pair, emulator, evidence);
    this.every.push(collector);
    this.nodes[node] = collector;
  }
}
