import { randomFillSync } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import { collectorFacts } from "../../../src/collector/facts/collector-facts";
import type { Collector } from "../harness/collector";
import { collectorCase } from "../harness/collector-case";
import { type Answer, encoded, type Protocol } from "../harness/otlp-sender";
import { residentMib } from "../harness/process-figures";
import { traces } from "../harness/traces";

/** The flood: at most 20 MB/s, so that the limiter, which looks once a second, sees it coming. Then a fifth of that. */
const REQUEST_BYTES = 400_000;
const FLOOD_PAUSE_MS = 20;
const USUAL_PAUSE_MS = 100;
/** It ends after so many refusals, and after so many requests. */
const REFUSALS = 30;
const REQUESTS = 600;
/** It is over when so many requests in a row are accepted. */
const ACCEPTED = 20;

/** What a refusal looks like. An SDK tries again after UNAVAILABLE and 503, and only after them. */
const REFUSED = {
  "0.92.0": { gRPC: "UNKNOWN", HTTP: "500" },
  "0.159.0": { gRPC: "UNAVAILABLE", HTTP: "503" },
} as const;

collectorCase(
  "a flood is refused, and the sender told, before the container's memory limit is reached, and then it is over",
  { tier: "full" },
)
  .given("little memory")
  .expect(async (collector) => {
    const offer = payload(collector);
    let refusals = 0;
    let peakMib = 0;
    for (let sent = 0; sent < REQUESTS && refusals < REFUSALS; sent += 1) {
      const protocol = sent % 2 === 0 ? "gRPC" : "HTTP";
      const { code } = await offer(protocol);
      if (code !== "OK") {
        expect(code).toBe(REFUSED[collector.version][protocol]);
        refusals += 1;
      }
      if (sent % 10 === 0) {
        peakMib = Math.max(peakMib, residentMib(collector.program.pid));
      }
      await pause(FLOOD_PAUSE_MS);
    }
    const names = collectorFacts(collector.version);
    const counted = await collector.metric(`otelcol_${names.refusedSpansMetric}${names.counterSuffix}{`);
    expect(counted).toBeGreaterThanOrEqual(refusals);
    if (refusals < REFUSALS) {
      throw collector.error(`${refusals} of ${REQUESTS} requests were refused: the memory limiter has to come first`);
    }
    if (peakMib > collector.memoryLimitMib) {
      throw collector.error(`it took ${peakMib} MiB, and the container may take ${collector.memoryLimitMib}`);
    }

    // Not silence: 0.92.0 looks for garbage when memory grows, and without traffic goes on refusing for two minutes.
    let accepted = 0;
    for (let sent = 0; accepted < ACCEPTED; sent += 1) {
      if (sent === REQUESTS) {
        throw collector.error("it still refuses spans after the flood");
      }
      accepted = (await offer("gRPC")).code === "OK" ? accepted + 1 : 0;
      await pause(USUAL_PAUSE_MS);
    }
  });

/** Sends a trace of REQUEST_BYTES, another one each time: spans of one that is decided would not be held. */
function payload({ sender }: Collector): (protocol: Protocol) => Promise<Answer> {
  const [{ id, root }] = traces(1)
    .having({ payload: "x".repeat(REQUEST_BYTES) })
    .now();
  const request = Buffer.from(encoded([root]));
  const idWithin = request.indexOf(Buffer.from(id, "hex"));
  return (protocol) => {
    randomFillSync(request, idWithin, id.length / 2);
    return sender.sendBytes("traces", request, protocol);
  };
}
