import type { Collector } from "./collector";
import type { CrossNodeTrace } from "./traces";

/** The traces of which every span is in X-Ray. */
export async function wholeTraces(
  reader: Collector,
  traces: readonly CrossNodeTrace[],
): Promise<ReadonlySet<CrossNodeTrace>> {
  return tracesWith(reader, traces, ({ spans }) => spans);
}

/** The traces whose innermost span is in X-Ray. */
export async function tracesWithInnermost(
  reader: Collector,
  traces: readonly CrossNodeTrace[],
): Promise<ReadonlySet<CrossNodeTrace>> {
  return tracesWith(reader, traces, ({ spans }) => spans.slice(-1));
}

async function tracesWith(
  reader: Collector,
  traces: readonly CrossNodeTrace[],
  needed: (trace: CrossNodeTrace) => CrossNodeTrace["spans"],
): Promise<ReadonlySet<CrossNodeTrace>> {
  const arrived = await reader.arrived(traces.map(({ id }) => id));
  return new Set(
    traces.filter((trace) => {
      const ids = new Set(arrived.get(trace.id)?.map(({ id }) => id));
      return needed(trace).every((span) => ids.has(span.spanContext().spanId));
    }),
  );
}
