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
   * Further sampling policies. A trace is kept when any policy says so.
   *
   * @default []
   */
  readonly policies?: SamplingPolicy[];
}

/** A sampling policy of the collector's `tail_sampling` processor. */
export type SamplingPolicy = SingleSamplingPolicy | AndPolicy;

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
