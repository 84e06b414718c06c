import type { Settings } from "../settings/settings";
import { collectorFacts } from "./facts/collector-facts";

/** The sampler's threshold with which a trace of this duration is kept. The sampler compares whole milliseconds. */
export function latencyThresholdMs(keptMs: number, { collectorVersion }: Settings): number {
  return collectorFacts(collectorVersion).keepsThreshold ? keptMs : keptMs - 1;
}
