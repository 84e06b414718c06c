import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

import lt = require("semver/functions/lt");

import type { Stamp } from "../../repository/stamp";
import type { PackageVersion } from "../../repository/template-package";
import { UserError } from "../../user-error";
import { writeFileChanges } from "./file-changes";
import { GitRepository } from "./git-repository";
import { olderText } from "./move-template";
import { type Move, moves, packageFolders, pendingMigrations } from "./pending-migrations";
import { recordManifest } from "./recorded-manifest";
import { stampOf } from "./stamp-of";
import { UpgradeJournal, type UpgradeProgress } from "./upgrade-journal";
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

/** An upgrade that is done. */
export interface FinishedUpgrade extends UpgradeOutcome {
  /** The template as it is now. */
  readonly template: PackageVersion;
  /** Paths that differ from the last commit. */
  readonly changed: readonly string[];
}

/**
 * Runs the migrations up to the versions that are installed, moves their pins in `.projenrc.ts`, and generates the files again.
 *
 * @throws UserError when an installed version is older than the one that made the repository, or when generating fails
 */
export function finishUpgrade(directory: string): FinishedUpgrade {
  const stamp = stampOf(directory);
  const git = new GitRepository(directory);
  const journal = new UpgradeJournal(git.privateFile("eks-otel-tracing-upgrade"));
  const packages = installedPackages(directory, stamp);
  const [template] = packages;

  const interrupted = git.changedPaths().length === 0 ? undefined : journal.read();
  const known = interrupted?.version === template.version ? interrupted.planned : undefined;
  const planned = known ?? plan(directory, stamp, packages, git);
  journal.write({ version: template.version, installed: true, planned });
  const edited = writeFileChanges(directory, planned.changes);
  journal.write({ version: template.version, installed: true, planned: { ...planned, changes: [] } });

  recordManifest(directory, git);
  regenerate(directory);
  verify(directory, template);
  journal.remove();
  const notes = edited.map((path) => ({
    release: `${template.name} ${template.version}`,
    text: `\`${path}\` was edited while the upgrade was interrupted, and was left as it is.`,
  }));
  return {
    ...planned.outcome,
    notes: [...planned.outcome.notes, ...notes],
    template,
    changed: git.changedPaths(),
  };
}

function plan(
  directory: string,
  stamp: Stamp,
  packages: readonly PackageVersion[],
  git: GitRepository,
): NonNullable<UpgradeProgress["planned"]> {
  const moved = moves(stamp, packages).filter(({ from, version }) => from !== version);
  for (const { name, version, from } of moved) {
    if (from !== undefined && lt(version, from)) {
      throw new UserError(olderText({ name, version }, from));
    }
  }
  const migrations = pendingMigrations(directory, moves(stamp, packages));
  const { changes, notes } = upgradePlan(stamp, moved, migrations, {
    read: (path) => {
      const file = join(directory, path);
      return existsSync(file) ? readFileSync(file, "utf8") : undefined;
    },
    isCommitted: (path) => git.isCommitted(path),
  });
  const ran = migrations.map(({ package: name, version, description }) => ({
    release: `${name} ${version}`,
    description,
  }));
  return { outcome: { moves: moved, migrations: ran, notes }, changes };
}

/** The packages of the stamp as they are installed. One that a newer template does without is left out. */
function installedPackages(directory: string, stamp: Stamp): [PackageVersion, ...PackageVersion[]] {
  const names = [stamp.template, ...Object.keys(stamp.packages).filter((name) => name !== stamp.template)];
  const folders = packageFolders(directory, names);
  const [template, ...others] = names.map((name, index) => {
    const folder = folders[index];
    return (
      folder && { name, version: JSON.parse(readFileSync(join(folder, "package.json"), "utf8")).version as string }
    );
  });
  if (!template) {
    throw new UserError(
      `eks-otel-tracing: ${stamp.template} is not installed here, nothing was written.\n\nRun "npm ci" first.\n`,
    );
  }
  return [template, ...others.filter((one) => one !== undefined && one !== "")];
}

/** As `npx projen` does it. With `CI` set npm would refuse to write what has changed to its lock file. */
function regenerate(directory: string): void {
  const [projen] = packageFolders(directory, ["projen"]);
  const { status } = spawnSync(process.execPath, [join(projen ?? "", "bin/projen")], {
    cwd: directory,
    env: { ...process.env, CI: undefined },
    // What it says is no part of the report, and a warning is for people.
    stdio: ["ignore", 2, 2],
  });
  if (status !== 0) {
    throw new UserError(
      'eks-otel-tracing: the new version is installed and its migrations have run, but the files can\'t be generated, for the reason above.\n\nMend it, and run "npx projen upgrade-template --installed".\n',
    );
  }
}

/** A pin that nobody could find would bring the old version back without a word. */
function verify(directory: string, template: PackageVersion): void {
  const [now] = installedPackages(directory, stampOf(directory));
  if (now.name === template.name && now.version !== template.version) {
    throw new UserError(
      `eks-otel-tracing: generating the files has brought ${now.name} ${now.version} back, ${template.version} was wanted.\n\nSomething pins it that is no text in .projenrc.ts such as "${now.name}@${now.version}". Raise it there, and run the upgrade again.\n`,
    );
  }
  const { packages } = stampOf(directory);
  if (now.name === template.name && packages[now.name] !== now.version) {
    throw new UserError(
      `eks-otel-tracing: ${now.name} ${now.version} says of itself that it is ${packages[now.name]}, because it was compiled before its version was set. Tell its owner: no upgrade can know what it starts from.\n`,
    );
  }
}
