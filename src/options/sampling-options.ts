/** Which traces are kept. */
export interface SamplingOptions {
  /**
   * How long the collector holds a trace, from its first span on, before it decides, in seconds.
   *
   * It must exceed the longest request that matters: a span that arrives later takes no part in the decision. Of 100
   * failed roots that came 5 s after the window, 8 (collector 0.92.0) and 14 (0.159.0) were kept, within it all 100.
   *
   * @default 10
   */
  readonly decisionWaitSeconds?: number;

  /**
   * Number of traces that the collector holds at most. The oldest is dropped undecided when there are more.
   *
   * @default 100000
   */
  readonly numTraces?: number;

  /**
   * New traces per second that one collector that samples is expected to see: of its node, or with `topology: "gateway"` a
   * gateway's share of the cluster's. Sizes the sampler's tables, and the memory check.
   *
   * @default 1000
   */
  readonly expectedNewTracesPerSec?: number;

  /**
   * Keep every trace that has a span with status ERROR.
   *
   * A 4xx answer is no ERROR status on a server span.
   *
   * @default true
   * @see https://opentelemetry.io/docs/specs/semconv/http/http-spans/#status
   */
  readonly keepErrors?: boolean;

  /**
   * Keep every trace that lasts this long or longer, from its first start to its last end, in milliseconds.
   *
   * @default 500
   */
  readonly latencyThresholdMs?: number;

  /**
   * Shares of ordinary traces by service and route. The first rate in this list that matches a trace decides its share, and
   * `samplingRatePercentage` is that of traces that no rate matches. Failed and slow traces are kept whatever a rate says.
   *
   * A rate matches a trace that has a span of that service, with that route, wherever in the trace that span is. With both
   * given it has to be the same span. So a service that takes part in most traces decides over most traces: put what is
   * narrower before it.
   *
   * Collectors from 0.104.0 to 0.115.1 are refused: such take "no span of that service" for a veto on the whole trace.
   *
   * @default []
   */
  readonly rates?: SamplingRate[];

  /**
   * Spans per second that a collector keeps at most of those ordinary traces that no rate matches, and of which
   * `samplingRatePercentage` leaves a share. What is above is not kept; failed and slow traces are, and those among them that
   * belong to the share count.
   *
   * It is a limit of each collector that samples: one on each node keeps it, or with `topology: "gateway"` each gateway, and
   * the cluster keeps as many times more. Collector 0.159.0 spends up to twice as much at once after a quiet second, and keeps
   * no ordinary trace of more spans than that; collector 0.92.0 stays below the limit in each second.
   *
   * @default - no limit
   * @see https://github.com/open-telemetry/opentelemetry-collector-contrib/tree/main/processor/tailsamplingprocessor
   */
  readonly baselineSpansPerSecond?: number;

  /**
   * Further sampling policies. A trace is kept when any policy says so.
   *
   * @default []
   */
  readonly policies?: SamplingPolicy[];
}

/** Share of the ordinary traces of a service, of a route, or of a route of a service. */
export interface SamplingRate {
  /** Name of the policy that the rate makes, unique. It is a label of the sampler's metrics. */
  readonly name: string;

  /**
   * The `service.name` of a span.
   *
   * @default - any; then `route` has to be given
   */
  readonly serviceName?: string;

  /**
   * The `http.route` of a span, as its framework writes it: the pattern, for example `/orders/:id`, and no path of a request.
   *
   * With `serviceName` it needs a collector from 0.154.0 on: older ones can't say that no span has both.
   *
   * @default - any; then `serviceName` has to be given
   * @see https://opentelemetry.io/docs/specs/semconv/registry/attributes/http/
   */
  readonly route?: string;

  /** Share of these traces that is kept, in percent, from 0 to 100. */
  readonly samplingPercentage: number;

  /**
   * Spans per second that a collector keeps at most of these traces, as `sampling.baselineSpansPerSecond` of the others.
   *
   * @default - no limit
   */
  readonly spansPerSecond?: number;
}

/** A sampling policy of the collector's `tail_sampling` processor. */
export type SamplingPolicy = SingleSamplingPolicy | AndPolicy | CompositePolicy;

/** A sampling policy that is not made of others. */
export type SingleSamplingPolicy =
  | BooleanAttributePolicy
  | LatencyPolicy
  | NumericAttributePolicy
  | OttlConditionPolicy
  | ProbabilisticPolicy
  | RateLimitingPolicy
  | SpanCountPolicy
  | StatusCodePolicy
  | StringAttributePolicy
  | TraceStatePolicy;

/** Keeps traces with a boolean attribute of this value. */
export interface BooleanAttributePolicy {
  /** Name of the policy, unique. It is a label of the sampler's metrics. */
  readonly name: string;
  /** `boolean_attribute`. */
  readonly type: "boolean_attribute";
  /** Key of the span or resource attribute. */
  readonly key: string;
  /** Value that it must have. */
  readonly value: boolean;
}

/** Keeps traces by their duration. */
export interface LatencyPolicy {
  /** Name of the policy, unique. It is a label of the sampler's metrics. */
  readonly name: string;
  /** `latency`. */
  readonly type: "latency";
  /** Shortest duration that is kept, in milliseconds. */
  readonly thresholdMs: number;
}

/** Keeps traces with a numeric attribute within bounds. */
export interface NumericAttributePolicy {
  /** Name of the policy, unique. It is a label of the sampler's metrics. */
  readonly name: string;
  /** `numeric_attribute`. */
  readonly type: "numeric_attribute";
  /** Key of the span or resource attribute. */
  readonly key: string;
  /** Smallest value that is kept. */
  readonly minValue: number;
  /** Largest value that is kept. */
  readonly maxValue: number;
}

/** Keeps traces with a span for which an OTTL condition holds. */
export interface OttlConditionPolicy {
  /** Name of the policy, unique. It is a label of the sampler's metrics. */
  readonly name: string;
  /** `ottl_condition`. */
  readonly type: "ottl_condition";
  /**
   * Conditions on spans. One that holds is enough.
   *
   * @see https://github.com/open-telemetry/opentelemetry-collector-contrib/tree/main/pkg/ottl/contexts/ottlspan
   */
  readonly spanConditions: string[];
}

/** Keeps a share of all traces, chosen by a hash of the trace id. */
export interface ProbabilisticPolicy {
  /** Name of the policy, unique. It is a label of the sampler's metrics. */
  readonly name: string;
  /** `probabilistic`. */
  readonly type: "probabilistic";
  /** Share that is kept, in percent, from 0 to 100. */
  readonly samplingPercentage: number;
}

/** Keeps traces up to a number of spans per second. */
export interface RateLimitingPolicy {
  /** Name of the policy, unique. It is a label of the sampler's metrics. */
  readonly name: string;
  /** `rate_limiting`. */
  readonly type: "rate_limiting";
  /** Spans per second and collector that are kept at most. */
  readonly spansPerSecond: number;
}

/** Keeps traces by their number of spans. */
export interface SpanCountPolicy {
  /** Name of the policy, unique. It is a label of the sampler's metrics. */
  readonly name: string;
  /** `span_count`. */
  readonly type: "span_count";
  /** Smallest number of spans that is kept. */
  readonly minSpans: number;
}

/** Keeps traces that have a span with one of these status codes. */
export interface StatusCodePolicy {
  /** Name of the policy, unique. It is a label of the sampler's metrics. */
  readonly name: string;
  /** `status_code`. */
  readonly type: "status_code";
  /** The status codes: `OK`, `ERROR`, `UNSET`. */
  readonly statusCodes: SpanStatusCode[];
}

/** Status of a span. */
export type SpanStatusCode = "OK" | "ERROR" | "UNSET";

/** Keeps traces with a string attribute of one of these values. */
export interface StringAttributePolicy {
  /** Name of the policy, unique. It is a label of the sampler's metrics. */
  readonly name: string;
  /** `string_attribute`. */
  readonly type: "string_attribute";
  /** Key of the span or resource attribute, for example `service.name`. */
  readonly key: string;
  /** Values of which one must match. */
  readonly values: string[];
  /**
   * Whether the values are regular expressions, in RE2's dialect: without look-around and back references. One that the
   * collector can't compile is an error.
   *
   * @default false
   * @see https://github.com/google/re2/wiki/Syntax
   */
  readonly enabledRegexMatching?: boolean;
  /**
   * Whether a trace with a match is dropped whatever the other policies say.
   *
   * @default false
   */
  readonly invertMatch?: boolean;
}

/** Keeps traces with a W3C trace state entry of one of these values. */
export interface TraceStatePolicy {
  /** Name of the policy, unique. It is a label of the sampler's metrics. */
  readonly name: string;
  /** `trace_state`. */
  readonly type: "trace_state";
  /** Key in the trace state. */
  readonly key: string;
  /** Values of which one must match. */
  readonly values: string[];
}

/** Keeps traces that all of its policies would keep. */
export interface AndPolicy {
  /** Name of the policy, unique. It is a label of the sampler's metrics. */
  readonly name: string;
  /** `and`. */
  readonly type: "and";
  /** The policies of which all must hold. None of them is itself an `and`. */
  readonly policies: SingleSamplingPolicy[];
}

/**
 * Keeps traces of several kinds up to a number of spans per second, of which each kind has its part.
 *
 * The first kind in the list that takes a trace decides: once its part is spent, the trace is not handed to a later kind. A
 * part that is not spent is nobody else's. `samplingRatePercentage` keeps its share beside it: set that to 0 to let this policy
 * alone decide on ordinary traces.
 *
 * @see https://github.com/open-telemetry/opentelemetry-collector-contrib/tree/main/processor/tailsamplingprocessor
 */
export interface CompositePolicy {
  /** Name of the policy, unique. It is a label of the sampler's metrics. */
  readonly name: string;
  /** `composite`. */
  readonly type: "composite";
  /** Spans per second and collector that are kept at most, of all kinds together. */
  readonly maxTotalSpansPerSecond: number;
  /**
   * The kinds, in the order in which they are asked. For what is left, end with a `probabilistic` policy of 100 %.
   *
   * Their parts are 100 % together at most.
   */
  readonly shares: CompositeShare[];
}

/** A kind of traces, and its part of what a composite policy keeps. */
export interface CompositeShare {
  /** Which traces. An inverted `string_attribute` takes those without a match, and vetoes nothing here. */
  readonly policy: SingleSamplingPolicy | AndPolicy;
  /** Its part of `maxTotalSpansPerSecond`, in whole percent, from 1 to 100. */
  readonly allocationPercentage: number;
}
