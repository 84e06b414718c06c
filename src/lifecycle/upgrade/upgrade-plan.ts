import { STAMP_PATH, type Stamp } from "../../repository/stamp";
import type { Move, PendingMigration } from "./pending-migrations";
import { pinRange } from "./pin-range";
import { type DraftSource, type FileChange, RepositoryDraft } from "./repository-draft";

/** What an upgrade changes before the files are generated again. */
export interface UpgradePlan {
  readonly changes: readonly FileChange[];
  /** What a person must know, each with the package and release that says so. */
  readonly notes: readonly { readonly release: string; readonly text: string }[];
}

/** Runs migrations on a draft, moves the pins of the packages that moved, and stamps what was reached. */
export function upgradePlan(
  stamp: Stamp,
  moves: readonly Move[],
  migrations: readonly PendingMigration[],
  source: DraftSource,
): UpgradePlan {
  const draft = new RepositoryDraft(source);
  const notes = migrations.flatMap((migration) => {
    const release = `${migration.package} ${migration.version}`;
    const known = draft.notes.length;
    migration.migrate(draft.under(release));
    return draft.notes.slice(known).map((text) => ({ release, text }));
  });
  for (const { name, version } of moves) {
    draft.movePins(name, (range) => pinRange(range, version));
  }
  const packages = { ...stamp.packages, ...Object.fromEntries(moves.map(({ name, version }) => [name, version])) };
  // Last, because it says that everything before it was done.
  return { changes: [...draft.changes, ...stampChange({ ...stamp, packages }, source)], notes };
}

function stampChange(stamp: Stamp, source: DraftSource): FileChange[] {
  const before = source.read(STAMP_PATH);
  const file = { ...JSON.parse(before ?? "{}"), ...stamp };
  const after = `${JSON.stringify(file, undefined, 2)}\n`;
  return before === after ? [] : [{ path: STAMP_PATH, before, after }];
}
