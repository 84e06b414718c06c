import { collectorFacts } from "../collector/facts/collector-facts";
import { markdownCell } from "../markdown-cell";
import { markdownCode } from "../markdown-code";
import { BUILT_IN_POLICY_NAMES } from "../settings/policy-names";
import type { PolicySettings, SamplingRateSettings, Settings } from "../settings/settings";
import { samplingTier } from "../settings/tiers";

/** A policy in words. */
export interface PolicyText {
  readonly policy: string;
  readonly keep: string;
}

/** Every policy that can keep a trace, and what it keeps. */
export function policyTexts({ sampling, samplingRatePercentage }: Settings): PolicyText[] {
  return [
    ...(sampling.keepErrors
      ? [{ policy: BUILT_IN_POLICY_NAMES.errors, keep: "every trace with a span whose status is ERROR" }]
      : []),
    {
      policy: BUILT_IN_POLICY_NAMES.slow,
      keep: `every trace of ${sampling.latencyThresholdMs} ms or more, from its first start to its last end`,
    },
    ...sampling.rates.map((rate, index) => ({
      policy: rate.name,
      keep: markdownCell(
        `${rate.samplingPercentage} % of traces with a span of ${matched(rate)}${index === 0 ? "" : " that no rate above is for"}${upTo(rate.spansPerSecond)}`,
      ),
    })),
    {
      policy: BUILT_IN_POLICY_NAMES.probabilistic,
      keep: `${samplingRatePercentage} % of ${sampling.rates.length === 0 ? "all traces" : "traces that no rate above is for"}${upTo(sampling.baselineSpansPerSecond)}, unless the cluster sets another share`,
    },
    ...sampling.policies
      .filter((policy) => !isVeto(policy))
      .map((policy) => ({ policy: policy.name, keep: markdownCell(`traces ${condition(policy)}`) })),
  ];
}

/** How rates and limits are to be read; nothing, where there are none. */
export function shareTexts(settings: Settings): string[] {
  const { rates, baselineSpansPerSecond } = settings.sampling;
  const limited = [baselineSpansPerSecond, ...rates.map(({ spansPerSecond }) => spansPerSecond)].some(
    (limit) => limit !== undefined,
  );
  const composite = settings.sampling.policies.some(({ type }) => type === "composite");
  const { role } = samplingTier(settings);
  return [
    ...(rates.length === 0
      ? []
      : [
          `A rate is for every trace with such a span, wherever in the trace that span is${rates.length === 1 ? "" : ", and the first in this order that is for a trace decides its share"}. \`${BUILT_IN_POLICY_NAMES.probabilistic}\` keeps none of these traces. All other policies keep what they take, whatever a rate says.`,
        ]),
    ...(limited || composite
      ? [
          `A limit in spans per second is that of one ${role}: ${role === "gateway" ? "all gateways together keep as many times more as there are of them" : "the cluster keeps as many times more as it has nodes"}. Whole traces are left out, not parts of them.${limited ? ` Failed and slow traces that are within the share count too, and are kept beyond the limit. ${LIMITER[collectorFacts(settings.collectorVersion).rateLimiter]}` : ""}`,
        ]
      : []),
  ];
}

const LIMITER = {
  "by the second": "A trace of as many spans as the limit or more has no room in any second.",
  "token bucket": "After a pause twice the limit is spent at once, and a trace of more spans than that never has room.",
} as const;

function matched({ serviceName, route }: SamplingRateSettings): string {
  return [
    ...(serviceName === undefined ? [] : [`service ${code([serviceName])}`]),
    ...(route === undefined ? [] : [`route ${code([route])}`]),
  ].join(" and ");
}

const upTo = (spansPerSecond: number | undefined) =>
  spansPerSecond === undefined ? "" : `, up to ${spansPerSecond} spans per second`;

/** What drops a trace whatever the policies say. */
export function vetoTexts({ sampling, dropHealthChecks }: Settings): string[] {
  return [
    ...(dropHealthChecks.length > 0
      ? [`a trace with a span for ${code(dropHealthChecks)}, a health check, is dropped`]
      : []),
    ...sampling.policies
      .filter(isVeto)
      .map((policy) => `\`${policy.name}\` drops traces ${condition({ ...policy, invertMatch: false })}`),
  ];
}

type StringAttribute = Extract<PolicySettings, { type: "string_attribute" }>;

function isVeto(policy: PolicySettings): policy is StringAttribute {
  return policy.type === "string_attribute" && policy.invertMatch;
}

function condition(policy: PolicySettings): string {
  switch (policy.type) {
    case "and":
      return policy.policies.map(condition).join(", and ");
    case "boolean_attribute":
      return `with a span whose \`${policy.key}\` is ${policy.value}`;
    case "composite":
      return `up to ${policy.maxTotalSpansPerSecond} spans per second and collector: ${policy.shares
        .map((share) => `${share.allocationPercentage} % of that for traces ${condition(share.policy)}`)
        .join(", then ")}`;
    case "latency":
      return `of ${policy.thresholdMs} ms or more`;
    case "numeric_attribute":
      return `with a span whose \`${policy.key}\` is from ${policy.minValue} to ${policy.maxValue}`;
    case "ottl_condition":
      return `with a span for which ${policy.spanConditions.map((text) => code([text])).join(" or ")} holds`;
    case "probabilistic":
      return `to a share of ${policy.samplingPercentage} %`;
    case "rate_limiting":
      return `up to ${policy.spansPerSecond} spans per second and collector`;
    case "span_count":
      return `of ${policy.minSpans} spans or more`;
    case "status_code":
      return `with a span whose status is ${policy.statusCodes.join(" or ")}`;
    case "string_attribute":
      return `${policy.invertMatch ? "without" : "with"} a span whose \`${policy.key}\` ${policy.enabledRegexMatching ? "matches" : "is"} ${code(policy.values)}`;
    case "trace_state":
      return `whose trace state ${code([policy.key])} is ${code(policy.values)}`;
  }
}

const code = (texts: readonly string[]) => texts.map(markdownCode).join(" or ");

/** What is kept, in one clause. */
export function keptInShort({ sampling, samplingRatePercentage }: Settings): string {
  return [
    ...(sampling.keepErrors ? ["every trace that failed"] : []),
    `every trace of ${sampling.latencyThresholdMs} ms or more`,
    sampling.rates.length === 0 ? `${samplingRatePercentage} % of the others` : "a share of the others",
  ]
    .join(", ")
    .replace(/, ([^,]+)$/, " and $1");
}
