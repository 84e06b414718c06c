import type { Settings } from "../settings/settings";

/** What the sampler does with each kind of trace, in a few words. */
export interface KeptTraces {
  readonly failed: string;
  readonly slow: string;
  readonly ordinary: string;
}

/** Says what the sampling options promise, and no more. */
export function keptTraces({ sampling, samplingRatePercentage }: Settings): KeptTraces {
  const ordinary = `kept in ${samplingRatePercentage} % of cases`;
  return {
    failed: sampling.keepErrors ? "always kept" : ordinary,
    slow: "always kept",
    ordinary,
  };
}
