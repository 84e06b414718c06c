import { randomBytes } from "node:crypto";
import type { ProtobufTraceSerializer } from "@opentelemetry/otlp-transformer";

/** A span as an SDK hands it to its exporter. */
export type Span = Parameters<typeof ProtobufTraceSerializer.serializeRequest>[0][number];

type Attributes = Span["attributes"];

/** A trace of two spans: a server's root, and what it does inside. */
export interface Trace {
  /** 32 hexadecimal digits, random. */
  readonly id: string;
  readonly root: Span;
  readonly child: Span;
}

/** What an ordinary trace takes, in milliseconds. */
const ORDINARY_MS = 20;

/** What a slow one takes, in milliseconds. */
const SLOW_MS = 700;

/** Codes of `SpanStatusCode` and `SpanKind`. */
const ERROR = 2;
const UNSET = 0;
const INTERNAL = 0;
const SERVER = 1;

const SCOPE = { name: "acceptance" };

interface Kind {
  readonly milliseconds: number;
  readonly failed: "nowhere" | "at the root" | "inside";
  readonly attributes: Attributes;
  readonly service: string;
  readonly inside: { readonly service?: string; readonly attributes?: Attributes };
}

/** A number of like traces. Nothing exists of them before they are sent, so that their times are those of the sending. */
export class Traces {
  constructor(
    private readonly count: number,
    private readonly kind: Kind,
  ) {}

  /** The root has status ERROR. */
  failed(): Traces {
    return this.with({ failed: "at the root" });
  }

  /** Only what happens inside has status ERROR: it was caught, and the request answered. */
  failedInside(): Traces {
    return this.with({ failed: "inside" });
  }

  /** From the first start to the last end. */
  taking(milliseconds: number): Traces {
    return this.with({ milliseconds });
  }

  /** Attributes of the root span. */
  having(attributes: Attributes): Traces {
    return this.with({ attributes });
  }

  /** As OTEL_SERVICE_NAME says it. */
  of(service: string): Traces {
    return this.with({ service });
  }

  /** What the child span is: of another service, with attributes. */
  calling(inside: { readonly service?: string; readonly attributes?: Attributes }): Traces {
    return this.with({ inside });
  }

  /** The traces, ending now. */
  now(): Trace[] {
    return Array.from({ length: this.count }, () => trace(this.kind));
  }

  private with(difference: Partial<Kind>): Traces {
    return new Traces(this.count, { ...this.kind, ...difference });
  }
}

/** Ordinary traces: short, and without an error. */
export function traces(count: number): Traces {
  return new Traces(count, {
    milliseconds: ORDINARY_MS,
    failed: "nowhere",
    attributes: {},
    service: "checkout",
    inside: {},
  });
}

function trace({ milliseconds, failed, attributes, service, inside }: Kind): Trace {
  const id = randomBytes(16).toString("hex");
  const end = Date.now();
  const common = { traceId: id, service: resource(service) };
  const root = span({
    ...common,
    name: "GET /checkout",
    kind: SERVER,
    from: end - milliseconds,
    to: end,
    failed: failed === "at the root",
    attributes,
  });
  const child = span({
    ...common,
    service: resource(inside.service ?? service),
    parent: root,
    name: "charge",
    kind: INTERNAL,
    from: end - milliseconds,
    to: end - milliseconds / 2,
    failed: failed === "inside",
    attributes: inside.attributes ?? {},
  });
  return { id, root, child };
}

/** What is the matter with the innermost span of a trace, and with no other. */
export type Innermost = "failed" | "slow";

/** A trace of several spans, from the outermost to the innermost: one on each of as many nodes. */
export interface CrossNodeTrace {
  readonly id: string;
  readonly spans: readonly Span[];
}

/** Traces with one span on each of some nodes, ending now. What takes long inside was not waited for. */
export function acrossNodes(count: number, nodes: number, innermost: Innermost): CrossNodeTrace[] {
  return Array.from({ length: count }, () => {
    const id = randomBytes(16).toString("hex");
    const end = Date.now();
    const spans: Span[] = [];
    for (let node = 0; node < nodes; node += 1) {
      const isInnermost = node === nodes - 1;
      spans.push(
        span({
          traceId: id,
          service: resource(`service-${node}`),
          parent: spans.at(-1),
          name: `step ${node}`,
          kind: SERVER,
          from: end - (isInnermost && innermost === "slow" ? SLOW_MS : ORDINARY_MS),
          to: end,
          failed: isInnermost && innermost === "failed",
          attributes: {},
        }),
      );
    }
    return { id, spans };
  });
}

/** Ordinary traces of one service, with so many small spans each, ending now. */
export function ordinaryTraces(count: number, spansEach: number): CrossNodeTrace[] {
  return Array.from({ length: count }, () => {
    const id = randomBytes(16).toString("hex");
    const end = Date.now();
    const spans: Span[] = [];
    for (let number = 0; number < spansEach; number += 1) {
      spans.push(
        span({
          traceId: id,
          service: resource("checkout"),
          parent: spans[0],
          name: number === 0 ? "GET /checkout" : "charge",
          kind: number === 0 ? SERVER : INTERNAL,
          from: end - ORDINARY_MS,
          to: end,
          failed: false,
          attributes: { "network.peer.address": "192.0.2.1", "peer.service": "payment" },
        }),
      );
    }
    return { id, spans };
  });
}

function span(given: {
  readonly traceId: string;
  readonly parent?: Span;
  readonly name: string;
  readonly kind: number;
  readonly from: number;
  readonly to: number;
  readonly failed: boolean;
  readonly attributes: Attributes;
  readonly service: Span["resource"];
}): Span {
  const context = { traceId: given.traceId, spanId: randomBytes(8).toString("hex"), traceFlags: 1 };
  return {
    name: given.name,
    kind: given.kind,
    spanContext: () => context,
    ...(given.parent ? { parentSpanContext: given.parent.spanContext() } : {}),
    startTime: time(given.from),
    endTime: time(given.to),
    duration: [0, 0],
    ended: true,
    status: { code: given.failed ? ERROR : UNSET },
    attributes: given.attributes,
    resource: given.service,
    instrumentationScope: SCOPE,
    links: [],
    events: [],
    droppedAttributesCount: 0,
    droppedEventsCount: 0,
    droppedLinksCount: 0,
  };
}

/** Seconds and nanoseconds. */
function time(milliseconds: number): [number, number] {
  return [Math.floor(milliseconds / 1000), Math.round((milliseconds % 1000) * 1e6)];
}

const resources = new Map<string, Span["resource"]>();

/** One object a service: the serializer groups spans by it. */
function resource(service: string): Span["resource"] {
  const known = resources.get(service);
  if (known) {
    return known;
  }
  const attributes = { "service.name": service };
  const made: Span["resource"] = {
    attributes,
    merge: () => made,
    getRawAttributes: () => Object.entries(attributes),
  };
  resources.set(service, made);
  return made;
}
