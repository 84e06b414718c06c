import { BUILT_IN_POLICY_NAMES } from "../settings/policy-names";
import { collectorTexts } from "./collector-texts";
import { comment, components, type Feature } from "./config-parts";
import { latencyThresholdMs } from "./latency-threshold";
import { furtherPolicies, type PolicyConfig } from "./policies";
import { baseline, ratePolicies } from "./sampling-rates";

/** Which traces are kept. */
export const tailSampling: Feature = (settings, { samplingRatePercentage, text }) => {
  const { sampling } = settings;
  const policies = furtherPolicies(settings);
  const rates = ratePolicies(settings);
  const { before, after } = baseline(settings);
  const list = (some: readonly PolicyConfig[], indent: number) =>
    comment(some.length === 0 ? undefined : text(some, indent).trimEnd());
  return [
    {
      components: components("collector/tail-sampling.yaml", {
        samplingRatePercentage,
        decisionWaitSeconds: sampling.decisionWaitSeconds,
        numTraces: sampling.numTraces,
        expectedNewTracesPerSec: sampling.expectedNewTracesPerSec,
        keepErrors: sampling.keepErrors,
        errorsPolicyName: BUILT_IN_POLICY_NAMES.errors,
        slowPolicyName: BUILT_IN_POLICY_NAMES.slow,
        latencyThresholdMs: latencyThresholdMs(sampling.latencyThresholdMs, settings),
        latencyThresholdWhy: comment(collectorTexts(settings).latencyThreshold),
        probabilisticPolicyName: BUILT_IN_POLICY_NAMES.probabilistic,
        rates: list(rates, 6),
        boundedBaseline:
          before.length + after.length === 0 ? [] : [{ before: list(before, 12), after: list(after, 12) }],
        furtherPolicies: policies.length === 0 ? "" : text(policies, 6),
      }),
      processors: [{ name: "tail_sampling", stage: "sample", signals: ["traces"] }],
    },
  ];
};
