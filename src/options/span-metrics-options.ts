/** A label of the span metrics beside service, operation, kind and status: an attribute of the span, or else of its resource. */
export interface SpanMetricsDimension {
  /**
   * Key of the attribute, for example `http.request.method`.
   *
   * One that is known to differ from request to request, from user to user or from pod to pod, such as `url.full` or `user.id`,
   * needs `values`, or `allowHighCardinality`.
   */
  readonly name: string;

  /**
   * The values that are told apart, at most 100. Any other becomes `other`, so that the label has so many values and no more.
   *
   * Collectors before 0.126.0 have no bound of their own: for them it has to be given.
   *
   * @default - any value, within `maxCombinationsPerService`
   */
  readonly values?: string[];

  /**
   * The label's value where neither the span nor its resource has the attribute.
   *
   * @default "none"
   */
  readonly default?: string;

  /**
   * Whether a label may be made of an attribute that can have any number of values, and that no list bounds.
   *
   * @default false
   */
  readonly allowHighCardinality?: boolean;
}

/**
 * Metrics of requests, errors and durations, from all spans, before sampling: `traces_span_metrics_calls_total` and the histogram
 * `traces_span_metrics_duration_seconds`, by service, operation, kind and status of the span.
 *
 * They are made where it is sampled: by the collector on the node, or in two tiers by the gateways, which see each span once and
 * alone may write to AWS. They go to `amp_remote_write_endpoint`, and Terraform refuses to plan without one. Every series names
 * its collector, `collector_instance_id`, so that those of two never collide: sums over it are exact.
 *
 * There is no service graph: its connector could not be had to be tested.
 */
export interface SpanMetricsOptions {
  /**
   * Whether there are such metrics.
   *
   * @default false
   * @see https://github.com/open-telemetry/opentelemetry-collector-contrib/tree/main/connector/spanmetricsconnector
   */
  readonly enabled?: boolean;

  /**
   * Further labels. Each multiplies the series by the number of its values.
   *
   * @default []
   */
  readonly dimensions?: SpanMetricsDimension[];

  /**
   * Upper bounds of the histogram's buckets, in milliseconds, ascending. Each is a series for every combination of labels.
   *
   * @default [5, 10, 25, 50, 75, 100, 250, 500, 750, 1000, 2500, 5000, 7500, 10000]
   * @see https://opentelemetry.io/docs/specs/semconv/http/http-metrics/#metric-httpserverrequestduration
   */
  readonly durationBucketsMs?: number[];

  /**
   * How many combinations of labels a collector tells apart for a service, its operations among them. What comes beyond is
   * counted all the same, in one series of that service with `otel_metric_overflow="true"`. Each takes about 10 KiB of memory.
   *
   * Collectors know it from 0.126.0 on. Before, a service whose operations hold an id grows without end.
   *
   * @default 1000 - from collector 0.126.0 on
   */
  readonly maxCombinationsPerService?: number;

  /**
   * How often they are written, in seconds, at most 240: an instant query finds no older sample than 5 minutes. What was counted
   * since is lost with a collector that stops.
   *
   * @default 60
   */
  readonly flushIntervalSeconds?: number;

  /**
   * After how many minutes without a span a series is written no more. It begins at 0 when a span comes again.
   *
   * Collectors know it from 0.155.0 on.
   *
   * @default - never, as long as the collector runs
   */
  readonly expireAfterMinutes?: number;

  /**
   * Whether samples carry ids of traces, at most five for each series and write. Most of these traces are sampled away later.
   *
   * What takes the metrics has to store exemplars: Prometheus does with `--enable-feature=exemplar-storage`. Collectors make
   * them right from 0.115.0 on.
   *
   * @default false
   */
  readonly exemplars?: boolean;
}
