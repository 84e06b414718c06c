import { Expressions, Reference, type Value } from "../../src/adoption/expressions";
import { Findings } from "../../src/adoption/findings";
import { recognisePolicies } from "../../src/adoption/recognised-policies";

const ERRORS = { name: "e", type: "status_code", status_code: { status_codes: ["ERROR"] } };
const SLOW = { name: "s", type: "latency", latency: { threshold_ms: 800 } };
const SHARE = { name: "p", type: "probabilistic", probabilistic: { sampling_percentage: 5 } };
/** The three that the module always has. */
const BUILT_IN: Value[] = [ERRORS, SLOW, SHARE];

async function found(policies: Value, defaults: Record<string, number> = {}): Promise<Findings> {
  const blocks = Object.entries(defaults).map(([name, preset]) => ({
    kind: "variable",
    address: `var.${name}`,
    body: { default: preset },
    file: "variables.tf",
  }));
  const findings = new Findings(new Expressions({ directory: "", blocks }));
  await recognisePolicies(policies, "c.yaml", findings);
  return findings;
}

/** What comes of a policy beside the three. */
async function further(policy: Value): Promise<unknown> {
  const { options, unrecognised } = await found([...BUILT_IN, policy]);
  return options.get("sampling.policies") ?? unrecognised.map(({ address }) => address);
}

test("the module's own three are recognised by what they do", async () => {
  const { options, differences, unrecognised } = await found(BUILT_IN);
  expect([...options]).toEqual([
    ["sampling.latencyThresholdMs", 800],
    ["samplingRatePercentage", 5],
  ]);
  expect([differences, unrecognised]).toEqual([[], []]);
});

test.each([[[]], ["policies"], [null]])("without any of them, as in %j, the options say so", async (policies) => {
  const { options, differences, unrecognised } = await found(policies);
  expect([...options]).toEqual([
    ["sampling.keepErrors", false],
    ["samplingRatePercentage", 0],
  ]);
  expect(differences).toEqual([
    {
      subject: "c.yaml: policies",
      yours: "slow traces are sampled like others",
      module: "traces of 500 ms and more are kept",
    },
  ]);
  expect(unrecognised).toEqual([]);
});

test("a variable's percentage is an input that callers go on giving", async () => {
  const policy = { ...SHARE, probabilistic: { sampling_percentage: new Reference("var.rate") } };
  const { inputs, options } = await found([ERRORS, SLOW, policy], { rate: 7 });
  expect([[...inputs], options.get("samplingRatePercentage")]).toEqual([[["rate", "sampling_rate_percentage"]], 7]);
});

test("a second one of a kind is a policy of theirs", async () => {
  expect(await further({ name: "more", type: "status_code", status_code: { status_codes: ["ERROR"] } })).toEqual([
    { name: "more", type: "status_code", statusCodes: ["ERROR"] },
  ]);
  expect(await further({ name: "slower", type: "latency", latency: { threshold_ms: 9000 } })).toEqual([
    { name: "slower", type: "latency", thresholdMs: 9000 },
  ]);
  expect(await further({ name: "half", type: "probabilistic", probabilistic: { sampling_percentage: 50 } })).toEqual([
    { name: "half", type: "probabilistic", samplingPercentage: 50 },
  ]);
});

describe("one that does more than the module's own is not taken for it", () => {
  test("a status code beside ERROR", async () => {
    const policy = { name: "e", type: "status_code", status_code: { status_codes: ["ERROR", "UNSET"] } };
    const { options } = await found([policy, SLOW, SHARE]);
    expect(options.get("sampling.keepErrors")).toBe(false);
    expect(options.get("sampling.policies")).toEqual([
      { name: "e", type: "status_code", statusCodes: ["ERROR", "UNSET"] },
    ]);
  });

  test("a setting beside the threshold", async () => {
    const policy = { name: "s", type: "latency", latency: { threshold_ms: 800, upper_threshold_ms: 900 } };
    const { options, differences, unrecognised } = await found([ERRORS, policy, SHARE]);
    expect([options.has("sampling.latencyThresholdMs"), differences.length]).toEqual([false, 1]);
    expect(unrecognised).toEqual([
      {
        file: "c.yaml",
        address: "policy s",
        value: '{ name: "s", type: "latency", latency: { threshold_ms: 800, upper_threshold_ms: 900 } }',
      },
    ]);
  });

  test("a setting beside the percentage", async () => {
    const policy = { name: "p", type: "probabilistic", probabilistic: { sampling_percentage: 5, hash_salt: "x" } };
    const { options, unrecognised } = await found([ERRORS, SLOW, policy]);
    expect([options.get("samplingRatePercentage"), unrecognised.map(({ address }) => address)]).toEqual([
      0,
      ["policy p"],
    ]);
  });

  test.each<[string, Value[]]>([
    ["the threshold", [ERRORS, { ...SLOW, latency: { threshold_ms: new Reference("local.x.y") } }, SHARE]],
    ["the percentage", [ERRORS, SLOW, { ...SHARE, probabilistic: { sampling_percentage: new Reference("local.x") } }]],
    ["the name", [ERRORS, { ...SLOW, name: new Reference("local.x") }, SHARE]],
    ["the share's name", [ERRORS, SLOW, { ...SHARE, name: new Reference("local.x") }]],
  ])("where only a plan knows %s", async (_, policies) => {
    expect((await found(policies)).unrecognised).toHaveLength(1);
  });
});

test("no percentage at all is sampled, which is none of nothing", async () => {
  const { options } = await found([ERRORS, SLOW, { ...SHARE, probabilistic: { sampling_percentage: 0 } }]);
  expect(options.get("samplingRatePercentage")).toBe(0);
});

describe("the collector's words are the option's", () => {
  const WIDE = { name: "w", type: "span_count", span_count: { min_spans: 9 } };
  const COMPOSITE = {
    max_total_spans_per_second: 900,
    policy_order: ["w", "r"],
    composite_sub_policy: [WIDE, { name: "r", type: "rate_limiting", rate_limiting: { spans_per_second: 10 } }],
    rate_allocation: [
      { policy: "w", percent: 60 },
      { policy: "r", percent: 40 },
    ],
  };

  test.each<[type: string, settings: Value, option: object]>([
    ["numeric_attribute", { key: "k", min_value: 1, max_value: 2 }, { key: "k", minValue: 1, maxValue: 2 }],
    ["boolean_attribute", { key: "k", value: true }, { key: "k", value: true }],
    [
      "string_attribute",
      { key: "k", values: ["a.*"], enabled_regex_matching: true, invert_match: true },
      { key: "k", values: ["a.*"], enabledRegexMatching: true, invertMatch: true },
    ],
    ["trace_state", { key: "k", values: ["a"] }, { key: "k", values: ["a"] }],
    ["rate_limiting", { spans_per_second: 10 }, { spansPerSecond: 10 }],
    ["span_count", { min_spans: 9 }, { minSpans: 9 }],
    ["and", { and_sub_policy: [WIDE] }, { policies: [{ name: "w", type: "span_count", minSpans: 9 }] }],
    ["ottl_condition", { span: ["true"] }, { spanConditions: ["true"] }],
    ["ottl_condition", { span: ["true"], error_mode: "ignore" }, { spanConditions: ["true"] }],
    [
      "composite",
      COMPOSITE,
      {
        maxTotalSpansPerSecond: 900,
        shares: [
          { policy: { name: "w", type: "span_count", minSpans: 9 }, allocationPercentage: 60 },
          { policy: { name: "r", type: "rate_limiting", spansPerSecond: 10 }, allocationPercentage: 40 },
        ],
      },
    ],
  ])("%s of %j", async (type, settings, option) => {
    expect(await further({ name: "mine", type, [type]: settings })).toEqual([{ name: "mine", type, ...option }]);
  });

  test("what is no share is none of a composite's", async () => {
    const rate_allocation = [null, "odd", ...COMPOSITE.rate_allocation];
    const settings = { ...COMPOSITE, rate_allocation };
    expect(await further({ name: "mine", type: "composite", composite: settings })).toEqual([
      expect.objectContaining({ name: "mine", type: "composite" }),
    ]);
  });

  test.each<[why: string, type: string, settings: Value]>([
    ["a setting of no option", "span_count", { min_spans: 9, max_spans: 10 }],
    ["a value that the option refuses", "span_count", { min_spans: -1 }],
    ["a type of no option", "bytes_limiting", { spans_per_second: 10 }],
    ["no settings", "always_sample", null],
    ["a part that is none", "and", { and_sub_policy: [WIDE, "odd"] }],
    ["parts that are no list", "and", { and_sub_policy: "odd" }],
    ["another mode", "ottl_condition", { span: ["true"], error_mode: "propagate" }],
    ["conditions of span events", "ottl_condition", { span: ["true"], spanevent: ["true"] }],
    ["conditions that are no list", "ottl_condition", { span: "true" }],
    ["another order", "composite", { ...COMPOSITE, policy_order: ["r", "w"] }],
    ["no order", "composite", { ...COMPOSITE, policy_order: "w" }],
    ["shares that are no list", "composite", { ...COMPOSITE, rate_allocation: "even" }],
    ["no share for a part", "composite", { ...COMPOSITE, rate_allocation: [{ policy: "w", percent: 60 }] }],
    ["parts of a composite that are no list", "composite", { ...COMPOSITE, composite_sub_policy: "odd" }],
    ["a part of a composite that is none", "composite", { ...COMPOSITE, composite_sub_policy: [WIDE, "r"] }],
    ["a further setting of a composite", "composite", { ...COMPOSITE, other: 1 }],
  ])("%s is told by the policy's name", async (_, type, settings) => {
    expect(await further({ name: "mine", type, [type]: settings })).toEqual(["policy mine"]);
  });

  test("so is one with settings of two types, and one without a name by what it says", async () => {
    const twice = { name: "mine", type: "span_count", span_count: { min_spans: 9 }, latency: { threshold_ms: 1 } };
    expect(await further(twice)).toEqual(["policy mine"]);
    expect(await further({ type: "span_count", span_count: { min_spans: 9 } })).toEqual([
      'policy { type: "span_count", span_count: { min_spans: 9 } }',
    ]);
    expect(await further("odd")).toEqual(['policy "odd"']);
  });
});
