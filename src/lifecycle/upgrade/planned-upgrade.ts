import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";

import lt = require("semver/functions/lt");

import { readJson } from "../../json-file";
import { readStamp, type Stamp } from "../../repository/stamp";
import type { PackageVersion } from "../../repository/template-package";
import { UserError } from "../../user-error";
import { isCommitted } from "./git-repository";
import { type Move, moves, packageFolders, pendingMigrations } from "./pending-migrations";
import type { FileChange } from "./repository-draft";
import { upgradePlan } from "./upgrade-plan";

/** What an upgrade did. */
export interface UpgradeOutcome {
  /** The packages that moved, from the template to the generator. */
  readonly moves: readonly Move[];
  /** The migrations that ran, in order. */
  readonly migrations: readonly { readonly release: string; readonly description: string }[];
  /** What a person must know. */
  readonly notes: readonly { readonly release: string; readonly text: string }[];
}

/** What an upgrade does before the files are generated again. Nothing is written yet. */
export interface PlannedUpgrade {
  readonly outcome: UpgradeOutcome;
  readonly changes: readonly FileChange[];
}

export interface PlannedUpgradeOptions {
  readonly stamp: Stamp;
  /** Where the packages are that the repository moves to. @default - the repository */
  readonly installedIn?: string;
}

/**
 * Runs the migrations up to the versions that are installed somewhere, and moves their pins, all of it on a draft.
 *
 * @throws UserError when an installed version is older than the one that made the repository, or the template is not installed
 */
export function plannedUpgrade(
  directory: string,
  { stamp, installedIn = directory }: PlannedUpgradeOptions,
): PlannedUpgrade {
  const all = moves(stamp, installedPackages(installedIn, stamp));
  const moved = all.filter(({ from, version }) => from !== version);
  for (const { name, version, from } of moved) {
    if (from !== undefined && lt(version, from)) {
      throw new UserError(olderText({ name, version }, from));
    }
  }
  const migrations = pendingMigrations(installedIn, all);
  const { changes, notes } = upgradePlan(stamp, moved, migrations, {
    read: (path) => {
      const file = join(directory, path);
      return existsSync(file) ? readFileSync(file, "utf8") : undefined;
    },
    isCommitted: (path) => isCommitted(directory, path),
  });
  const ran = migrations.map(({ package: name, version, description }) => ({
    release: `${name} ${version}`,
    description,
  }));
  return { outcome: { moves: moved, migrations: ran, notes }, changes };
}

const NOTHING: PlannedUpgrade = { outcome: { moves: [], migrations: [], notes: [] }, changes: [] };

/**
 * An upgrade to the packages of a `node_modules` that may lie elsewhere. A repository that does not say what made it is
 * generated as it is.
 *
 * @throws UserError as {@link plannedUpgrade} does
 */
export function plannedUpgradeTo(nodeModules: string, directory: string): PlannedUpgrade {
  const stamp = readStamp(directory);
  return stamp === undefined ? NOTHING : plannedUpgrade(directory, { stamp, installedIn: dirname(nodeModules) });
}

/** The packages of the stamp as they are installed. One that a newer template does without is left out. */
export function installedPackages(directory: string, stamp: Stamp): [PackageVersion, ...PackageVersion[]] {
  const names = [stamp.template, ...Object.keys(stamp.packages).filter((name) => name !== stamp.template)];
  const folders = packageFolders(directory, names);
  const [template, ...others] = names.map((name, index) => {
    const folder = folders[index];
    return folder === undefined
      ? undefined
      : { name, version: readJson(join(folder, "package.json")).version as string };
  });
  if (!template) {
    throw new UserError(
      `eks-otel-tracing: ${stamp.template} is not installed here, nothing was written.\n\nRun "npm ci" first.\n`,
    );
  }
  return [template, ...others.filter((one) => one !== undefined)];
}

/** Why a repository is not moved back. */
export function olderText({ name, version }: PackageVersion, from: string): string {
  return `eks-otel-tracing: ${name} ${version} is older than ${from}, which made this repository. Nothing was written.\n\nAn older version does not know what a newer one has changed. To go back, revert the commit of the upgrade, and run "npm ci".\n`;
}
