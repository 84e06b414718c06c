import { collectorCase } from "../harness/collector-case";
import { eventually } from "../harness/program";
import { traces } from "../harness/traces";

collectorCase("a graceful stop loses nothing that was decided")
  .given("nothing ordinary")
  .expect(async (collector) => {
    // X-Ray answers so slowly that most of what is decided is not yet written. A batch has to be written within 5 s.
    collector.toXRay.delayMs = 50;
    const failed = traces(300).failed().now();
    await collector.send(failed);
    const decided = await eventually(
      async () => {
        const count = await collector.metric(
          "otelcol_processor_tail_sampling_global_count_traces_sampled",
          'sampled="true"',
        );
        return count >= failed.length ? count : undefined;
      },
      { within: 10_000, every: 10 },
    );
    expect(decided).toBe(failed.length);

    const ids = failed.map(({ id }) => id);
    const before = (await collector.arrived(ids)).size;
    await collector.program.stop();
    const after = (await collector.arrived(ids)).size;
    if (before === failed.length) {
      throw collector.error("everything was written before the stop: the case proves nothing");
    }
    if (after !== failed.length) {
      throw collector.error(
        `${after} of ${failed.length} decided traces are in X-Ray after the stop, ${before} were before`,
      );
    }
  });

/** As many as the documentation names. */
const UNDECIDED = 50;

collectorCase("failed traces that are undecided at a graceful stop are kept, or lost where the documentation says so")
  .given("as in the article")
  .expect(async (collector) => {
    const failed = traces(UNDECIDED).failed().now();
    await collector.send(failed);
    await collector.program.stop();
    const arrived = await collector.arrived(failed.map(({ id }) => id));
    expect(arrived.size).toBe(collector.version === "0.92.0" ? 0 : UNDECIDED);
  });
