import type { LoadFigures } from "../../test/acceptance/harness/change-figures";

/** What a collector's process took while spans came in. */
export interface ProcessFigures extends Throughput {
  /** Median, in MiB. */
  readonly residentMib: number;
  readonly peakMib: number;
}

export interface Throughput {
  readonly spansPerSecond: number;
  /** Of processor time. */
  readonly spansPerCpuSecond: number;
}

/** How many traces are whole, of so many of each kind. */
export interface WholeFigures {
  readonly of: number;
  readonly failed: number;
  readonly slow: number;
}

interface Losses {
  readonly whole: WholeFigures;
  readonly load: LoadFigures;
}

/** All that is measured. */
export interface DataPlaneFigures {
  readonly memory: readonly {
    readonly spansPerSecond: number;
    readonly collector: ProcessFigures;
    readonly agent: ProcessFigures;
    readonly gateway: ProcessFigures;
  }[];
  /** With one processor each. */
  readonly throughput: {
    readonly collector: Throughput;
    readonly twoTiers: { readonly agent: Throughput; readonly gateway: Throughput };
  };
  readonly oneTier: Losses;
  /** Two tiers, by resolver. */
  readonly dns: Losses;
  readonly k8s: Losses;
  readonly programs: readonly (readonly [program: string, version: string])[];
}
