import { randomBytes } from "node:crypto";
import { acceptance } from "../acceptance";
import { LocalStack } from "../harness/local-stack";
import { eventually } from "../harness/program";
import { CHARTS } from "../harness/settings-under-test";

/** Status ERROR, in the JSON form of OTLP. */
const ERROR = 2;

/** Patience until a trace is decided and has arrived, in milliseconds. */
const ARRIVAL_MS = 20_000;

const started: LocalStack[] = [];
afterEach(() => {
  for (const stack of started.splice(0)) {
    stack.stop();
  }
});

acceptance(
  "Example applications",
  "what the Express example's compose file starts, started without containers, shows a failed checkout to the viewer",
  async (evidence) => {
    for (const chart of CHARTS) {
      const stack = await LocalStack.start("express", chart, evidence);
      started.push(stack);
      const traceId = randomBytes(16).toString("hex");
      const headers = { traceparent: `00-${traceId}-${randomBytes(8).toString("hex")}-01` };
      const { status } = await fetch(`${stack.url}/checkout?fail=1`, { headers });
      expect(status).toBe(500);

      const spans = await eventually(
        async () => {
          const viewed = stack.spansOf(traceId);
          return viewed.length > 0 ? viewed : undefined;
        },
        { within: ARRIVAL_MS },
      );
      const failed = (spans ?? []).filter((span) => span.status.code === ERROR).map(({ service }) => service);
      expect(new Set(failed)).toEqual(new Set(["express-checkout", "express-payments"]));
    }
  },
  { tier: "full" },
);
