import { randomBytes } from "node:crypto";
import type { Signal } from "./otlp-sender";

/** A value in JSON of OTLP. @see https://opentelemetry.io/docs/specs/otlp/#json-protobuf-encoding */
type Value = Readonly<Record<string, unknown>>;

const CARD = "4111111111111111";

const text = (stringValue: string): Value => ({ stringValue });
const list = (...values: Value[]): Value => ({ arrayValue: { values } });
const map = (entries: Readonly<Record<string, Value>>): Value => ({ kvlistValue: { values: attributes(entries) } });
const attributes = (entries: Readonly<Record<string, Value>>) =>
  Object.entries(entries).map(([key, value]) => ({ key, value }));

/** What must be seen nowhere, as text and as protobuf writes a number. */
export const SECRETS: Readonly<Record<string, Buffer>> = {
  "a removed value": Buffer.from("hunter2"),
  "a hashed value": Buffer.from("jane-of-"),
  "a masked text": Buffer.from("sk_live_"),
  "a card": Buffer.from(CARD),
  "a card with spaces": Buffer.from("4111 1111"),
  "a card as a whole number": varint(BigInt(CARD)),
  "a card as a number": double(Number(CARD)),
};

/** What is not secret, at a place. */
export const seen = (place: string) => `public at ${place}`;

/** Attributes that hold secrets in each form that there is, and some that are none. */
function secretsAt(place: string): Readonly<Record<string, Value>> {
  const secrets = map({
    password: text("hunter2"),
    "session.id": text(`jane-of-${place}`),
    sk_live_0: { intValue: CARD },
  });
  return {
    [`public.${place}`]: text(seen(place)),
    password: text(`hunter2 at ${place}`),
    "session.id": text(`jane-of-${place}`),
    text: text(`paid with 4111 1111-1111 1111 and sk_live_${place} as _${CARD}_`),
    "whole.number": { intValue: CARD },
    number: { doubleValue: Number(CARD) },
    list: list(text("a"), text(CARD), { intValue: CARD }, secrets),
    map: map({ deep: secrets }),
    json: text(JSON.stringify({ password: "hunter2", "session.id": `jane-of-${place}`, body: CARD })),
    "json.in.json": text(JSON.stringify(JSON.stringify({ password: { is: "hunter2" } }))),
    [`key.sk_live_${place}`]: text("x"),
    [`key ${CARD}`]: text("x"),
  };
}

/** Every place of traces, but for those that nothing reaches. */
export const TRACE_PLACES = ["resource", "scope", "span", "event"] as const;
export const METRIC_PLACES = ["resource", "scope", "metadata", "datapoint", "exemplar"] as const;
export const LOG_PLACES = ["resource", "scope", "log", "body"] as const;

const nanoseconds = () => `${BigInt(Date.now()) * 1_000_000n}`;
const at = (place: string) => attributes(secretsAt(place));
const resource = () => ({ attributes: at("resource") });
const scope = () => ({ name: `lib sk_live_scope ${CARD}`, version: `1 sk_live_scope`, attributes: at("scope") });

/** A request of a signal, with secrets wherever it has a place for them. */
export function withSecrets(signal: Signal): string {
  return JSON.stringify({ traces, metrics, logs }[signal]());
}

/** A failed trace with secrets where no processor reaches them: in what a link says, and in bytes. */
export function beyondReach(): string {
  const unreached = {
    ...span(),
    attributes: attributes({ public: text(seen("bytes")), bytes: { bytesValue: base64("hunter2 in bytes") } }),
    links: [
      {
        ...ids(),
        traceState: "vendor=sk_live_tracestate-of-a-link",
        attributes: attributes({ password: text("hunter2 in a link") }),
      },
    ],
  };
  return JSON.stringify({ resourceSpans: [{ scopeSpans: [{ spans: [unreached] }] }] });
}

const ids = () => ({
  // X-Ray wants the time in it.
  traceId: Math.floor(Date.now() / 1000).toString(16) + randomBytes(12).toString("hex"),
  spanId: randomBytes(8).toString("hex"),
});

const span = () => ({
  ...ids(),
  name: "GET /carts",
  kind: 2,
  startTimeUnixNano: nanoseconds(),
  endTimeUnixNano: nanoseconds(),
  status: { code: 2, message: "it failed" },
});

function traces(): object {
  const secret = {
    ...span(),
    name: `GET /cards/${CARD}?key=sk_live_name`,
    traceState: `vendor=sk_live_tracestate,card=${CARD}`,
    attributes: at("span"),
    events: [{ timeUnixNano: nanoseconds(), name: `exception sk_live_event ${CARD}`, attributes: at("event") }],
    status: { code: 2, message: `refused ${CARD} {"password":"hunter2"} sk_live_status` },
  };
  return { resourceSpans: [{ resource: resource(), scopeSpans: [{ scope: scope(), spans: [secret] }] }] };
}

function metrics(): object {
  const exemplar = (filteredAttributes: unknown) => ({ timeUnixNano: nanoseconds(), asDouble: 1, filteredAttributes });
  // Remote write takes no labels of more than 128 characters with an exemplar.
  const few = {
    public: text(seen("label")),
    password: text("hunter2"),
    card: { intValue: CARD },
    key: text("sk_live_x"),
  };
  const exemplars = [exemplar(at("exemplar")), exemplar(attributes(few))];
  const point = { timeUnixNano: nanoseconds(), asDouble: 1, attributes: at("datapoint"), exemplars };
  const histogram = { timeUnixNano: nanoseconds(), count: "1", sum: 1, bucketCounts: ["1"], explicitBounds: [] };
  const metric = (name: string, data: object) => ({
    name: `${name}_sk_live_name`,
    description: `of ${CARD}`,
    unit: "sk_live_unit",
    metadata: at("metadata"),
    ...data,
  });
  const dataPoints = [{ ...histogram, attributes: at("datapoint"), exemplars }];
  return {
    resourceMetrics: [
      {
        resource: resource(),
        scopeMetrics: [
          {
            scope: scope(),
            metrics: [
              metric("gauge", { gauge: { dataPoints: [point] } }),
              metric("sum", { sum: { aggregationTemporality: 2, isMonotonic: true, dataPoints: [point] } }),
              metric("histogram", { histogram: { aggregationTemporality: 2, dataPoints } }),
            ],
          },
        ],
      },
    ],
  };
}

function logs(): object {
  const record = (body: Value) => ({
    timeUnixNano: nanoseconds(),
    severityText: `WARN sk_live_severity ${CARD}`,
    eventName: `checkout.sk_live_event`,
    attributes: at("log"),
    body,
  });
  const body = secretsAt("body");
  const withoutSecretKeys = Object.fromEntries(Object.entries(body).filter(([key]) => !key.startsWith("key")));
  const { map: _, list: __, ...flat } = withoutSecretKeys;
  const bodies = [
    text(`paid by sk_live_body with ${CARD}: {"password": "hunter2"}`),
    { intValue: CARD },
    map(flat),
    map(body),
    list(text(CARD), map(body)),
  ];
  return {
    resourceLogs: [{ resource: resource(), scopeLogs: [{ scope: scope(), logRecords: bodies.map(record) }] }],
  };
}

const base64 = (content: string) => Buffer.from(content).toString("base64");

function varint(number: bigint): Buffer {
  const bytes: number[] = [];
  for (let rest = number; ; rest >>= 7n) {
    if (rest < 128n) {
      return Buffer.from([...bytes, Number(rest)]);
    }
    bytes.push(Number(rest & 127n) | 128);
  }
}

function double(number: number): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeDoubleLE(number);
  return bytes;
}
