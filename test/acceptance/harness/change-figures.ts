import { setTimeout as pause } from "node:timers/promises";
import type { Collector } from "./collector";
import { type SentTrace, SteadyLoad } from "./steady-load";
import { tracesWithInnermost, wholeTraces } from "./whole-traces";

/** Something that happens to the collectors of a cluster under load. */
export interface Change {
  readonly name: string;
  readonly act: () => Promise<void>;
}

/** What became of the traces that were under way at a change. */
export interface ChangeFigures {
  readonly name: string;
  /** From its begin until every agent has learnt of it, and what was held at its begin. */
  readonly underWay: number;
  /** Of those, the ones whose failed span is in X-Ray, and another one is not. */
  readonly cut: number;
  /** Those whose failed span is not. */
  readonly lost: number;
  /** From its begin to the sending of the last one that is cut or lost, in seconds. */
  readonly seconds: number;
  /** Requests that the nodes hold at its end, because nobody took them. */
  readonly held: number;
}

/** What became of all traces. */
export interface LoadFigures {
  readonly sent: number;
  readonly changes: readonly ChangeFigures[];
  /** Those that are cut or lost, and were not under way at a change. */
  readonly elsewhere: { readonly cut: number; readonly lost: number };
}

/** From the end of a change until the last agent has learnt of it, in milliseconds. */
const LEARNING_MS = 12_000;

/** Makes changes one after the other under steady load, each far enough from the next for its losses to be told apart. */
export async function figuresOf(
  nodes: readonly Collector[],
  reader: () => Collector,
  changes: readonly Change[],
  decisionWaitMs: number,
): Promise<LoadFigures> {
  const load = new SteadyLoad(nodes);
  const made: { name: string; from: number; to: number; held: number }[] = [];
  for (const { name, act } of changes) {
    await pause(decisionWaitMs + 2000);
    const from = Date.now();
    await act();
    const to = Date.now();
    const queues = await Promise.all(nodes.map((node) => node.metric("otelcol_exporter_queue_size")));
    made.push({ name, from, to, held: queues.reduce((sum, queue) => sum + queue) });
    await pause(LEARNING_MS);
  }
  await pause(decisionWaitMs + 2000);
  await load.stop();

  const { whole, failed } = await settled(reader(), load.sent, decisionWaitMs);
  const isUnderWay = ({ from, to }: (typeof made)[number], { at }: SentTrace) =>
    at > from - decisionWaitMs - 2000 && at < to + LEARNING_MS;
  const isCut = ({ trace }: SentTrace) => failed.has(trace) && !whole.has(trace);
  const isLost = ({ trace }: SentTrace) => !failed.has(trace);
  const elsewhere = load.sent.filter((sent) => !made.some((change) => isUnderWay(change, sent)));
  return {
    sent: load.sent.length,
    changes: made.map((change) => {
      const underWay = load.sent.filter((sent) => isUnderWay(change, sent));
      const last = Math.max(change.from, ...underWay.filter((one) => isCut(one) || isLost(one)).map(({ at }) => at));
      return {
        name: change.name,
        underWay: underWay.length,
        cut: underWay.filter(isCut).length,
        lost: underWay.filter(isLost).length,
        seconds: (last - change.from) / 1000,
        held: change.held,
      };
    }),
    elsewhere: { cut: elsewhere.filter(isCut).length, lost: elsewhere.filter(isLost).length },
  };
}

/** Waits until nothing more arrives. */
async function settled(reader: Collector, sent: readonly SentTrace[], decisionWaitMs: number) {
  const traces = sent.map(({ trace }) => trace);
  for (let before = -1; ; ) {
    await pause(decisionWaitMs + 3000);
    const whole = await wholeTraces(reader, traces);
    const failed = await tracesWithInnermost(reader, traces);
    if (whole.size + failed.size === before) {
      return { whole, failed };
    }
    before = whole.size + failed.size;
  }
}
