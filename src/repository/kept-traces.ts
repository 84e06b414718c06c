import type { Settings } from "../settings/settings";

/** What the sampler does with each kind of trace, in a few words. */
export interface KeptTraces {
  readonly failed: string;
  readonly slow: string;
  readonly ordinary: string;
}

/** Says what the sampling options promise, and no more. */
export function keptTraces({ sampling, samplingRatePercentage }: Settings): KeptTraces {
  const ordinary =
    sampling.rates.length === 0
      ? `kept in ${samplingRatePercentage} % of cases`
      : "kept in a share of cases, which its services and routes may have to themselves";
  return {
    failed: sampling.keepErrors ? "always kept" : ordinary,
    slow: "always kept",
    ordinary,
  };
}
