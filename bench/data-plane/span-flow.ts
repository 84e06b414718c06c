import { randomFillSync } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import type { Collector } from "../../test/acceptance/harness/collector";
import { encoded } from "../../test/acceptance/harness/otlp-sender";
import { ordinaryTraces } from "../../test/acceptance/harness/traces";

const SPANS_PER_TRACE = 6;
const TRACES_PER_REQUEST = 50;
export const SPANS_PER_REQUEST = SPANS_PER_TRACE * TRACES_PER_REQUEST;

/** Requests under way at once, when as many as possible are sent. */
const AT_ONCE = 8;

const PACE_MS = 5;

/**
 * Sends new traces all the time at next to no cost of its own: one request, encoded once, in which the ids of the traces are
 * random anew each time.
 */
export class SpanFlow {
  /** Spans that were accepted so far. */
  accepted = 0;
  private begun = 0;

  private readonly request: Buffer;
  /** Where in the request the id of each trace stands. */
  private readonly places: readonly (readonly number[])[];

  constructor(private readonly collector: Collector) {
    const traces = ordinaryTraces(TRACES_PER_REQUEST, SPANS_PER_TRACE);
    this.request = Buffer.from(encoded(traces.flatMap(({ spans }) => spans)));
    this.places = traces.map(({ id }) => occurrences(this.request, Buffer.from(id, "hex")));
  }

  /** Sends so many spans a second. @throws when one was not accepted */
  async steady(spansPerSecond: number, milliseconds: number): Promise<void> {
    const started = performance.now();
    const requests: Promise<void>[] = [];
    for (let elapsed = 0; elapsed < milliseconds; elapsed = performance.now() - started) {
      const due = ((elapsed / 1000) * spansPerSecond) / SPANS_PER_REQUEST;
      while (requests.length < due) {
        requests.push(this.send());
      }
      await pause(PACE_MS);
    }
    await Promise.all(requests);
  }

  /**
   * Sends as many as are taken, but so many a second at most.
   *
   * @param mayGoOn - asked before each request
   */
  async atMost(spansPerSecond: number, milliseconds: number, mayGoOn: () => boolean = () => true): Promise<void> {
    const started = performance.now();
    const elapsed = () => performance.now() - started;
    const isDue = () => this.begun * 1000 <= spansPerSecond * elapsed();
    const sendInTurn = async () => {
      while (elapsed() < milliseconds) {
        await (isDue() && mayGoOn() ? this.send() : pause(PACE_MS));
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, sendInTurn));
  }

  private async send(): Promise<void> {
    this.begun += SPANS_PER_REQUEST;
    for (const [first, ...others] of this.places) {
      randomFillSync(this.request, first, 16);
      for (const other of others) {
        this.request.copy(this.request, other, first, first + 16);
      }
    }
    const { code, message } = await this.collector.sender.sendBytes("traces", this.request, "gRPC");
    if (code !== "OK") {
      throw this.collector.error(`spans were answered ${code}: ${message}`);
    }
    this.accepted += SPANS_PER_REQUEST;
  }
}

function occurrences(bytes: Buffer, part: Buffer): number[] {
  const found: number[] = [];
  for (let at = bytes.indexOf(part); at !== -1; at = bytes.indexOf(part, at + 1)) {
    found.push(at);
  }
  return found;
}
