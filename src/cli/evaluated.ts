import { existsSync } from "node:fs";
import { join } from "node:path";
import type { Evaluation } from "../lifecycle/evaluator-message";
import { EvaluatorPool } from "../lifecycle/evaluator-pool";
import { installedVersion } from "../lifecycle/installed-version";
import { UserError } from "../user-error";

export interface EvaluatedOptions {
  /** Version of the template that is to generate. @default - the installed one */
  readonly to?: string;
}

/**
 * What a regeneration would change in one repository. Warnings of the generator go to standard error, as they do in `npx projen`.
 *
 * @throws UserError when the directory is no generated repository, or its `.projenrc.ts` has mistakes
 */
export async function evaluated(directory: string, { to }: EvaluatedOptions = {}): Promise<Evaluation> {
  if (!existsSync(join(directory, ".projenrc.ts"))) {
    throw new UserError(`${directory} has no .projenrc.ts: run this in a generated repository, or name one.`);
  }
  const version = to === undefined ? undefined : installedVersion(directory, to);
  const pool = new EvaluatorPool({ onOutput: (text) => process.stderr.write(text) });
  try {
    return await pool.evaluate({ directory, preview: true, nodeModules: version?.nodeModules });
  } finally {
    pool.close();
    version?.remove();
  }
}
