import type { Collector } from "../harness/collector";
import { collectorCase } from "../harness/collector-case";
import { call, ExampleApp, type Service } from "../harness/example-app";
import { about, all, type Expectation, none } from "../harness/expectation";

const SERVICE = "express-payments";
const FAILING = "/payments?fail=1";

/** How many requests come without a caller, of which a share is expected. */
const REQUESTS = 400;

interface Kept {
  readonly withoutCaller: Expectation;
  readonly sampledByCaller: Expectation;
  readonly notSampledByCaller: Expectation;
}

/** What is kept of failed requests, all of which the collector would keep, by the SDK's sampler. */
const KEPT: readonly [sampler: Readonly<Record<string, string>>, kept: Kept][] = [
  [{}, { withoutCaller: all, sampledByCaller: all, notSampledByCaller: none }],
  [
    { OTEL_TRACES_SAMPLER: "parentbased_traceidratio", OTEL_TRACES_SAMPLER_ARG: "0.1" },
    { withoutCaller: about({ percent: 10 }), sampledByCaller: all, notSampledByCaller: none },
  ],
  [{ OTEL_TRACES_SAMPLER: "always_on" }, { withoutCaller: all, sampledByCaller: all, notSampledByCaller: all }],
];

collectorCase(
  "of failed traces those are kept that the SDK sampled: all with the generated environment, a tenth with a sampler of 10 %, none that a caller did not sample",
  { artefact: "Express example", tier: "full" },
)
  .given("nothing ordinary")
  .expect(async (collector, { ranIn }) => {
    const app = await ExampleApp.install("express");
    ranIn(...app.program);
    try {
      for (const [sampler, kept] of KEPT) {
        const before = await collector.metric(RECEIVED);
        const generated = { ...app.environmentOf(SERVICE), ...sampler };
        const service = await app.start(SERVICE, collector.places.grpcPort, undefined, { generated });
        const sampled = await failing(service, 20, "01");
        const notSampled = await failing(service, 20, "00");
        await Promise.all(Array.from({ length: REQUESTS }, () => fetch(service.url + FAILING)));
        await service.program.stop();
        await collector.decided();

        const own = [...new Set(idsIn(service.program.log))].filter((id) => !sampled.concat(notSampled).includes(id));
        expect(own).toHaveLength(REQUESTS);
        const problems = {
          withoutCaller: await problem(own, kept.withoutCaller, collector),
          sampledByCaller: await problem(sampled, kept.sampledByCaller, collector),
          notSampledByCaller: await problem(notSampled, kept.notSampledByCaller, collector),
        };
        expect({ sampler, problems }).toEqual({ sampler, problems: {} });
        // The metric that shows it. Beside the requests there are the one that tells that all is decided, and at times the one
        // that tells that the service is ready.
        const arrived = (await collector.arrived([...own, ...sampled, ...notSampled])).size;
        const others = (await collector.metric(RECEIVED)) - before - arrived;
        expect([1, 2]).toContain(others);
        expect(await collector.metric("otelcol_receiver_accepted_spans{")).toBeGreaterThanOrEqual(arrived);
      }
    } finally {
      app.remove();
    }
  });

const RECEIVED = "otelcol_processor_tail_sampling_new_trace_id_received";

async function failing(service: Service, count: number, flag: "00" | "01"): Promise<string[]> {
  const calls = await Promise.all(Array.from({ length: count }, () => call(service, FAILING, flag)));
  return calls.map(({ id }) => id);
}

/** Ids of traces in what a service logged, of those that are not sampled too. */
const idsIn = (log: string) => [...log.matchAll(/"trace_id":"([0-9a-f]{32})"/g)].map(([, id]) => id);

async function problem(ids: string[], expected: Expectation, collector: Collector): Promise<string | undefined> {
  return expected.problem((await collector.arrived(ids)).size, ids.length);
}
