import { existsSync } from "node:fs";
import { join } from "node:path";
import type { Evaluation } from "../lifecycle/evaluator-message";
import { EvaluatorPool } from "../lifecycle/evaluator-pool";
import { installedVersion } from "../lifecycle/installed-version";
import { type PlannedUpgrade, plannedUpgradeTo } from "../lifecycle/upgrade/planned-upgrade";
import { UserError } from "../user-error";

export interface EvaluatedOptions {
  /** Version of the template that is to generate. @default - the installed one */
  readonly to?: string;
}

/** What a regeneration would do, and what a person must know of the way to another version. */
export interface Evaluated extends Evaluation {
  readonly notes: PlannedUpgrade["outcome"]["notes"];
}

/**
 * What a regeneration would change in one repository. Warnings of the generator go to standard error, as they do in `npx projen`.
 *
 * @throws UserError when the directory is no generated repository, or its `.projenrc.ts` has mistakes
 */
export async function evaluated(directory: string, { to }: EvaluatedOptions = {}): Promise<Evaluated> {
  if (!existsSync(join(directory, ".projenrc.ts"))) {
    throw new UserError(`${directory} has no .projenrc.ts: run this in a generated repository, or name one.`);
  }
  const version = to === undefined ? undefined : installedVersion(directory, to);
  const pool = new EvaluatorPool({ onOutput: (text) => process.stderr.write(text) });
  try {
    const upgrade = version && plannedUpgradeTo(version.nodeModules, directory);
    const evaluation = await pool.evaluate({
      directory,
      preview: true,
      nodeModules: version?.nodeModules,
      edits: upgrade?.changes,
    });
    return { ...evaluation, notes: upgrade?.outcome.notes ?? [] };
  } finally {
    pool.close();
    version?.remove();
  }
}
