import * as v from "valibot";
import * as format from "../formats";
import { patternProblem } from "../go-pattern";
import { ottlProblem } from "../ottl-problem";
import { BUILT_IN_POLICY_NAMES, HEALTH_CHECK_POLICY_NAMES } from "../policy-names";
import { unique } from "./unique";

const policyName = format.format(
  /^[A-Za-z0-9][A-Za-z0-9_.-]{0,63}$/,
  "must be a policy name: at most 64 letters, digits, '-', '_' and '.'",
);

const ottlCondition = v.pipe(
  format.text(1024),
  v.rawCheck(({ dataset, addIssue }) => {
    const problem = dataset.typed && !dataset.issues ? ottlProblem(dataset.value) : undefined;
    if (problem !== undefined) {
      addIssue({ message: `must be a condition that the collector can read (OTTL): it ${problem}` });
    }
  }),
);

const attributeValues = format.nonEmptyListOf(format.text(), "['checkout']");

const simplePolicies = [
  format.group({
    name: policyName,
    type: v.literal("boolean_attribute"),
    key: format.attributeKey,
    value: format.flag,
  }),
  format.group({ name: policyName, type: v.literal("latency"), thresholdMs: format.wholeNumber(1, 86_400_000) }),
  v.pipe(
    format.group({
      name: policyName,
      type: v.literal("numeric_attribute"),
      key: format.attributeKey,
      minValue: format.wholeNumber(Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER),
      maxValue: format.wholeNumber(Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER),
    }),
    v.forward(
      v.partialCheck(
        [["minValue"], ["maxValue"]],
        ({ minValue, maxValue }) => minValue <= maxValue,
        "must not be less than minValue",
      ),
      ["maxValue"],
    ),
  ),
  format.group({
    name: policyName,
    type: v.literal("ottl_condition"),
    spanConditions: format.nonEmptyListOf(ottlCondition, `['attributes["tier"] == "gold"']`),
  }),
  format.group({ name: policyName, type: v.literal("probabilistic"), samplingPercentage: format.numberWithin(0, 100) }),
  format.group({
    name: policyName,
    type: v.literal("rate_limiting"),
    spansPerSecond: format.wholeNumber(1, 10_000_000),
  }),
  format.group({ name: policyName, type: v.literal("span_count"), minSpans: format.wholeNumber(1, 1_000_000) }),
  format.group({
    name: policyName,
    type: v.literal("status_code"),
    statusCodes: format.nonEmptyListOf(format.oneOf("OK", "ERROR", "UNSET"), "['ERROR']"),
  }),
  v.pipe(
    format.group({
      name: policyName,
      type: v.literal("string_attribute"),
      key: format.attributeKey,
      values: attributeValues,
      enabledRegexMatching: v.optional(format.flag, false),
      invertMatch: v.optional(format.flag, false),
    }),
    v.rawCheck(({ dataset, addIssue }) => {
      if (!dataset.typed || dataset.issues || !dataset.value.enabledRegexMatching) {
        return;
      }
      const { values } = dataset.value;
      for (const [index, value] of values.entries()) {
        const problem = patternProblem(value);
        if (problem !== undefined) {
          addIssue({
            message: `must be a regular expression that the collector can compile (RE2): ${problem}`,
            path: [
              { type: "object", origin: "value", input: dataset.value, key: "values", value: values },
              { type: "array", origin: "value", input: values, key: index, value },
            ],
          });
        }
      }
    }),
  ),
  format.group({
    name: policyName,
    type: v.literal("trace_state"),
    key: format.text(),
    values: attributeValues,
  }),
] as const;

const simplePolicy = format.oneOfGroups("a policy", [...simplePolicies]);

const andPolicy = format.group({
  name: policyName,
  type: v.literal("and"),
  policies: format.nonEmptyListOf(simplePolicy, "[{ name: 'slow', type: 'latency', thresholdMs: 200 }]"),
});

const compositePolicy = v.pipe(
  format.group({
    name: policyName,
    type: v.literal("composite"),
    maxTotalSpansPerSecond: format.wholeNumber(1, 10_000_000),
    shares: v.pipe(
      format.nonEmptyListOf(
        format.group({
          policy: format.oneOfGroups("a policy", [...simplePolicies, andPolicy]),
          // The collector takes 0 for an equal part.
          allocationPercentage: format.wholeNumber(1, 100),
        }),
        "[{ policy: { name: 'rest', type: 'probabilistic', samplingPercentage: 100 }, allocationPercentage: 50 }]",
      ),
      v.check(
        (shares) => new Set(shares.map(({ policy }) => policy.name)).size === shares.length,
        "must have policies of different names: the collector knows a part by its policy's",
      ),
      v.check(
        (shares) => partsTogether(shares) <= 100,
        ({ input }) =>
          `must have parts of 100 % together at most: allocationPercentage is ${partsTogether(input)} in all`,
      ),
    ),
  }),
  v.forward(
    v.partialCheck(
      [["maxTotalSpansPerSecond"], ["shares"]],
      ({ maxTotalSpansPerSecond: total, shares }) =>
        shares.every(({ allocationPercentage }) => total * allocationPercentage >= 100),
      "must leave each of its shares one span per second or more: raise it, or allocationPercentage",
    ),
    ["maxTotalSpansPerSecond"],
  ),
);

const partsTogether = (shares: readonly { readonly allocationPercentage: number }[]) =>
  shares.reduce((sum, { allocationPercentage }) => sum + allocationPercentage, 0);

const policy = format.oneOfGroups("a policy", [...simplePolicies, andPolicy, compositePolicy]);

interface Rate {
  readonly serviceName?: string;
  readonly route?: string;
}

/** Whether every trace that one rate matches is matched by another. */
const covers = (wide: Rate, narrow: Rate) =>
  (wide.serviceName ?? narrow.serviceName) === narrow.serviceName && (wide.route ?? narrow.route) === narrow.route;

const rates = v.pipe(
  format.listOf(
    v.pipe(
      format.group({
        name: policyName,
        serviceName: v.optional(format.text()),
        route: v.optional(format.text()),
        samplingPercentage: format.numberWithin(0, 100),
        spansPerSecond: v.optional(format.wholeNumber(2, 10_000_000)),
      }),
      v.partialCheck(
        [["serviceName"], ["route"]],
        ({ serviceName, route }) => serviceName !== undefined || route !== undefined,
        "must say which traces it is for: give serviceName, route or both. samplingRatePercentage is for all others",
      ),
    ),
    "[{ name: 'checkout', serviceName: 'checkout', samplingPercentage: 50 }]",
  ),
  // Each is in every later one, as what that one must not match.
  v.maxLength(50, "must have at most 50 entries: the sampler asks all of them about each trace"),
  unique("name", "is already the name of another rate: give it one of its own"),
  v.rawCheck(({ dataset, addIssue }) => {
    const rates = dataset.typed ? dataset.value : [];
    for (const [index, rate] of rates.entries()) {
      const before = rates.findIndex((wide) => covers(wide, rate));
      if (before < index) {
        addIssue({
          message: `matches nothing that sampling.rates[${before}] does not match before it: put it first, or leave it out`,
          path: [{ type: "array", origin: "value", input: rates, key: index, value: rate }],
        });
      }
    }
  }),
);

const samplingOptions = format.group({
  decisionWaitSeconds: v.optional(format.wholeNumber(1, 3600), 10),
  numTraces: v.optional(format.wholeNumber(1, 100_000_000), 100_000),
  expectedNewTracesPerSec: v.optional(format.wholeNumber(0, 1_000_000), 1000),
  keepErrors: v.optional(format.flag, true),
  latencyThresholdMs: v.optional(format.wholeNumber(1, 86_400_000), 500),
  rates: v.optional(rates, []),
  // Collector 0.92.0 keeps less than its limit, so nothing at 1.
  baselineSpansPerSecond: v.optional(format.wholeNumber(2, 10_000_000)),
  policies: v.optional(
    v.pipe(
      format.listOf(
        policy,
        "[{ name: 'keep-checkout', type: 'string_attribute', key: 'service.name', values: ['checkout'] }]",
      ),
      v.rawCheck(({ dataset, addIssue }) => {
        const taken = new Set<unknown>(Object.values({ ...BUILT_IN_POLICY_NAMES, ...HEALTH_CHECK_POLICY_NAMES }));
        for (const [index, item] of Array.isArray(dataset.value) ? dataset.value.entries() : []) {
          const name: unknown = item?.name;
          // What is no name has a mistake already.
          if (!v.is(policyName, name)) {
            continue;
          }
          if (taken.has(name)) {
            addIssue({
              message: "is already the name of another policy: give it one of its own",
              path: [
                { type: "array", origin: "value", input: dataset.value as unknown[], key: index, value: item },
                { type: "object", origin: "value", input: item as never, key: "name", value: name },
              ],
            });
          }
          taken.add(name);
        }
      }),
    ),
    [],
  ),
});

export const sampling = v.pipe(
  samplingOptions,
  v.forward(
    v.partialCheck(
      [["policies"], ["rates"]],
      ({ policies, rates }) => takenNames(policies, rates).length === 0,
      ({ input: { policies, rates } }) =>
        `have names that policies have too: ${takenNames(policies, rates).join(", ")}. Give each one of its own`,
    ),
    ["rates"],
  ),
);

interface Named {
  readonly name: string;
}

/** Names of rates that are those of policies. */
function takenNames(policies: readonly Named[] = [], rates: readonly Named[] = []): string[] {
  const taken = new Set<string>([
    ...Object.values({ ...BUILT_IN_POLICY_NAMES, ...HEALTH_CHECK_POLICY_NAMES }),
    ...policies.map(({ name }) => name),
  ]);
  return rates.map(({ name }) => name).filter((name) => taken.has(name));
}
