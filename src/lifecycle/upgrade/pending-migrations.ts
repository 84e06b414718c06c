import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { join, resolve } from "node:path";

import compare = require("semver/functions/compare");
import gt = require("semver/functions/gt");
import lte = require("semver/functions/lte");
import valid = require("semver/functions/valid");

import { readJson } from "../../json-file";
import type { Migration } from "../../migration";
import type { Stamp } from "../../repository/stamp";
import { GENERATOR, type PackageVersion } from "../../repository/template-package";
import { UserError } from "../../user-error";

/** A package that has moved. */
export interface Move extends PackageVersion {
  /** The version that made the repository. A package that took no part then has moved from none. */
  readonly from?: string;
}

/** A migration, and the package that it comes with. */
export interface PendingMigration extends Migration {
  readonly package: string;
}

/** How each package of a repository has moved since its files were made. */
export function moves(stamp: Stamp, packages: readonly PackageVersion[]): Move[] {
  return packages.map((now) => ({ ...now, from: stamp.packages[now.name] }));
}

/**
 * The migrations that an upgrade runs, in this order: the generator's before those of the templates that build on it, and of
 * each package the older ones first. One of version 1.4.0 runs when a repository moves from before 1.4.0 to it or beyond.
 *
 * A development build, 0.0.0, is older than every release.
 */
export function pendingMigrations(directory: string, packages: readonly Move[]): PendingMigration[] {
  const folders = packageFolders(
    directory,
    packages.map(({ name }) => name),
  );
  return packages
    .flatMap(({ name, version, from }, index) => {
      const folder = folders[index];
      return from === undefined || from === version || folder === undefined
        ? []
        : [between(migrationsOf(name, folder), from, version).map((one) => ({ ...one, package: name }))];
    })
    .reverse()
    .flat();
}

/** Those after a version, up to another one, in order. */
export function between(migrations: readonly Migration[], from: string, to: string): Migration[] {
  return migrations
    .filter(({ version }) => gt(version, from) && lte(version, to))
    .sort((a, b) => compare(a.version, b.version));
}

/** Where packages are installed, each as the one before it finds it, the first as the repository does. */
export function packageFolders(directory: string, names: readonly string[]): (string | undefined)[] {
  let from = resolve(directory);
  return names.map((name) => {
    const places = createRequire(join(from, "package.json")).resolve.paths(name) ?? [];
    const folder = places.map((place) => join(place, name)).find((place) => existsSync(join(place, "package.json")));
    from = folder ?? from;
    return folder;
  });
}

/**
 * The migrations that a package brings, in the file that its `package.json` names.
 *
 * @throws UserError when that file exports no migrations
 */
function migrationsOf(name: string, folder: string): readonly Migration[] {
  const file = readJson(join(folder, "package.json"))[GENERATOR]?.migrations;
  if (file === undefined) {
    return [];
  }
  const { migrations } = createRequire(join(folder, "package.json"))(join(folder, String(file)));
  if (!Array.isArray(migrations) || !migrations.every(isMigration)) {
    throw new UserError(
      `eks-otel-tracing: ${file} of ${name} exports no migrations, nothing was written.\n\nIt must export a list \`migrations\`, each with a version, a description and a function migrate. Tell the owner of ${name}.\n`,
    );
  }
  return migrations;
}

function isMigration(value: unknown): value is Migration {
  const { version, description, migrate } = (value ?? {}) as Partial<Migration>;
  return valid(version) !== null && typeof description === "string" && typeof migrate === "function";
}
