import { markdownCell } from "../markdown-cell";
import { markdownCode } from "../markdown-code";
import { BUILT_IN_POLICY_NAMES } from "../settings/schema";
import type { PolicySettings, Settings } from "../settings/settings";

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
    {
      policy: BUILT_IN_POLICY_NAMES.probabilistic,
      keep: `${samplingRatePercentage} % of all traces, unless the cluster sets another share`,
    },
    ...sampling.policies
      .filter((policy) => !isVeto(policy))
      .map((policy) => ({ policy: policy.name, keep: markdownCell(`traces ${condition(policy)}`) })),
  ];
}

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
    `${samplingRatePercentage} % of the others`,
  ]
    .join(", ")
    .replace(/, ([^,]+)$/, " and $1");
}
