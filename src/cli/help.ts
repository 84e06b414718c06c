import type { Command, Flag } from "./command";
import type { CommandEntry } from "./commands";

export const PROGRAM = "eks-otel-tracing";

/** Flags that every command has. */
export const GENERAL_FLAGS: Readonly<Record<string, Flag>> = {
  json: { type: "boolean", description: "Print JSON for programs" },
  help: { type: "boolean", short: "h", description: "Print this help" },
};

/** What `eks-otel-tracing --help` prints. */
export function generalHelp(commands: Readonly<Record<string, CommandEntry>>): string {
  return [
    `Usage: ${PROGRAM} COMMAND [OPTIONS]`,
    "",
    "Commands:",
    ...columns(Object.entries(commands).map(([name, { summary }]) => [name, summary])),
    "",
    `"${PROGRAM} COMMAND --help" has the flags of a command.`,
  ].join("\n");
}

/** What `eks-otel-tracing COMMAND --help` prints. */
export function commandHelp(name: string, { summary }: CommandEntry, command: Command): string {
  return [
    `Usage: ${[PROGRAM, name, command.usage, "[OPTIONS]"].filter(Boolean).join(" ")}`,
    "",
    `${summary}.`,
    "",
    "Options:",
    ...columns(
      Object.entries({ ...command.flags, ...GENERAL_FLAGS }).map(([flag, { short, value, description }]) => [
        `${short ? `-${short}, ` : "    "}--${flag}${value ? ` ${value}` : ""}`,
        description,
      ]),
    ),
    ...(command.notes ? ["", command.notes] : []),
  ].join("\n");
}

function columns(rows: readonly (readonly [string, string])[]): string[] {
  const width = Math.max(...rows.map(([left]) => left.length));
  return rows.map(([left, right]) => `  ${left.padEnd(width)}  ${right}`);
}
