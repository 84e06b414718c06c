import * as v from "valibot";
import * as format from "../formats";
import { isHighCardinality } from "../high-cardinality";
import { metricLabel, SPAN_METRIC_LABELS } from "../metric-label";
import { unique } from "./unique";

const dimension = v.pipe(
  format.group({
    name: format.attributeKey,
    values: v.optional(
      v.pipe(
        format.listOf(format.text(), "['GET', 'POST']"),
        v.minLength(1, "must be a list with at least one entry, for example ['GET', 'POST']"),
        v.maxLength(100, "must have at most 100 entries: each is a label's value"),
      ),
    ),
    default: v.optional(format.text(), "none"),
    allowHighCardinality: v.optional(format.flag, false),
  }),
  v.forward(
    v.partialCheck(
      [["name"], ["values"], ["allowHighCardinality"]],
      ({ name, values, allowHighCardinality }) =>
        values !== undefined || allowHighCardinality || !isHighCardinality(name),
      "is known to have any number of values, each of which would be a series for years: list those that matter in values, or set allowHighCardinality to true",
    ),
    ["name"],
  ),
  v.forward(
    v.partialCheck(
      [["name"]],
      ({ name }) => !SPAN_METRIC_LABELS.includes(metricLabel(name)),
      `is a label that every span metric has: they are ${SPAN_METRIC_LABELS.join(", ")}`,
    ),
    ["name"],
  ),
);

/** What of these metrics a group says, beside whether they are there. */
const SPAN_METRICS_KEYS = [
  "dimensions",
  "durationBucketsMs",
  "maxCombinationsPerService",
  "flushIntervalSeconds",
  "expireAfterMinutes",
  "exemplars",
] as const;

export const spanMetrics = v.pipe(
  format.group({
    enabled: v.optional(format.flag, false),
    dimensions: v.optional(
      v.pipe(
        format.listOf(dimension, "[{ name: 'http.request.method' }]"),
        v.maxLength(20, "must have at most 20 entries: each multiplies the series"),
        unique("name", "gives a label that another dimension gives: leave one out", metricLabel),
      ),
    ),
    durationBucketsMs: v.optional(
      v.pipe(
        format.nonEmptyListOf(format.numberWithin(0.001, 86_400_000), "[100, 500, 1000]"),
        v.maxLength(60, "must have at most 60 entries: each is a series for every combination of labels"),
        v.check(
          (bounds) => bounds.every((bound, index) => index === 0 || bounds[index - 1] < bound),
          "must be ascending, for example [100, 500, 1000]",
        ),
      ),
    ),
    maxCombinationsPerService: v.optional(format.wholeNumber(1, 1_000_000)),
    flushIntervalSeconds: v.optional(format.wholeNumber(1, 240)),
    expireAfterMinutes: v.optional(format.wholeNumber(1, 43_200)),
    exemplars: v.optional(format.flag),
  }),
  v.rawCheck(({ dataset, addIssue }) => {
    if (!dataset.typed || dataset.value.enabled) {
      return;
    }
    for (const key of SPAN_METRICS_KEYS.filter((key) => dataset.value[key] !== undefined)) {
      addIssue({
        message: "is of metrics that are off: set spanMetrics.enabled to true",
        path: [{ type: "object", origin: "value", input: dataset.value, key, value: dataset.value[key] }],
      });
    }
  }),
  v.transform(
    ({
      dimensions = [],
      // Those that semantic conventions advise for durations of HTTP requests.
      durationBucketsMs = [5, 10, 25, 50, 75, 100, 250, 500, 750, 1000, 2500, 5000, 7500, 10_000],
      flushIntervalSeconds = 60,
      exemplars = false,
      ...rest
    }) => ({ ...rest, dimensions, durationBucketsMs, flushIntervalSeconds, exemplars }),
  ),
);
