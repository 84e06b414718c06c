import type { Collector } from "../harness/collector";
import { collectorCase } from "../harness/collector-case";
import { about, all, type Expectation } from "../harness/expectation";
import { type Trace, traces } from "../harness/traces";

/** Of the setting "a fifth". */
const WINDOW_MS = 2000;
const PERCENT = 20;

collectorCase("an error that arrives just before the window closes keeps the trace")
  .given("a fifth")
  .expect(async (collector) => {
    const failed = traces(200).failed().now();
    const start = Date.now();
    await collector.sendSpans(failed.map(({ child }) => child));
    await new Promise((resolve) => setTimeout(resolve, start + WINDOW_MS - 500 - Date.now()));
    await collector.sendSpans(failed.map(({ root }) => root));
    if (Date.now() - start > WINDOW_MS) {
      throw collector.error(`the machine is too busy: to send took longer than the window of ${WINDOW_MS} ms`);
    }
    await collector.decided();
    await expectRoots(collector, failed, all);
  });

collectorCase(
  "an error that arrives after the window is lost but for the share of ordinary traces: 20 % of 500, within 5 standard deviations",
  { tier: "full" },
)
  .given("a fifth")
  .expect(async (collector) => {
    const failed = traces(500).failed().now();
    await collector.sendSpans(failed.map(({ child }) => child));
    await collector.decided();
    await collector.sendSpans(failed.map(({ root }) => root));
    await collector.decided();
    await expectRoots(collector, failed, about({ percent: PERCENT }));
  });

async function expectRoots(collector: Collector, sent: readonly Trace[], expected: Expectation): Promise<void> {
  const arrived = await collector.arrived(sent.map(({ id }) => id));
  const roots = sent.filter(({ id, root }) =>
    arrived.get(id)?.some((segment) => segment.id === root.spanContext().spanId),
  );
  const problem = expected.problem(roots.length, sent.length);
  if (problem !== undefined) {
    throw collector.error(`the failed roots that are in X-Ray: ${problem}`);
  }
}
