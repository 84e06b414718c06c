import { BUILT_IN_POLICY_NAMES } from "../settings/schema";
import { collectorTexts } from "./collector-texts";
import { comment, components, type Feature } from "./config-parts";
import { latencyThresholdMs } from "./latency-threshold";
import { furtherPolicies } from "./policies";

/** Which traces are kept. */
export const tailSampling: Feature = (settings, { samplingRatePercentage, text }) => {
  const { sampling } = settings;
  const policies = furtherPolicies(settings);
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
        furtherPolicies: policies.length === 0 ? "" : text(policies, 6),
      }),
      processors: [{ name: "tail_sampling", stage: "sample", signals: ["traces"] }],
    },
  ];
};
