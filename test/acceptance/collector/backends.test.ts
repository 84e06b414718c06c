import type { Collector } from "../harness/collector";
import { onEveryPair, startedCollector } from "../harness/collector-case";
import { Kubelet } from "../harness/kubelet";
import { grpcBackend, httpBackend, type OtlpBackend, spanCount, spansSent } from "../harness/otlp-backend";
import { eventually, freePort } from "../harness/program";
import { traces } from "../harness/traces";

/** What stands in a Secret may be anything, but not for an old collector: that takes a `$` for the begin of a variable, and 0042 for 34. */
const HEADERS = {
  "0.159.0": { token: "Bearer s3cr$t:{{value}}", tenant: "0042" },
  "0.92.0": { token: "Bearer s3cret:{{value}}", tenant: "shop" },
};

/** Spans of a trace. */
const SPANS = 2;

/** Patience until a queue is empty, in milliseconds: more than the longest pause between two attempts. */
const QUEUE_MS = 60_000;

onEveryPair(
  "of five backends one is away for a while, one is slow, one refuses everything, and the others miss nothing; the first gets what its queue held once it is back, and the rest is counted; a header comes from its Secret, and logs go to the backend that takes them",
  async ({ pair, evidence }) => {
    const { token, tenant } = HEADERS[pair.collector];
    const [awayPort, slowPort, refusingPort, goodPort] = await Promise.all([0, 0, 0, 0].map(freePort));
    const slow = await httpBackend(slowPort, { delayMs: 2000 });
    const refusing = await httpBackend(refusingPort, { path: "/otlp", status: 400 });
    const good = await grpcBackend(goodPort);
    const running: OtlpBackend[] = [slow, refusing, good];
    const kubelet = new Kubelet({ "good-one": HEADERS[pair.collector] });
    try {
      const collector = await startedCollector("several backends", pair, evidence, {
        kubelet,
        backends: new Map([
          ["away", `127.0.0.1:${awayPort}`],
          ["slow", `http://127.0.0.1:${slowPort}`],
          ["refusing", `http://127.0.0.1:${refusingPort}/otlp`],
          ["good-one", `127.0.0.1:${goodPort}`],
        ]),
      });
      const first = await sent(collector, 500);
      const expectAll = async (backend: OtlpBackend, ids: readonly string[]) =>
        expect(await reached(backend, ids, ids.length * SPANS)).toBe(ids.length * SPANS);
      await expectAll(good, first);
      await expectAll(slow, first);
      // Once, for what is refused for good is not sent again.
      await expectAll(refusing, first);
      expect(good.requests[0].headers).toMatchObject({ authorization: token, "x-scope-orgid": tenant });
      expect(collector.program.log).not.toContain("s3cr");

      const record = { body: { stringValue: "the cart is empty" }, severityText: "WARN" };
      const logs = JSON.stringify({ resourceLogs: [{ scopeLogs: [{ logRecords: [record] }] }] });
      expect(await collector.sender.post("/v1/logs", logs, "application/json")).toMatchObject({ code: "OK" });
      const got = ({ requests }: OtlpBackend) => requests.some(({ body }) => body.includes(record.body.stringValue));
      expect(await eventually(async () => (got(good) ? true : undefined), { within: QUEUE_MS })).toBe(true);
      expect(got(slow)).toBe(false);

      let away = await grpcBackend(awayPort);
      await expectAll(away, first);
      away.stop();

      // More than its queue holds.
      const failedBefore = await failed(collector);
      const second = await sent(collector, 4000);
      await expectAll(good, second);
      const lost = (await failed(collector)) - failedBefore;
      expect(lost).toBeGreaterThan(0);
      away = await grpcBackend(awayPort);
      running.push(away);
      const held = second.length * SPANS - lost;
      expect(await reached(away, second, held)).toBe(held);
      const { queue_size, sizer } = (collector.config as any).exporters[exporter(collector, "away")].sending_queue;
      // Of whole requests, as they are batched; an old collector holds four more, which are under way.
      const batched = (collector.config as any).processors.batch.send_batch_max_size;
      const most = sizer === "items" ? queue_size : (queue_size + 4) * batched;
      expect(held).toBeGreaterThan(most / 2);
      expect(held).toBeLessThanOrEqual(most);
    } finally {
      kubelet.remove();
      for (const backend of running) {
        backend.stop();
      }
    }
  },
  { tier: "full" },
);

onEveryPair(
  "what was decided and is held on disk for a backend that is away outlives kill -9",
  async ({ pair, evidence }) => {
    const port = await freePort();
    const kubelet = new Kubelet({});
    const pod = { kubelet, backends: new Map([["away", `127.0.0.1:${port}`]]) };
    let away: OtlpBackend | undefined;
    try {
      const killed = await startedCollector("a queue on disk", pair, evidence, pod);
      const held = await sent(killed, 500);
      killed.program.kill();
      await killed.stop();

      const restarted = await startedCollector("a queue on disk", pair, evidence, pod);
      away = await grpcBackend(port);
      expect(await reached(away, held, held.length * SPANS)).toBeGreaterThanOrEqual(held.length * SPANS);
      expect([...spansSent(away, held).values()].filter((spans) => spans < SPANS)).toEqual([]);
      expect((await restarted.arrived(held)).size).toBe(held.length);
    } finally {
      kubelet.remove();
      away?.stop();
    }
  },
  { tier: "full" },
);

/** Ids of so many failed traces and one more, which are in X-Ray. */
async function sent(collector: Collector, count: number): Promise<string[]> {
  const failedTraces = traces(count).failed().now();
  await collector.send(failedTraces);
  const ids = [...failedTraces.map(({ id }) => id), await collector.decided()];
  const inXRay = await eventually(async () => ((await collector.arrived(ids)).size === ids.length ? true : undefined), {
    within: QUEUE_MS,
  });
  expect(inXRay).toBe(true);
  return ids;
}

/** How many spans of traces a backend has, once that is as many as expected, or patience is at its end. */
async function reached(backend: OtlpBackend, ids: readonly string[], expected: number): Promise<number> {
  await eventually(async () => (spanCount(backend, ids) >= expected ? true : undefined), { within: QUEUE_MS });
  return spanCount(backend, ids);
}

/** Spans that found the queue of the backend that is away full. */
function failed(collector: Collector): Promise<number> {
  return collector.metric("otelcol_exporter_enqueue_failed_spans", exporter(collector, "away"));
}

function exporter(collector: Collector, name: string): string {
  return `${collector.version === "0.92.0" ? "otlp" : "otlp_grpc"}/${name}`;
}
