import { randomBytes } from "node:crypto";
import type { Collector } from "../harness/collector";
import { collectorCase } from "../harness/collector-case";
import { ExpressApp, type Service } from "../harness/express-app";
import type { Segment } from "../harness/xray";

const [CHECKOUT, PAYMENTS] = ["express-checkout", "express-payments"];

collectorCase(
  "the generated application's failed and slow requests are in X-Ray with both services' names, what is in flight at its end too",
  { artefact: "Express example" },
)
  .given("nothing ordinary")
  .expect(async (collector, { ranIn }) => {
    const app = await ExpressApp.install();
    const services: Service[] = [];
    try {
      ranIn("Node.js", app.nodeVersion);
      const payments = await app.start(PAYMENTS, collector.places.grpcPort);
      services.push(payments);
      const checkout = await app.start(CHECKOUT, collector.places.grpcPort, payments.url);
      services.push(checkout);

      const ordinary = await call(checkout, "/checkout");
      const failed = await call(checkout, "/checkout?fail=1");
      const slow = call(checkout, "/checkout?slow=1");
      await new Promise((resolve) => setTimeout(resolve, 200));
      // The slow request is still in flight, and all spans are still in the SDKs' buffers.
      await checkout.program.stop();
      await payments.program.stop();
      const { id: slowId, status: slowStatus } = await slow;
      expect([ordinary.status, failed.status, slowStatus]).toEqual([200, 500, 200]);
      await collector.decided();

      expect(await segmentsOf(collector, ordinary.id)).toEqual([]);

      const ofFailed = await segmentsOf(collector, failed.id);
      expect(ofFailed.map(({ name }) => name)).toEqual([CHECKOUT, PAYMENTS]);
      expect(ofFailed).toMatchObject([{ fault: true }, { fault: true }]);

      const ofSlow = await segmentsOf(collector, slowId);
      expect(ofSlow.map(({ name }) => name)).toEqual([CHECKOUT, PAYMENTS]);
      for (const { start_time, end_time } of ofSlow) {
        expect(end_time - start_time).toBeGreaterThanOrEqual(0.7);
      }
    } finally {
      for (const { program } of services) {
        program.kill();
      }
      app.remove();
    }
  });

/** Calls as a traced client does: the service goes on with the trace that the header names. */
async function call({ url }: Service, path: string): Promise<{ id: string; status: number }> {
  const id = randomBytes(16).toString("hex");
  const traceparent = `00-${id}-${randomBytes(8).toString("hex")}-01`;
  const { status } = await fetch(url + path, { headers: { traceparent } });
  return { id, status };
}

/** The services' own segments of a trace, by their names. */
async function segmentsOf(collector: Collector, id: string): Promise<Segment[]> {
  const segments = (await collector.arrived([id])).get(id) ?? [];
  return segments.filter(({ type }) => type !== "subsegment").sort((one, other) => one.name.localeCompare(other.name));
}
