import { collectorCase } from "../harness/collector-case";
import { about, all, none } from "../harness/expectation";
import { PAIRS } from "../harness/settings-under-test";
import { type Trace, traces } from "../harness/traces";

const of = (service: string, count = 20) => traces(count).of(service);

collectorCase(
  "the first rate in the list that matches any span of a trace decides, and failed traces are kept in any case",
)
  .given("rates")
  .sending({
    quiet: of("quiet"),
    "failed, quiet": of("quiet").failed(),
    "slow, quiet": of("quiet").taking(700),
    loud: of("loud"),
    "quiet, with loud inside": of("quiet").calling({ service: "loud" }),
    "loud, with quiet inside": of("loud").calling({ service: "quiet" }),
    "loud, with a route of rate 0": of("loud").having({ "http.route": "/healthz" }),
    "loud, with a path that only begins so": of("loud").having({ "http.route": "/healthz/live" }),
    "a health check that failed": of("loud").having({ "http.route": "/healthz" }).failedInside(),
    half: of("half", 1000),
  })
  .expectInXRay({
    quiet: none,
    "failed, quiet": all,
    "slow, quiet": all,
    loud: all,
    "quiet, with loud inside": none,
    "loud, with quiet inside": none,
    "loud, with a route of rate 0": none,
    "loud, with a path that only begins so": all,
    "a health check that failed": all,
    half: about({ percent: 50 }),
  });

collectorCase("a rate for a route of a service is for traces that have both on one span", {
  pair: PAIRS.default,
  tier: "full",
})
  .given("rates")
  .sending({
    "on one span": of("shop").having({ "http.route": "/pay" }),
    "on one span inside": of("quiet").calling({ service: "shop", attributes: { "http.route": "/pay" } }),
    "on two spans": of("loud").having({ "http.route": "/pay" }).calling({ service: "shop" }),
    "of another route": of("shop").having({ "http.route": "/cart" }),
  })
  .expectInXRay({
    "on one span": all,
    "on one span inside": all,
    "on two spans": none,
    "of another route": none,
  });

/** What of traces of two spans, sent at once, fits into limits: in one second, or in two where the second changes. */
const FITS = {
  "0.92.0": { unmatched: [29, 58], busy: [19, 38] },
  "0.159.0": { unmatched: [60, 90], busy: [40, 60] },
} as const;

const SAMPLED = "otelcol_processor_tail_sampling_count_traces_sampled";

collectorCase("of ordinary traces no more are kept than a limit in spans per second allows, and of failed ones all", {
  tier: "full",
})
  .given("rates")
  .expect(async (collector) => {
    const kept = async (...kinds: Trace[][]) => {
      await collector.send(kinds.flat());
      await collector.decided();
      const arrived = await collector.arrived(kinds.flat().map(({ id }) => id));
      return kinds.map((sent) => sent.filter(({ id }) => arrived.has(id)).length);
    };
    const inShare = () => collector.metric(SAMPLED, 'policy="probabilistic",sampled="true"');
    const fits = ([inOneSecond, inTwo]: readonly [number, number], [number]: number[]) => {
      expect(number).toBeGreaterThanOrEqual(inOneSecond);
      expect(number).toBeLessThanOrEqual(inTwo);
    };
    const { unmatched, busy } = FITS[collector.version];
    fits(unmatched, await kept(of("checkout", 200).now()));
    fits(busy, await kept(of("busy", 200).now()));

    const before = await inShare();
    const [failed, ordinary] = await kept(of("checkout", 100).failed().now(), of("checkout", 100).now());
    expect(failed).toBe(100);
    // Those that failed have spent their part of the limit. The last is the one that tells that all is decided.
    expect(ordinary).toBeLessThan((await inShare()) - before - 1);
  });

collectorCase("a composite policy gives each kind its part, and hands what is above to no later kind", { tier: "full" })
  .given("rates")
  .expect(async (collector) => {
    const kind = (name: string) => of("quiet", 100).having({ kind: name }).now();
    const [gold, silver, other] = [kind("gold"), kind("silver"), kind("bronze")];
    await collector.send([...gold, ...silver]);
    await collector.send(other);
    await collector.decided();
    const kept = async (sent: Trace[]) => (await collector.arrived(sent.map(({ id }) => id))).size;
    // In one second, or in two where the second changes.
    expect([
      [30, 10, 0],
      [60, 20, 0],
    ]).toContainEqual([await kept(gold), await kept(silver), await kept(other)]);
  });
