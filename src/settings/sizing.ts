import type { Settings } from "./settings";
import { samplingTier, type Tier } from "./tiers";

/**
 * Memory of an idle collector, in MiB. Measured on collector 0.92.0 and 0.159.0.
 */
export const IDLE_MEMORY_MIB = 58;

/**
 * Memory of a trace that the sampler holds, in KiB, with six small spans. Measured on collector 0.92.0 and 0.159.0.
 */
export const HELD_TRACE_KIB = 7.3;

/**
 * Memory of a combination of labels that span metrics count, in KiB, while they are written: 10,000 took 97 MiB with collector
 * 0.159.0 and 77 MiB with 0.92.0.
 */
export const COMBINATION_KIB = 10;

/**
 * What the container's memory limit adds to the memory limiter's, in MiB: twice the overhead of the process that
 * upstream names, because a container that is killed loses every trace that it holds.
 *
 * @see https://github.com/open-telemetry/opentelemetry-collector/tree/main/processor/memorylimiterprocessor#readme
 */
export const MEMORY_OVERHEAD_MIB = 100;

/**
 * At least this much of the memory limiter's limit is the container's, because the chart sets GOMEMLIMIT to 80 % of the
 * latter. Below the former the garbage collector would run without pause before data is refused.
 */
export const MEMORY_LIMIT_FACTOR = 1.25;

/** Memory limit of the container, in MiB. */
export function containerLimitMib({ memoryLimitMib }: Pick<Tier["needs"], "memoryLimitMib">): number {
  return Math.max(memoryLimitMib + MEMORY_OVERHEAD_MIB, Math.ceil(memoryLimitMib * MEMORY_LIMIT_FACTOR));
}

/** What the memory of one collector that samples holds. */
export interface Sizing {
  /** From this much on the collector refuses data, in MiB. */
  readonly refusalMib: number;
  /** Traces that fit below it. */
  readonly heldTraces: number;
  /** New traces per second that fit below it and into the sampler's table, for the time that the sampler holds each. */
  readonly tracesPerSecond: number;
  /** Traces that are held at the expected rate. */
  readonly expectedHeldTraces: number;
  /** Memory that holding `numTraces` traces would take, in MiB. */
  readonly numTracesMib: number;
}

export function sizing(settings: Settings): Sizing {
  const { sampling } = settings;
  const { memoryLimitMib, memorySpikeLimitMib } = samplingTier(settings).needs;
  const refusalMib = memoryLimitMib - memorySpikeLimitMib;
  const heldTraces = Math.max(0, Math.floor(((refusalMib - IDLE_MEMORY_MIB) * 1024) / HELD_TRACE_KIB));
  return {
    refusalMib,
    heldTraces,
    tracesPerSecond: Math.floor(Math.min(heldTraces, sampling.numTraces) / sampling.decisionWaitSeconds),
    expectedHeldTraces: sampling.expectedNewTracesPerSec * sampling.decisionWaitSeconds,
    numTracesMib: memoryMib(sampling.numTraces),
  };
}

/** Numbers that are allowed but contradict what the collector is known to do, each with the numbers that mend it. */
export function sizingWarnings(settings: Settings): string[] {
  const { sampling } = settings;
  const { role, group, needs } = samplingTier(settings);
  const { refusalMib, heldTraces, expectedHeldTraces, numTracesMib } = sizing(settings);
  const warnings: string[] = [];
  if (expectedHeldTraces > heldTraces) {
    warnings.push(
      `sampling.expectedNewTracesPerSec: ${sampling.expectedNewTracesPerSec} traces/s held for ${sampling.decisionWaitSeconds} s are ${expectedHeldTraces} traces and take about ${memoryMib(expectedHeldTraces)} MiB, but the ${role} refuses data from ${refusalMib} MiB on (about ${Math.floor(heldTraces / sampling.decisionWaitSeconds)} traces/s). Set ${group}.memoryLimitMib to ${memoryMib(expectedHeldTraces) + needs.memorySpikeLimitMib} or more, or sampling.decisionWaitSeconds lower.`,
    );
  }
  if (expectedHeldTraces > sampling.numTraces) {
    warnings.push(
      `sampling.numTraces: ${sampling.numTraces} is less than the ${expectedHeldTraces} traces that are held at ${sampling.expectedNewTracesPerSec} traces/s for ${sampling.decisionWaitSeconds} s, so traces are dropped before they are decided. Set it to ${expectedHeldTraces} or more.`,
    );
  }
  // The article's own numbers are no news on every run: the generated README explains them.
  const asInTheArticle =
    sampling.numTraces === 100_000 && needs.memoryLimitMib === 400 && needs.memorySpikeLimitMib === 100;
  if (sampling.numTraces > heldTraces && !asInTheArticle) {
    warnings.push(
      `sampling.numTraces: ${sampling.numTraces} traces take about ${numTracesMib} MiB, but the ${role} refuses data from ${refusalMib} MiB on, at about ${heldTraces} traces: memory is the bound, not numTraces. Set ${group}.memoryLimitMib to ${numTracesMib + needs.memorySpikeLimitMib} or more if all of them are to be held.`,
    );
  }
  if (sampling.latencyThresholdMs > sampling.decisionWaitSeconds * 1000) {
    warnings.push(
      `sampling.latencyThresholdMs: a trace of ${sampling.latencyThresholdMs} ms ends after the decision, which falls ${sampling.decisionWaitSeconds} s after its first span. Set sampling.decisionWaitSeconds to ${Math.ceil(sampling.latencyThresholdMs / 1000) + 1} or more.`,
    );
  }
  return warnings;
}

function memoryMib(traces: number): number {
  return Math.ceil(IDLE_MEMORY_MIB + (traces * HELD_TRACE_KIB) / 1024);
}
