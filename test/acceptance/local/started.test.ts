import { acceptance } from "../acceptance";
import { call } from "../harness/example-app";
import { LocalStack } from "../harness/local-stack";
import { eventually } from "../harness/program";

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
    for (const version of ["0.159.0", "0.92.0"] as const) {
      const stack = await LocalStack.start("express", version, evidence);
      started.push(stack);
      const { id, status } = await call(stack.checkout, "/checkout?fail=1");
      expect(status).toBe(500);

      const failed = () =>
        new Set(stack.spansOf(id).flatMap(({ service, status }) => (status.code === ERROR ? [service] : [])));
      // Each service sends its own part.
      await eventually(async () => (failed().size > 1 ? true : undefined), { within: ARRIVAL_MS });
      expect(failed()).toEqual(new Set(["express-checkout", "express-payments"]));
    }
  },
  { tier: "full" },
);
