import { spawnSync } from "node:child_process";
import { join } from "node:path";
import type { PackageVersion } from "../../repository/template-package";
import { UserError } from "../../user-error";
import { writeFileChanges } from "./file-changes";
import { GitRepository } from "./git-repository";
import { packageFolders } from "./pending-migrations";
import { installedPackages, plannedUpgrade, type UpgradeOutcome } from "./planned-upgrade";
import { recordManifest } from "./recorded-manifest";
import { stampOf } from "./stamp-of";
import { UpgradeJournal } from "./upgrade-journal";

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
  const [template] = installedPackages(directory, stamp);

  const interrupted = git.changedPaths().length === 0 ? undefined : journal.read();
  const known = interrupted?.version === template.version ? interrupted.planned : undefined;
  const planned = known ?? plannedUpgrade(directory, { stamp });
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
