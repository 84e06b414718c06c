import { HEALTH_CHECK_POLICY_NAMES } from "../settings/policy-names";
import type { PolicySettings, Settings } from "../settings/settings";
import { collectorFacts } from "./facts/collector-facts";
import { latencyThresholdMs } from "./latency-threshold";

/** A policy in the collector's own terms. */
export type PolicyConfig = Record<string, unknown>;

/**
 * The sampling policies beside the article's three: the user's own, and the health checks'.
 *
 * @see https://github.com/open-telemetry/opentelemetry-collector-contrib/tree/main/processor/tailsamplingprocessor
 */
export function furtherPolicies(settings: Settings): PolicyConfig[] {
  return [...settings.sampling.policies, ...healthCheckPolicies(settings.dropHealthChecks)].map((policy) =>
    policyConfig(settings, policy),
  );
}

/** A veto on the whole trace, so no children are left without their parent. */
function healthCheckPolicies(paths: readonly string[]): PolicySettings[] {
  if (paths.length === 0) {
    return [];
  }
  return Object.entries(HEALTH_CHECK_POLICY_NAMES).map(([key, name]) => ({
    name,
    type: "string_attribute",
    key,
    // http.target holds the query too.
    values: paths.map((path) => `^${path.replaceAll(".", "\\.")}(\\?.*)?$`),
    enabledRegexMatching: true,
    invertMatch: true,
  }));
}

function policyConfig(settings: Settings, policy: PolicySettings): PolicyConfig {
  const { veto } = collectorFacts(settings.collectorVersion);
  if (veto === "drop" && policy.type === "string_attribute" && policy.invertMatch) {
    const vetoed = { ...policy, invertMatch: false };
    return { name: policy.name, type: "drop", drop: { drop_sub_policy: [asIs(settings, vetoed)] } };
  }
  return asIs(settings, policy);
}

function asIs(settings: Settings, policy: PolicySettings): PolicyConfig {
  const { name, type } = policy;
  return { name, type, [type]: parameters(settings, policy) };
}

function parameters(settings: Settings, policy: PolicySettings): unknown {
  switch (policy.type) {
    case "and":
      return { and_sub_policy: policy.policies.map((part) => asIs(settings, part)) };
    case "boolean_attribute":
      return { key: policy.key, value: policy.value };
    case "composite":
      return {
        max_total_spans_per_second: policy.maxTotalSpansPerSecond,
        // Said twice, for people: what is asked first is what comes first in the list below.
        policy_order: policy.shares.map(({ policy: { name } }) => name),
        composite_sub_policy: policy.shares.map((share) => asIs(settings, share.policy)),
        rate_allocation: policy.shares.map((share) => ({
          policy: share.policy.name,
          percent: share.allocationPercentage,
        })),
      };
    case "latency":
      return { threshold_ms: latencyThresholdMs(policy.thresholdMs, settings) };
    case "numeric_attribute":
      return { key: policy.key, min_value: policy.minValue, max_value: policy.maxValue };
    case "ottl_condition":
      return { error_mode: "ignore", span: policy.spanConditions };
    case "probabilistic":
      return { sampling_percentage: policy.samplingPercentage };
    case "rate_limiting":
      return { spans_per_second: policy.spansPerSecond };
    case "span_count":
      return { min_spans: policy.minSpans };
    case "status_code":
      return { status_codes: policy.statusCodes };
    case "string_attribute":
      return {
        key: policy.key,
        values: policy.values,
        ...(policy.enabledRegexMatching ? { enabled_regex_matching: true } : {}),
        ...(policy.invertMatch ? { invert_match: true } : {}),
      };
    case "trace_state":
      return { key: policy.key, values: policy.values };
  }
}
