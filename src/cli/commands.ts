import type { Command } from "./command";

/** A command, which is loaded only when it is called. */
export interface CommandEntry {
  /** One line for the help, without a full stop. */
  readonly summary: string;
  load(): Command;
}

/** All commands, in the order in which the help shows them. */
// Not import(), which tsc leaves as it is, and which no test runner without ESM understands.
export const COMMANDS: Readonly<Record<string, CommandEntry>> = {
  preview: {
    summary: "Show what a regeneration would change, and write nothing",
    load: () => (require("./preview-command") as typeof import("./preview-command")).previewCommand,
  },
  drift: {
    summary: "List the files that are not as .projenrc.ts says: edited, missing, orphaned or older",
    load: () => (require("./drift-command") as typeof import("./drift-command")).driftCommand,
  },
  fleet: {
    summary: "Preview, drift or regeneration of many repositories at once",
    load: () => (require("./fleet-command") as typeof import("./fleet-command")).fleetCommand,
  },
  "fleet versions": {
    summary: "Tell which repository is at which version of the template and of this package",
    load: () => (require("./fleet-versions-command") as typeof import("./fleet-versions-command")).fleetVersionsCommand,
  },
  "fleet waves": {
    summary: "Take a new version of the template to a few repositories, then to 10 %, then to all",
    load: () => (require("./fleet-waves-command") as typeof import("./fleet-waves-command")).fleetWavesCommand,
  },
  "upgrade-template": {
    summary: "Move the repository to another version of the package that it is made from",
    load: () =>
      (require("./upgrade-template-command") as typeof import("./upgrade-template-command")).upgradeTemplateCommand,
  },
  adopt: {
    summary: "Take over a tracing module that was written by hand",
    load: () => (require("./adopt-command") as typeof import("./adopt-command")).adoptCommand,
  },
  "new-template": {
    summary: "Write the package that your organisation's repositories are made from",
    load: () => (require("./new-template-command") as typeof import("./new-template-command")).newTemplateCommand,
  },
  version: {
    summary: "Print the version of this package",
    load: () => (require("./version-command") as typeof import("./version-command")).versionCommand,
  },
};
