/**
 * What a repository needs when it moves to a release, beyond being generated again.
 *
 * A package names the file that exports its `migrations` in its `package.json`, a template's as this one's:
 *
 *     "eks-otel-tracing": { "migrations": "lib/migrations.js" }
 */
export interface Migration {
  /** The release that needs it. It runs in an upgrade from an older version to this one or a newer one. */
  readonly version: string;
  /** What it does, as a line of the upgrade's report. */
  readonly description: string;
  /** Says what changes. Nothing is written before all migrations of an upgrade have returned. */
  readonly migrate: (repository: MigratedRepository) => void;
}

/**
 * A repository during an upgrade.
 *
 * Options are named by their path, `collector.imageTag`. What is not there is no error: a person may never have set it.
 */
export interface MigratedRepository {
  /** What an option is set to in `.projenrc.ts`, as it is written: `"0.159.0"` with its quotes. Undefined if it is not. */
  option(path: string): string | undefined;
  /** Sets an option to what `value` says as source text, and the groups around it. */
  setOption(path: string, value: string): void;
  /** Gives an option another name, in its group or in another one. What is set under the new name already stays. */
  renameOption(from: string, to: string): void;
  /** Takes an option out. */
  removeOption(path: string): void;
  /** Renames a file that was a sample, and with it what a person made of it. */
  renameFile(from: string, to: string): void;
  /** Deletes a file that was a sample. It stays when git does not have it as it is. */
  deleteFile(path: string): void;
  /** Tells Terraform of an address that has changed, `helm_release.collector`, with a `moved` block in `moved.tf`. */
  moveAddress(from: string, to: string): void;
  /** What a person must know or do: a line of the report, and of `UPGRADING.md`. */
  note(text: string): void;
}
