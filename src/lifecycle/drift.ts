import type { Checksums } from "../repository/checksums";
import type { Evaluation } from "./evaluator-message";
import type { GeneratedFile, Owner } from "./generated-file";
import type { TreeChange } from "./tree-change";

/**
 * How a file is not as it would be generated:
 *
 * - `edited`: somebody has changed what the generator wrote
 * - `missing`: it is not there
 * - `orphaned`: it was generated once, and is no longer
 * - `older`: it is as an earlier version of the generator, or earlier options, wrote it
 */
export type DriftState = "edited" | "missing" | "orphaned" | "older";

/** A file that a regeneration would write or delete. */
export interface DriftedFile {
  /** Relative to the repository, with slashes. */
  readonly path: string;
  readonly state: DriftState;
  /** Whether somebody has changed what the generator wrote; of an orphan, too. */
  readonly edited: boolean;
  /** Nothing for an orphan. */
  readonly kind?: GeneratedFile["kind"];
  /** Who generates it; nothing for an orphan. */
  readonly owner?: Owner;
}

/** What has drifted in a repository, by what a regeneration would do to it and by the checksums of the last one. */
export function driftOf({ changes, generated }: Evaluation, recorded: Checksums): DriftedFile[] {
  return changes.map((change): DriftedFile => {
    const file = generatorOf(change.path, generated);
    const edited = change.before !== undefined && recorded.matches(change.path, change.before.content) === false;
    return {
      path: change.path,
      state: stateOf(change, edited),
      edited,
      ...(file === undefined ? {} : { kind: file.kind, owner: file.owner }),
    };
  });
}

/** A project may name a file twice: as a sample, and then managed. A sample directory has no files of its own. */
export function generatorOf(path: string, generated: readonly GeneratedFile[]): GeneratedFile | undefined {
  const candidates = generated.filter((file) => file.path === path);
  return (
    candidates.find(({ kind }) => kind === "managed") ??
    candidates[0] ??
    generated.find((file) => file.kind === "sample" && path.startsWith(`${file.path}/`))
  );
}

function stateOf({ change }: TreeChange, edited: boolean): DriftState {
  if (change === "created") {
    return "missing";
  }
  if (change === "removed") {
    return "orphaned";
  }
  return edited ? "edited" : "older";
}
