import { REGION } from "../harness/aws-emulator";
import { onEveryPair, startedCollector } from "../harness/collector-case";
import { grpcBackend, spanCount } from "../harness/otlp-backend";
import { eventually, freePort } from "../harness/program";
import { type Trace, traces } from "../harness/traces";
import { LIMITS, XrayOtlp } from "../harness/xray-otlp";

/** Patience until what was decided has arrived, in milliseconds. */
const ARRIVAL_MS = 30_000;

/** What a span has beside the text that makes it large: less than this, in bytes. */
const REST_BYTES = 200;

/** Large traces of one request: a receiver of gRPC takes 4 MB. */
const TRACES_PER_REQUEST = 25;

/** Longer than the test waits, in milliseconds. */
const HANGING_MS = 600_000;

onEveryPair(
  "spans go to X-Ray's endpoint for OTLP zipped, signed for it, and within its limits; what it refuses is not sent again, and while it does not answer nobody waits for it",
  async ({ pair, evidence }) => {
    const port = await freePort();
    const backend = await grpcBackend(port);
    try {
      const collector = await startedCollector("traces by OTLP", pair, evidence, {
        backends: new Map([["tempo", `127.0.0.1:${port}`]]),
      });
      const xray = new XrayOtlp(collector.toXRay);

      // More than one request may have, of spans that are as large as ordinary ones.
      await collector.send(traces(1000).failed().now());
      expect(await settled(xray, 2000)).toEqual({ taken: 2000, refused: 0 });
      for (const request of xray.requests) {
        expect(request).toMatchObject({
          path: "/v1/traces",
          encoding: "gzip",
          contentType: "application/x-protobuf",
          scope: { region: REGION, service: "xray" },
        });
        expect(request.spans.length).toBeLessThanOrEqual(512);
      }

      // 20 MB, with one span of 80 KB in each trace.
      const many = large(256, 80_000);
      for (let start = 0; start < many.length; start += TRACES_PER_REQUEST) {
        await collector.send(many.slice(start, start + TRACES_PER_REQUEST));
      }
      const then = await settled(xray, 2512);
      if (pair.collector === "0.92.0") {
        // It can't cut, and X-Ray refuses a request as a whole.
        expect(then.refused).toBeGreaterThan(0);
      } else {
        expect(then.refused).toBe(0);
        expect(Math.max(...xray.requests.map(({ bytes }) => bytes))).toBeGreaterThan(LIMITS.bytes - 100_000);
      }

      // A span at the limit is taken. One above it takes its request with it, once, and nothing after it.
      await collector.send(large(1, LIMITS.spanBytes - REST_BYTES));
      expect(await settled(xray, 2514)).toEqual({ ...then, taken: then.taken + 2 });
      await collector.send(large(1, LIMITS.spanBytes));
      expect(await settled(xray, 2516)).toEqual({ taken: then.taken + 2, refused: then.refused + 2 });
      await collector.send(traces(10).failed().now());
      expect(await settled(xray, 2536)).toEqual({ taken: then.taken + 22, refused: then.refused + 2 });
      expect(await collector.metric("otelcol_exporter_send_failed_spans", "/xray")).toBe(then.refused + 2);

      collector.toXRay.delayMs = HANGING_MS;
      const hung = traces(2500).failed().now();
      await collector.send(hung);
      const ids = hung.map(({ id }) => id);
      const reached = await eventually(async () => (spanCount(backend, ids) >= 5000 ? true : undefined), {
        within: ARRIVAL_MS,
      });
      expect(reached).toBe(true);
    } finally {
      backend.stop();
    }
  },
  { tier: "full" },
);

/** Failed traces whose roots are larger than so many bytes, by less than {@link REST_BYTES}. */
function large(count: number, bytes: number): Trace[] {
  return traces(count)
    .failed()
    .having({ payload: "x".repeat(bytes) })
    .now();
}

/** What X-Ray has taken and refused, once that is all that was sent, or patience is at its end. */
async function settled(xray: XrayOtlp, spans: number): Promise<{ taken: number; refused: number }> {
  const done = async () => (xray.taken + xray.refused >= spans ? true : undefined);
  await eventually(done, { within: ARRIVAL_MS });
  return { taken: xray.taken, refused: xray.refused };
}
