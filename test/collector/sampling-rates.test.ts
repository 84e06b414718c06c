import type { SamplingOptions } from "../../src/options";
import { collectorConfig } from "../generated";

const policies = (sampling: SamplingOptions, collectorVersion?: string): any[] =>
  collectorConfig({ sampling, collectorVersion }).processors.tail_sampling.policies;

/** What all parts of a policy are, each in a line. */
const parts = ({ and }: any) =>
  and.and_sub_policy.map((part: any) => `${part.name}: ${JSON.stringify(part[part.type])}`);

const RATES = [
  { name: "probes", route: "/healthz", samplingPercentage: 0 },
  { name: "checkout", serviceName: "checkout", samplingPercentage: 50, spansPerSecond: 400 },
  { name: "search", serviceName: "search", samplingPercentage: 1 },
];

test.each(["0.92.0", "0.159.0"])(
  "with collector %s a rate takes what it matches and no earlier one does, and the probabilistic policy what none does",
  (collectorVersion) => {
    const [, , probes, checkout, search, probabilistic, ...others] = policies({ rates: RATES }, collectorVersion);
    expect(others).toEqual([]);
    expect([probes, checkout, search, probabilistic].map(({ name, type }) => `${type} ${name}`)).toEqual([
      "and probes",
      "and checkout",
      "and search",
      "and probabilistic",
    ]);
    expect(parts(probes)).toEqual([
      'match: {"key":"http.route","values":["/healthz"]}',
      'share: {"sampling_percentage":0}',
    ]);
    expect(parts(checkout)).toEqual([
      'match: {"key":"service.name","values":["checkout"]}',
      'no-other-route: {"key":"http.route","values":["/healthz"],"invert_match":true}',
      'share: {"sampling_percentage":50}',
      'limit: {"spans_per_second":400}',
    ]);
    expect(parts(search)).toEqual([
      'match: {"key":"service.name","values":["search"]}',
      'no-other-service: {"key":"service.name","values":["checkout"],"invert_match":true}',
      'no-other-route: {"key":"http.route","values":["/healthz"],"invert_match":true}',
      'share: {"sampling_percentage":1}',
    ]);
    expect(parts(probabilistic)).toEqual([
      'no-other-service: {"key":"service.name","values":["checkout","search"],"invert_match":true}',
      'no-other-route: {"key":"http.route","values":["/healthz"],"invert_match":true}',
      'share: {"sampling_percentage":10}',
    ]);
  },
);

test("a service and a route have to be on one span, and `not` says that no span has both", () => {
  const rates = [{ name: "pay", serviceName: 'say "pay"\\', route: "/pay/${id}", samplingPercentage: 5 }];
  const condition =
    'resource.attributes["service.name"] == "say \\"pay\\"\\\\" and span.attributes["http.route"] == "/pay/$${id}"';
  const [, , pay, probabilistic] = policies({ rates });
  const both = { type: "ottl_condition", ottl_condition: { error_mode: "ignore", span: [condition] } };
  expect(pay.and.and_sub_policy[0]).toEqual({ name: "match", ...both });
  expect(probabilistic.and.and_sub_policy[0]).toEqual({
    name: "no-other-pair",
    type: "not",
    not: { not_sub_policy: { name: "other-pair", ...both } },
  });
});

test("a limit is on what has the share, so it comes last", () => {
  const [, , probabilistic] = policies({ baselineSpansPerSecond: 500 });
  expect(parts(probabilistic)).toEqual(['share: {"sampling_percentage":10}', 'limit: {"spans_per_second":500}']);
});

test("a cluster chooses the share of what no rate matches", () => {
  const config = collectorConfig({ sampling: { rates: RATES } }, { sampling_rate_percentage: 2.5 });
  expect(parts(config.processors.tail_sampling.policies[5]).at(-1)).toBe('share: {"sampling_percentage":2.5}');
});

test("a composite policy says its parts by name, in the order of the list", () => {
  const shares = [
    { policy: { name: "gold", type: "string_attribute" as const, key: "tier", values: ["gold"] }, percent: 60 },
    { policy: { name: "rest", type: "probabilistic" as const, samplingPercentage: 100 }, percent: 40 },
  ].map(({ policy, percent }) => ({ policy, allocationPercentage: percent }));
  const [, , , composite] = policies({
    policies: [{ name: "kinds", type: "composite", maxTotalSpansPerSecond: 1000, shares }],
  });
  expect(composite).toEqual({
    name: "kinds",
    type: "composite",
    composite: {
      max_total_spans_per_second: 1000,
      policy_order: ["gold", "rest"],
      composite_sub_policy: [
        { name: "gold", type: "string_attribute", string_attribute: { key: "tier", values: ["gold"] } },
        { name: "rest", type: "probabilistic", probabilistic: { sampling_percentage: 100 } },
      ],
      rate_allocation: [
        { policy: "gold", percent: 60 },
        { policy: "rest", percent: 40 },
      ],
    },
  });
});

test("an inverted part of a composite policy vetoes nothing outside", () => {
  const shares = [
    {
      policy: {
        name: "no-bots",
        type: "string_attribute" as const,
        key: "visitor",
        values: ["bot"],
        invertMatch: true,
      },
      allocationPercentage: 100,
    },
  ];
  const all = policies({ policies: [{ name: "kinds", type: "composite", maxTotalSpansPerSecond: 10, shares }] });
  expect(all.map(({ type }) => type)).not.toContain("drop");
  expect(all[3].composite.composite_sub_policy[0].string_attribute.invert_match).toBe(true);
});
