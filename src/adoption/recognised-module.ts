import { adoptVersions } from "./adopted-versions";
import { Expressions } from "./expressions";
import { Findings } from "./findings";
import { type HandWrittenModule, handWrittenModule } from "./hand-written-module";
import { type RecognisedAccess, recogniseAccess } from "./recognised-access";
import { recogniseRelease } from "./recognised-release";

/** A module that somebody wrote, and what the collector's resources in it come to. */
export interface RecognisedModule {
  readonly module: HandWrittenModule;
  readonly expressions: Expressions;
  readonly findings: Findings;
  readonly access: RecognisedAccess;
}

/** @throws UserError when there is no such module */
export async function recognisedModule(directory: string): Promise<RecognisedModule> {
  const module = await handWrittenModule(directory);
  const expressions = new Expressions(module);
  const findings = new Findings(expressions);
  await recogniseRelease(module.release, expressions, findings);
  const access = await recogniseAccess(module.release, module.blocks, expressions, findings);
  adoptVersions(module.blocks, findings);
  return { module, expressions, findings, access };
}
