import * as v from "valibot";
import type { BUILT_IN_POLICY_NAMES } from "../settings/policy-names";
import { schema } from "../settings/schema";
import { isMapping, type Mapping, shown, type Value } from "./expressions";
import type { Findings } from "./findings";

/** Reads the sampler's policies: the three that the module always has, by what they do, and further ones. */
export async function recognisePolicies(policies: Value, file: string, findings: Findings): Promise<void> {
  const list = Array.isArray(policies) ? policies : [];
  const seen = new Set<string>();
  const further: unknown[] = [];
  for (const policy of list) {
    const built = isMapping(policy) ? await builtIn(policy, seen, findings) : undefined;
    if (built !== undefined) {
      seen.add(built);
      continue;
    }
    const option = isMapping(policy) ? policyOption(policy) : undefined;
    if (option !== undefined && isAccepted(option)) {
      further.push(option);
    } else {
      findings.unrecognised.push({ file, address: `policy ${nameOf(policy)}`, value: shown(policy) });
    }
  }
  if (!seen.has("errors")) {
    findings.options.set("sampling.keepErrors", false);
  }
  if (!seen.has("slow")) {
    findings.differs(`${file}: policies`, "slow traces are sampled like others", "traces of 500 ms and more are kept");
  }
  if (!seen.has("probabilistic")) {
    findings.options.set("samplingRatePercentage", 0);
  }
  if (further.length > 0) {
    findings.options.set("sampling.policies", further);
  }
}

async function builtIn(policy: Mapping, seen: ReadonlySet<string>, findings: Findings): Promise<string | undefined> {
  const { type, name } = policy;
  const settings = isMapping(policy[type as string]) ? (policy[type as string] as Mapping) : {};
  const only = (key: string) => Object.keys(settings).join() === key && settings[key];
  if (type === "status_code" && !seen.has("errors") && shown(only("status_codes") || null) === '["ERROR"]') {
    return "errors";
  }
  // One of their own by another name may come first.
  const mayBe = (key: keyof typeof BUILT_IN_POLICY_NAMES) => !seen.has(key) && typeof name === "string";
  if (type === "latency" && mayBe("slow") && only("threshold_ms")) {
    const taken = await findings.take(settings.threshold_ms, "sampling.latencyThresholdMs");
    return taken ? "slow" : undefined;
  }
  if (type === "probabilistic" && mayBe("probabilistic") && only("sampling_percentage") !== false) {
    const taken = await findings.take(settings.sampling_percentage, "samplingRatePercentage", {
      input: "sampling_rate_percentage",
    });
    return taken ? "probabilistic" : undefined;
  }
  return undefined;
}

/** How the collector's words are the option's. */
const KEYS: Readonly<Record<string, string>> = {
  threshold_ms: "thresholdMs",
  min_value: "minValue",
  max_value: "maxValue",
  sampling_percentage: "samplingPercentage",
  spans_per_second: "spansPerSecond",
  min_spans: "minSpans",
  status_codes: "statusCodes",
  enabled_regex_matching: "enabledRegexMatching",
  invert_match: "invertMatch",
  key: "key",
  value: "value",
  values: "values",
};

function policyOption(policy: Mapping): object | undefined {
  const { name, type, ...rest } = policy;
  const settings = rest[type as string];
  if (typeof name !== "string" || !isMapping(settings) || Object.keys(rest).length !== 1) {
    return undefined;
  }
  if (type === "and" && Array.isArray(settings.and_sub_policy)) {
    const parts = settings.and_sub_policy.map((part) => (isMapping(part) ? policyOption(part) : undefined));
    return parts.includes(undefined) ? undefined : { name, type, policies: parts };
  }
  if (type === "composite") {
    return compositeOption(name, settings);
  }
  if (type === "ottl_condition") {
    const { span, error_mode: mode, ...others } = settings;
    const same = Object.keys(others).length === 0 && (mode === undefined || mode === "ignore");
    return same && Array.isArray(span) ? { name, type, spanConditions: span } : undefined;
  }
  const entries = Object.entries(settings).map(([key, value]) => [KEYS[key], value] as const);
  return entries.every(([key]) => key !== undefined) ? { name, type, ...Object.fromEntries(entries) } : undefined;
}

/** A composite policy whose parts all have a share, in an order that both of its lists say. */
function compositeOption(name: string, settings: Mapping): object | undefined {
  const { max_total_spans_per_second: total, policy_order: order, composite_sub_policy: parts, ...rest } = settings;
  const { rate_allocation: allocation, ...others } = rest;
  if (!Array.isArray(parts) || !Array.isArray(allocation) || Object.keys(others).length > 0) {
    return undefined;
  }
  const shares = parts.map((part) => ({
    policy: isMapping(part) ? policyOption(part) : undefined,
    allocationPercentage: allocation.filter(isMapping).find(({ policy }) => policy === nameOf(part))?.percent,
  }));
  const inOrder = Array.isArray(order) && order.join() === parts.map(nameOf).join();
  return inOrder && shares.every(({ policy }) => policy !== undefined)
    ? { name, type: "composite", maxTotalSpansPerSecond: total, shares }
    : undefined;
}

/** What the option itself would refuse is not recognised. */
function isAccepted(policy: object): boolean {
  return v.is(schema.entries.sampling, { policies: [policy] });
}

const nameOf = (policy: Value) => (isMapping(policy) && typeof policy.name === "string" ? policy.name : shown(policy));
