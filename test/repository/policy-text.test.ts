import type { SamplingPolicy } from "../../src/options";
import { keptInShort, policyTexts, shareTexts, vetoTexts } from "../../src/repository/policy-text";
import { resolveSettings } from "../../src/settings/settings";

const settingsOf = (...policies: SamplingPolicy[]) => resolveSettings({ sampling: { policies } });

test.each<[SamplingPolicy, string]>([
  [{ name: "p", type: "boolean_attribute", key: "vip", value: false }, "with a span whose `vip` is false"],
  [{ name: "p", type: "latency", thresholdMs: 200 }, "of 200 ms or more"],
  [
    { name: "p", type: "numeric_attribute", key: "rank", minValue: 1, maxValue: 3 },
    "with a span whose `rank` is from 1 to 3",
  ],
  [
    { name: "p", type: "ottl_condition", spanConditions: ['name == "a"', "true"] },
    'with a span for which `name == "a"` or `true` holds',
  ],
  [{ name: "p", type: "probabilistic", samplingPercentage: 2.5 }, "to a share of 2.5 %"],
  [{ name: "p", type: "rate_limiting", spansPerSecond: 9 }, "up to 9 spans per second and collector"],
  [{ name: "p", type: "span_count", minSpans: 40 }, "of 40 spans or more"],
  [{ name: "p", type: "status_code", statusCodes: ["OK", "UNSET"] }, "with a span whose status is OK or UNSET"],
  [{ name: "p", type: "string_attribute", key: "tier", values: ["a", "b"] }, "with a span whose `tier` is `a` or `b`"],
  [
    { name: "p", type: "string_attribute", key: "tier", values: ["^a"], enabledRegexMatching: true },
    "with a span whose `tier` matches `^a`",
  ],
  [{ name: "p", type: "trace_state", key: "k", values: ["v", "w"] }, "whose trace state `k` is `v` or `w`"],
  [
    {
      name: "p",
      type: "and",
      policies: [
        { name: "q", type: "string_attribute", key: "tier", values: ["a"], invertMatch: true },
        { name: "r", type: "span_count", minSpans: 2 },
      ],
    },
    "without a span whose `tier` is `a`, and of 2 spans or more",
  ],
])("a policy is told in words: %j", (policy, text) => {
  expect(policyTexts(settingsOf(policy)).at(-1)).toEqual({ policy: "p", keep: `traces ${text}` });
});

test("what keeps a trace is listed in the sampler's order, and what drops one is not", () => {
  const veto: SamplingPolicy = {
    name: "no-bots",
    type: "string_attribute",
    key: "agent",
    values: ["bot"],
    invertMatch: true,
  };
  const settings = resolveSettings({ sampling: { policies: [veto] }, dropHealthChecks: ["/healthz", "/ready"] });
  expect(policyTexts(settings)).toEqual([
    { policy: "always-sample-errors", keep: "every trace with a span whose status is ERROR" },
    { policy: "always-sample-slow", keep: "every trace of 500 ms or more, from its first start to its last end" },
    { policy: "probabilistic", keep: "10 % of all traces, unless the cluster sets another share" },
  ]);
  expect(vetoTexts(settings)).toEqual([
    "a trace with a span for `/healthz` or `/ready`, a health check, is dropped",
    "`no-bots` drops traces with a span whose `agent` is `bot`",
  ]);
  expect(vetoTexts(settingsOf())).toEqual([]);
});

test("rates are told with what they are for, and their limits", () => {
  const rates = [
    { name: "a", serviceName: "s", samplingPercentage: 5 },
    { name: "b", serviceName: "t", route: "/r", samplingPercentage: 0.5, spansPerSecond: 7 },
  ];
  const told = policyTexts(resolveSettings({ sampling: { rates, baselineSpansPerSecond: 90 } })).slice(2);
  expect(told).toEqual([
    { policy: "a", keep: "5 % of traces with a span of service `s`" },
    {
      policy: "b",
      keep: "0.5 % of traces with a span of service `t` and route `/r` that no rate above is for, up to 7 spans per second",
    },
    {
      policy: "probabilistic",
      keep: "10 % of traces that no rate above is for, up to 90 spans per second, unless the cluster sets another share",
    },
  ]);
});

describe("how shares are to be read", () => {
  const RATE = { name: "a", serviceName: "s", samplingPercentage: 5 };
  const ORDER = "and the first in this order that is for a trace decides its share";
  const LIMIT = "A limit in spans per second is that of one";
  const BEYOND = "Failed and slow traces that are within the share count too, and are kept beyond the limit.";
  const composite: SamplingPolicy = {
    name: "c",
    type: "composite",
    maxTotalSpansPerSecond: 100,
    shares: [{ policy: { name: "d", type: "latency", thresholdMs: 1 }, allocationPercentage: 50 }],
  };
  const text = (options: object) => shareTexts(resolveSettings(options)).join("\n");

  test.each<[object, string[], string[]]>([
    [{}, [], ["A rate", LIMIT]],
    [{ sampling: { rates: [RATE] } }, ["wherever in the trace that span is. `probabilistic`"], [ORDER, LIMIT]],
    [{ sampling: { rates: [RATE, { ...RATE, name: "b", serviceName: "t" }] } }, [ORDER], [LIMIT]],
    [
      { sampling: { rates: [{ ...RATE, spansPerSecond: 9 }] } },
      [LIMIT, BEYOND, "as many times more as it has nodes"],
      [],
    ],
    [{ sampling: { baselineSpansPerSecond: 9 } }, [LIMIT, BEYOND, "After a pause twice the limit"], ["A rate is"]],
    [{ sampling: { policies: [composite] } }, [`${LIMIT} collector: the cluster`], [BEYOND]],
    [
      { topology: "gateway", sampling: { policies: [composite] } },
      [`${LIMIT} gateway: all gateways together`],
      [BEYOND],
    ],
    [
      { collectorVersion: "0.92.0", sampling: { baselineSpansPerSecond: 9 } },
      ["A trace of as many spans as the limit or more has no room in any second."],
      ["After a pause"],
    ],
  ])("with %j", (options, said, unsaid) => {
    expect(said.filter((part) => !text(options).includes(part))).toEqual([]);
    expect(unsaid.filter((part) => text(options).includes(part))).toEqual([]);
  });
});

test.each<[object, string]>([
  [{}, "every trace that failed, every trace of 500 ms or more and 10 % of the others"],
  [{ sampling: { keepErrors: false } }, "every trace of 500 ms or more and 10 % of the others"],
  [
    { sampling: { rates: [{ name: "a", route: "/", samplingPercentage: 1 }] } },
    "every trace that failed, every trace of 500 ms or more and a share of the others",
  ],
])("what is kept with %j, in one clause", (options, text) => {
  expect(keptInShort(resolveSettings(options))).toBe(text);
});
