import { existsSync } from "node:fs";
import { join } from "node:path";
import { recordedChecksums } from "../repository/checksums";
import { UserError } from "../user-error";
import { applyChanges } from "./apply-changes";
import { type DriftedFile, driftOf } from "./drift";
import { EvaluatorPool, type EvaluatorPoolOptions } from "./evaluator-pool";
import { templateOf } from "./template-of";

/** What is done with each repository: only a regeneration writes. */
export const FLEET_ACTIONS = ["preview", "drift", "regenerate"] as const;
export type FleetAction = (typeof FLEET_ACTIONS)[number];

/** What was found out about one repository, without the texts of its files: a fleet may have a thousand. */
export interface FleetEntry {
  /** As it was given. */
  readonly repository: string;
  /** The package that it is made from, and its version that has generated it last. */
  readonly template: string | null;
  readonly version: string | null;
  /** Files that would change, or that a regeneration has changed. */
  readonly files: readonly DriftedFile[];
  /** Why nothing could be found out. */
  readonly failure: string | null;
}

export interface FleetOptions extends EvaluatorPoolOptions {
  /** The packages that generate, for all repositories. */
  readonly nodeModules: string;
  /** Told after each repository. */
  readonly onEntry?: (entry: FleetEntry, done: number) => void;
}

export interface Fleet {
  /** In the order in which the repositories were given. */
  readonly entries: readonly FleetEntry[];
  /** The most that one process took, in MiB. */
  readonly peakRssMib: number;
}

/** Does the same with many repositories, several at a time. A repository that fails is told by its failure, and stops no other. */
export async function runFleet(
  action: FleetAction,
  repositories: readonly string[],
  { nodeModules, onEntry, ...options }: FleetOptions,
): Promise<Fleet> {
  const pool = new EvaluatorPool(options);
  const entries: FleetEntry[] = [];
  let [next, done] = [0, 0];
  const work = async () => {
    while (next < repositories.length) {
      const at = next++;
      entries[at] = await entryOf(action, repositories[at], nodeModules, pool);
      onEntry?.(entries[at], ++done);
    }
  };
  try {
    await Promise.all(Array.from({ length: options.processes ?? 1 }, work));
  } finally {
    pool.close();
  }
  return { entries, peakRssMib: pool.peakRssMib };
}

async function entryOf(
  action: FleetAction,
  repository: string,
  nodeModules: string,
  pool: EvaluatorPool,
): Promise<FleetEntry> {
  let [template, version]: (string | null)[] = [null, null];
  try {
    if (!existsSync(join(repository, ".projenrc.ts"))) {
      throw new UserError("It has no .projenrc.ts.");
    }
    ({ name: template, version = null } = templateOf(repository));
    const recorded = recordedChecksums(repository);
    const evaluation = await pool.evaluate({ directory: repository, nodeModules, preview: action !== "regenerate" });
    const files = driftOf(evaluation, recorded);
    if (action === "regenerate") {
      applyChanges(repository, evaluation.changes);
    }
    return { repository, template, version, files, failure: null };
  } catch (error) {
    const { message, stack = message } = error as Error;
    return { repository, template, version, files: [], failure: UserError.is(error) ? message : stack };
  }
}
