import type { Command } from "./command";

/** A command, which is loaded only when it is called. */
export interface CommandEntry {
  /** One line for the help, without a full stop. */
  readonly summary: string;
  load(): Command;
}

/** All commands, in the order in which the help shows them. */
export const COMMANDS: Readonly<Record<string, CommandEntry>> = {
  version: {
    summary: "Print the version of this package",
    // Not import(), which tsc leaves as it is, and which no test runner without ESM understands.
    load: () => (require("./version-command") as typeof import("./version-command")).versionCommand,
  },
};
