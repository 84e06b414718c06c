import { writeFileSync } from "node:fs";
import { finishUpgrade } from "../lifecycle/upgrade/finish-upgrade";
import { moveTemplate } from "../lifecycle/upgrade/move-template";
import { uncommittedChanges } from "../lifecycle/upgrade/uncommitted-changes";
import { upgradeReport } from "../lifecycle/upgrade/upgrade-report";
import { UserError } from "../user-error";
import { type Command, EXIT, type ExitCode } from "./command";
import { upgradeSummary } from "./upgrade-summary";

/** `eks-otel-tracing upgrade-template` */
export const upgradeTemplateCommand: Command = {
  flags: {
    to: { type: "string", value: "VERSION", description: "Version or tag to go to, the newest if left out" },
    installed: { type: "boolean", description: "Go to the version that is installed, such as after Renovate's update" },
    summary: {
      type: "string",
      value: "FILE",
      description: "Write what it did as Markdown too, for the body of a pull request",
    },
    force: { type: "boolean", description: "Go on although there are changes that are not committed" },
  },
  notes: [
    "Installs another version of the package that this repository is made from, moves its pins in .projenrc.ts, runs the",
    "migrations between the two versions, and generates the files again. Nothing is committed: read the diff, and do.",
    "One that was interrupted is continued by running it again.",
  ].join("\n"),
  async run({ flags: { to, installed, force, json, summary } }) {
    if (installed && to !== undefined) {
      throw new UserError(
        "--to and --installed exclude each other: the one names a version, the other takes what is there.",
      );
    }
    const directory = process.cwd();
    if (installed) {
      const upgrade = finishUpgrade(directory);
      if (summary !== undefined) {
        write(summary as string, upgradeSummary(upgrade, uncommittedChanges(directory)));
      }
      return { exitCode: EXIT.same, data: upgrade, text: () => upgradeReport(upgrade).trimEnd() };
    }
    const { status, data } = moveTemplate({
      directory,
      to: to as string | undefined,
      force: force === true,
      summary: summary as string | undefined,
      json: json === true,
      say: (line) => process.stderr.write(`${line}\n`),
    });
    // The version that finishes the upgrade has told people what it did.
    return { exitCode: status as ExitCode, data, text: () => "" };
  },
};

function write(path: string, text: string): void {
  try {
    writeFileSync(path, text);
  } catch (error) {
    throw new UserError(`The upgrade is done, but --summary ${path} can't be written: ${(error as Error).message}.`);
  }
}
