import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";

import lt = require("semver/functions/lt");

import { readJson } from "../../json-file";
import { GENERATOR, type PackageVersion } from "../../repository/template-package";
import { UserError } from "../../user-error";
import { GitRepository } from "./git-repository";
import { Npm } from "./npm";
import { packageFolders } from "./pending-migrations";
import { olderText } from "./planned-upgrade";
import { refuseUncommitted } from "./refuse-uncommitted";
import { stampOf } from "./stamp-of";
import { UpgradeJournal, type UpgradeProgress } from "./upgrade-journal";

export interface MoveTemplateOptions {
  /** Root of the generated repository. */
  readonly directory: string;
  /** Version or tag of the template. @default "latest" */
  readonly to?: string;
  /** Go on although there are changes that are not committed. @default false */
  readonly force?: boolean;
  /** Hand back what was done as data, and print nothing. @default false */
  readonly json?: boolean;
  /** File for what was done, in Markdown. @default - none */
  readonly summary?: string;
  /** Takes lines about what is going on. */
  readonly say: (line: string) => void;
}

/** How the second half of an upgrade ended. */
export interface MovedTemplate {
  /** Its exit code. */
  readonly status: number;
  /** A `FinishedUpgrade`, as the version that is installed now knows it. Null unless it was asked for. */
  readonly data: unknown;
}

/**
 * Installs another version of the package that a repository is made from, and lets that version finish the upgrade, because it
 * is the one that has the migrations.
 *
 * @throws UserError when nothing can be moved, with the reason
 */
export function moveTemplate({
  directory,
  to,
  force = false,
  json = false,
  summary,
  say,
}: MoveTemplateOptions): MovedTemplate {
  const stamp = stampOf(directory);
  const git = new GitRepository(directory);
  const journal = new UpgradeJournal(git.privateFile("eks-otel-tracing-upgrade"));
  const name = stamp.template;
  const from = stamp.packages[name];

  const interrupted = resumable(git, journal);
  if (interrupted === undefined && !force) {
    refuseUncommitted(git.changedPaths(), WHY_UNCOMMITTED);
  }
  const version = target(directory, { name, version: from }, to ?? (force ? undefined : interrupted?.version));
  const continues = interrupted?.version === version;
  if (interrupted !== undefined && !continues && !force) {
    refuseUncommitted(git.changedPaths(), interruptedText(interrupted));
  }

  if (!(continues ? interrupted.installed : isInstalled(directory, { name, version }))) {
    install({ directory, package: { name, version }, journal, continues, say });
  }
  const { status, stdout } = spawnSync(
    process.execPath,
    [
      generatorProgram(directory, name),
      "upgrade-template",
      "--installed",
      ...(json ? ["--json"] : []),
      ...(summary === undefined ? [] : ["--summary", summary]),
    ],
    { cwd: directory, stdio: ["inherit", json ? "pipe" : "inherit", "inherit"] },
  );
  return { status: status ?? 2, data: status === 0 && json ? JSON.parse(stdout.toString()) : null };
}

/** The version to go to. Without a wish it is the newest, or what is there if that is a pre-release beyond. */
function target(directory: string, { name, version: from }: PackageVersion, to: string | undefined): string {
  if (to !== undefined && !/^[\w.+-]+$/.test(to)) {
    throw new UserError(
      `eks-otel-tracing: --to must be a version or a tag, such as 1.4.0 or latest, not '${to}'. Nothing was written.\n`,
    );
  }
  const pin = readJson(join(directory, "package.json")).devDependencies?.[name];
  if (to === undefined && /[:/]/.test(pin)) {
    throw new UserError(
      `eks-otel-tracing: ${name} comes from ${pin}, which has no versions to go to. Nothing was written.\n\nName one that a registry has: --to 1.4.0. After a change of what is there: "npm install" and "npx projen upgrade-template --installed".\n`,
    );
  }
  const version = new Npm(directory).resolve(name, to ?? "latest");
  if (!lt(version, from)) {
    return version;
  }
  if (to === undefined) {
    return from;
  }
  throw new UserError(olderText({ name, version }, from));
}

/** Progress that still means something: once git's tree is clean there is nothing left to continue. */
function resumable(git: GitRepository, journal: UpgradeJournal): UpgradeProgress | undefined {
  const progress = journal.read();
  if (progress !== undefined && git.changedPaths().length === 0) {
    journal.remove();
    return undefined;
  }
  return progress;
}

const WHY_UNCOMMITTED =
  "The diff of an upgrade is to be the upgrade alone. Commit or stash your changes, or say --force.";

function interruptedText({ version }: UpgradeProgress): string {
  return `An upgrade to ${version} was interrupted: "npx projen upgrade-template --to ${version}" continues it, "git stash --include-untracked" puts it away.`;
}

interface InstallOptions {
  readonly directory: string;
  readonly package: PackageVersion;
  readonly journal: UpgradeJournal;
  readonly continues: boolean;
  readonly say: (line: string) => void;
}

function install({ directory, package: { name, version }, journal, continues, say }: InstallOptions): void {
  const npm = new Npm(directory);
  say(`Installing ${name} ${version}`);
  journal.write({ version, installed: false });
  try {
    npm.lock({ name, version });
  } catch (error) {
    if (!continues) {
      journal.remove();
    }
    throw error;
  }
  npm.install();
  journal.write({ version, installed: true });
}

function isInstalled(directory: string, { name, version }: PackageVersion): boolean {
  const lockFile = join(directory, "package-lock.json");
  const locked = existsSync(lockFile) && readJson(lockFile).packages?.[`node_modules/${name}`];
  const [folder] = packageFolders(directory, [name]);
  return (
    locked?.version === version && folder !== undefined && readJson(join(folder, "package.json")).version === version
  );
}

/** The command-line program of the generator that the template brings. */
function generatorProgram(directory: string, template: string): string {
  const folder = packageFolders(directory, [template, GENERATOR])[1];
  const bin = folder && readJson(join(folder, "package.json")).bin?.[GENERATOR];
  if (folder === undefined || bin === undefined) {
    throw new UserError(
      `eks-otel-tracing: this version of ${template} brings no eks-otel-tracing that can finish an upgrade.\n\nBack to where you were: "git restore package.json package-lock.json && npm ci".\n`,
    );
  }
  return join(folder, bin);
}
