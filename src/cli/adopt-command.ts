import { resolve } from "node:path";
import { type Adoption, adoption } from "../adoption/adoption";
import { adoptionReport } from "../adoption/adoption-report";
import type { Generator } from "../adoption/generated-copy";
import { applyChanges } from "../lifecycle/apply-changes";
import { GitRepository } from "../lifecycle/upgrade/git-repository";
import { refuseUncommitted } from "../lifecycle/upgrade/refuse-uncommitted";
import { UserError } from "../user-error";
import { type Command, EXIT, type ExitCode, type Style } from "./command";
import { counted, diffStat } from "./diff-stat";
import { diffText } from "./diff-text";
import { ownManifest } from "./own-manifest";

/** `eks-otel-tracing adopt` */
export const adoptCommand: Command = {
  usage: "[DIR]",
  flags: {
    write: { type: "boolean", description: "Write the files, in a git repository without changes" },
    stat: { type: "boolean", description: "Print a line a file in place of the whole difference" },
  },
  notes: [
    "Reads the .tf files of a module that installs the chart opentelemetry-collector, and its collector config: DIR, or the",
    "one directory below it that has such a module. Shows .projenrc.ts with what was recognised, what was not, and moved",
    "blocks, so that a plan adds nothing and destroys nothing. Nothing is written without --write.",
    "Exit codes: 0 written, 1 shown what would be, 2 it can't be adopted.",
  ].join("\n"),
  async run({ flags: { write, stat }, positionals: [given = "."] }) {
    const found = await adoption(resolve(given), ownManifest().version, generator());
    const { changes, directory, findings } = found;
    const isPossible = findings.obstacles.length === 0;
    if (write && isPossible) {
      refuseUncommitted(
        new GitRepository(directory, WHY_COMMITTED).changedPaths(),
        `${WHY_COMMITTED} Commit or stash them, and run this again.`,
      );
      applyChanges(directory, changes);
    }
    const exitCode: ExitCode = isPossible ? (write ? EXIT.same : EXIT.different) : EXIT.failed;
    return {
      exitCode,
      data: dataOf(found, Boolean(write) && isPossible),
      text: (style) => text(found, style, Boolean(write || stat)),
      hint: hint(found, Boolean(write)),
    };
  },
};

function text(found: Adoption, style: Style, brief: boolean): string {
  const { changes } = found;
  const preview = changes.length === 0 ? [] : [brief ? diffStat(changes, style) : diffText(changes, style)];
  return [...preview, adoptionReport(found, style)].join("\n\n");
}

function hint({ changes, directory, findings }: Adoption, write: boolean): string {
  if (findings.obstacles.length > 0) {
    return "Nothing was written.";
  }
  const files = counted(changes.length, "file");
  return write
    ? `${files} written in ${directory}; what they replace is in git. Next: npm install, npx projen, terraform plan, and commit.`
    : `${files} would change in ${directory}. Write them with --write.`;
}

function dataOf({ directory, findings, plan, keptFiles, changes }: Adoption, written: boolean) {
  const { options, unrecognised, differences, inputs, obstacles, notes } = findings;
  return {
    directory,
    written,
    options: Object.fromEntries(options),
    unrecognised,
    differences,
    inputs: Object.fromEntries(inputs),
    obstacles,
    notes,
    keptFiles,
    plan,
    changes: changes.map(({ path, change, after }) => ({
      path,
      change,
      content: after === undefined ? null : after.content.toString("utf8"),
    })),
  };
}

const WHY_COMMITTED = "What is replaced is to be had again from git.";

/** The bundle beside this one, and projen, which no other command needs in this process. */
function generator(): Generator {
  try {
    return { package: require("../index"), projen: require("projen") };
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code !== "MODULE_NOT_FOUND" || !/'(projen|constructs)/.test(message)) {
      throw error;
    }
    throw new UserError(
      'projen is not installed beside this package. Run "npx --package=eks-otel-tracing --package=projen --package=constructs eks-otel-tracing adopt".',
    );
  }
}
