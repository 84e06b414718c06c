import { generated } from "../../generated";
import type { Collector } from "../harness/collector";
import { onEveryPair, startedCollector } from "../harness/collector-case";
import { eventually } from "../harness/program";
import { Prometheus } from "../harness/prometheus";
import { optionsOf } from "../harness/settings-under-test";
import { type Span, type Trace, traces } from "../harness/traces";

/** Patience until what was counted is found, in milliseconds. */
const FOUND_MS = 20_000;

/** Upper bounds of the buckets, in seconds, as the options have them by default. */
const BOUNDS = [0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10];

const CALLS = "traces_span_metrics_calls_total";
const BUCKETS = "traces_span_metrics_duration_seconds_bucket";

/** Names of a service's operations, more than are told apart. */
const OPERATIONS = 30;

onEveryPair(
  "of two collectors that keep a tenth, counts, failed ones and histogram buckets of their span metrics are in Prometheus just what was sent, and the README's queries find them",
  async ({ pair, evidence }) => {
    const prometheus = await Prometheus.start();
    try {
      evidence.ranIn("Prometheus", prometheus.version);
      const collectors = await Promise.all(
        ["otel-collector-agent-a", "otel-collector-agent-b"].map((pod) =>
          startedCollector("span metrics", pair, evidence, { pod }),
        ),
      );
      for (const { toPrometheus } of collectors) {
        toPrometheus.target = () => prometheus.remoteWriteUrl;
      }
      const sent: Trace[] = [];
      // Twice, for a rate is between two samples.
      for (const round of [1, 2]) {
        for (const [index, collector] of collectors.entries()) {
          sent.push(...(await sentTo(collector, round * 100 + index * 50)));
        }
        await expectFound(prometheus, sent);
      }
      const ordinary = sent.filter(({ root }) => root.name === "GET /checkout").map(({ id }) => id);
      const [kept] = await Promise.all(collectors.slice(0, 1).map((collector) => keptOf(collector, ordinary)));
      expect(kept).toBeLessThan(ordinary.length / 2);

      const labels = (await prometheus.query(CALLS)).map((series) => series.labels);
      expect(new Set(labels.map(({ collector_instance_id }) => collector_instance_id))).toEqual(
        new Set(["tracing/otel-collector-agent-a", "tracing/otel-collector-agent-b"]),
      );
      expect(labels[0]).toMatchObject({ cluster_name: "prod", k8s_cluster_name: "prod" });
      expect(labels.filter(({ instance }) => instance !== undefined)).toEqual([]);
      for (const query of readmeQueries(generated(optionsOf("span metrics", pair))["README.md"])) {
        const [found] = await prometheus.query(query);
        expect([query, found?.value > 0]).toEqual([query, true]);
      }
      if (pair.collector !== "0.92.0") {
        const ids = await prometheus.exemplarTraces(BUCKETS);
        expect(sent.map(({ id }) => id)).toEqual(expect.arrayContaining(ids.slice(0, 1)));
        await expectBounded(prometheus, collectors[0]);
      }
    } finally {
      await prometheus.stop();
    }
  },
  { artefact: "span metrics", tier: "full" },
);

/** Sends ordinary traces, some of which have labels of their own, and failed and slow ones. */
async function sentTo(collector: Collector, count: number): Promise<Trace[]> {
  const kinds = [
    traces(count),
    traces(7).failed().having({ "customer.tier": "gold", "http.response.status_code": 500 }),
    traces(5).taking(700).having({ "customer.tier": "50% off ${x}", "http.response.status_code": 200 }),
    traces(3).having({ "customer.tier": "silver", "http.response.status_code": 404 }),
  ];
  const instances = ["1", "2"].flatMap((id) =>
    traces(4)
      .of("search")
      .now()
      .map((trace) => within(trace, { "service.instance.id": id, region: id === "1" ? "eu" : "mars" })),
  );
  const sent = [...kinds.flatMap((kind) => kind.now()), ...instances];
  await collector.send(sent);
  return sent;
}

/** The same trace from a process that says more of itself. */
function within({ id, root, child }: Trace, more: Readonly<Record<string, string>>): Trace {
  const attributes = { ...root.resource.attributes, ...more };
  const resource = { ...root.resource, attributes, getRawAttributes: () => Object.entries(attributes) };
  return { id, root: { ...root, resource }, child: { ...child, resource } };
}

/** The values that the options list. */
const LISTED: Readonly<Record<string, readonly string[]>> = {
  "customer.tier": ["gold", "50% off ${x}"],
  "http.response.status_code": ["200", "500"],
  region: ["eu"],
};

/** What a label is where options list its values. */
function listed(span: Span, attribute: string): string {
  const value = span.attributes[attribute] ?? span.resource.attributes[attribute];
  return value === undefined ? "none" : LISTED[attribute].includes(String(value)) ? String(value) : "other";
}

const KINDS = ["INTERNAL", "SERVER"];
const STATUSES = ["UNSET", "OK", "ERROR"];

/** The labels by which a span is counted, in one text. */
function countedAs(span: Span): string {
  return [
    span.resource.attributes["service.name"],
    span.name,
    `SPAN_KIND_${KINDS[span.kind]}`,
    `STATUS_CODE_${STATUSES[span.status.code]}`,
    listed(span, "customer.tier"),
    listed(span, "http.response.status_code"),
    listed(span, "region"),
  ].join(" | ");
}

const LABELS = [
  "service_name",
  "span_name",
  "span_kind",
  "status_code",
  "customer_tier",
  "http_response_status_code",
  "region",
];

/** Sums over collectors of everything that was sent, by labels, and by bucket. @throws with the difference */
async function expectFound(prometheus: Prometheus, sent: readonly Trace[]): Promise<void> {
  const spans = sent.flatMap(({ root, child }) => [root, child]);
  const calls = new Map<string, number>();
  const buckets = new Map<string, number>();
  const add = (to: Map<string, number>, key: string, more: number) => to.set(key, (to.get(key) ?? 0) + more);
  for (const span of spans) {
    const key = countedAs(span);
    add(calls, key, 1);
    for (const bound of [...BOUNDS, Number.POSITIVE_INFINITY]) {
      add(buckets, `${key} | ${bound}`, seconds(span) <= bound ? 1 : 0);
    }
  }
  const sums = async () => ({
    calls: await summed(prometheus, CALLS, LABELS),
    buckets: await summed(prometheus, BUCKETS, [...LABELS, "le"]),
  });
  const expected = JSON.stringify({ calls: sorted(calls), buckets: sorted(buckets) });
  const found = await eventually(async () => (JSON.stringify(await sums()) === expected ? true : undefined), {
    within: FOUND_MS,
  });
  if (!found) {
    expect(await sums()).toEqual(JSON.parse(expected));
  }
}

async function summed(prometheus: Prometheus, metric: string, labels: readonly string[]): Promise<[string, number][]> {
  const series = await prometheus.query(`sum by (${labels.join(", ")}) (${metric})`);
  return sorted(
    new Map(
      series.map(({ labels: has, value }) => [
        labels.map((name) => (name === "le" ? Number(has.le.replace("+Inf", "Infinity")) : has[name])).join(" | "),
        value,
      ]),
    ),
  );
}

const sorted = (map: ReadonlyMap<string, number>) => [...map].sort(([one], [other]) => (one < other ? -1 : 1));

function seconds({ startTime, endTime }: Span): number {
  return ((endTime[0] - startTime[0]) * 1e9 + (endTime[1] - startTime[1])) / 1e9;
}

/** How many of some traces are in X-Ray, once everything is decided. */
async function keptOf(collector: Collector, ids: readonly string[]): Promise<number> {
  await collector.decided();
  return (await collector.arrived(ids)).size;
}

/** A service of more operations than are told apart is counted whole, in no more series than that. */
async function expectBounded(prometheus: Prometheus, collector: Collector): Promise<void> {
  const noisy = Array.from({ length: OPERATIONS }, (_, index) => {
    const [{ root }] = traces(1).of("noisy").now();
    return { ...root, name: `GET /orders/${index}` };
  });
  await collector.sendSpans(noisy);
  const total = async () => (await prometheus.query(`sum by (job) (${CALLS}{job="noisy"})`))[0]?.value;
  expect(await eventually(async () => ((await total()) === OPERATIONS ? true : undefined), { within: FOUND_MS })).toBe(
    true,
  );
  expect(await prometheus.query(`${CALLS}{job="noisy"}`)).toHaveLength(21);
  const [overflow] = await prometheus.query(`${CALLS}{job="noisy", otel_metric_overflow="true"}`);
  expect(overflow.value).toBe(OPERATIONS - 20);
}

/** The queries that the generated README gives. */
function readmeQueries(readme: string): string[] {
  const queries = [...readme.matchAll(/```promql\n([\s\S]*?)```/g)].map(([, query]) => query);
  expect(queries.length).toBeGreaterThan(2);
  return queries;
}
