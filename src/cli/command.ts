import type { ParseArgsConfig } from "node:util";

/** How a command ends, by the conventions of diff(1). */
export const EXIT = {
  /** Nothing to tell: nothing would change, nothing has drifted. */
  same: 0,
  /** Something would change, or has drifted. */
  different: 1,
  /** The command could not do its work. */
  failed: 2,
} as const;

export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/** A flag, without its dashes, as `node:util` parses it, and what it is for. */
export interface Flag {
  readonly type: "string" | "boolean";
  readonly short?: string;
  readonly multiple?: boolean;
  /** How its value is named in the help, such as `FILE`. */
  readonly value?: string;
  readonly description: string;
}

/** What the user gave, checked against the command's flags. */
export interface Arguments {
  readonly flags: Readonly<Record<string, string | boolean | (string | boolean)[] | undefined>>;
  /** What is no flag, such as directories. */
  readonly positionals: readonly string[];
}

/** What a command found or did. */
export interface Report {
  readonly exitCode: ExitCode;
  /** What `--json` prints. Part of the interface: a field is renamed in a major version only. */
  readonly data: unknown;
  /** The same for people. Nothing is printed when it is empty. */
  text(style: Style): string;
  /** What people need beside it, for standard error. */
  readonly hint?: string;
}

/** Colours, when the terminal has them. */
export type Style = (format: Format, text: string) => string;
export type Format = "bold" | "dim" | "red" | "green" | "yellow" | "cyan";

/** A command: flags in, report out. It prints nothing itself, but progress to standard error. */
export interface Command {
  /** What follows the command's name, such as `[DIR…]`. */
  readonly usage?: string;
  readonly flags: Readonly<Record<string, Flag>>;
  /** Printed below the flags by `--help`. */
  readonly notes?: string;
  /** @throws UserError whose message is all that the user needs */
  run(given: Arguments): Promise<Report>;
}

/** The flags as `parseArgs` of `node:util` takes them. */
export function parserOptions(flags: Command["flags"]): NonNullable<ParseArgsConfig["options"]> {
  return Object.fromEntries(
    Object.entries(flags).map(([name, { type, short, multiple = false }]) => [
      name,
      { type, multiple, ...(short === undefined ? {} : { short }) },
    ]),
  );
}
