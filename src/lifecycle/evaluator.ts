/** A process that runs the `.projenrc.ts` of repositories, one after another, each in a copy. Its parent sends requests. */
import { rmSync } from "node:fs";
import nodeModule from "node:module";
import { UserError } from "../user-error";
import { evaluate } from "./evaluation";
import type { Evaluation, EvaluationRequest, EvaluationResponse } from "./evaluator-message";
import { ShadowTree } from "./shadow-tree";
import { writeFileChanges } from "./upgrade/file-changes";
import { Npm } from "./upgrade/npm";

// Node 22 has it: what was compiled before is not compiled again.
(nodeModule as { enableCompileCache?: () => void }).enableCompileCache?.();

process.on("message", async (request: EvaluationRequest) => {
  const response = await respond(request);
  process.send?.(response);
});
// Nobody is left to work for.
process.on("disconnect", () => process.exit());

async function respond(request: EvaluationRequest): Promise<EvaluationResponse> {
  try {
    return { evaluation: await evaluation(request), rssMib: rssMib() };
  } catch (error) {
    const { message, stack } = error instanceof Error ? error : new Error(String(error));
    return { failure: { message, stack, user: UserError.is(error) }, rssMib: rssMib() };
  }
}

async function evaluation({
  directory,
  at,
  nodeModules,
  preview,
  edits = [],
  lock = false,
}: EvaluationRequest): Promise<Evaluation> {
  try {
    const shadow = await ShadowTree.of(directory, { at, nodeModules });
    try {
      writeFileChanges(shadow.directory, edits);
      const generated = await evaluate(shadow.directory, { preview });
      if (lock) {
        new Npm(shadow.directory).lockManifest();
      }
      return { generated, changes: shadow.changes() };
    } catch (error) {
      throw elsewhere(error, shadow.directory, directory);
    }
  } finally {
    rmSync(at, { recursive: true, force: true });
  }
}

/** Names files in the repository in place of those in its copy, which is gone when somebody reads of them. */
function elsewhere(error: unknown, copy: string, repository: string): unknown {
  if (error instanceof Error) {
    const { message, stack } = error;
    // jiti writes slashes on Windows too.
    const named = (text: string) =>
      text.replaceAll(copy, repository).replaceAll(copy.replaceAll("\\", "/"), repository);
    Object.assign(error, { message: named(message), stack: stack && named(stack) });
  }
  return error;
}

const rssMib = () => Math.round(process.memoryUsage.rss() / 1024 / 1024);
