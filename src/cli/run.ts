import { parseArgs } from "node:util";
import { closest, distance } from "fastest-levenshtein";
import { UserError } from "../user-error";
import { type Arguments, type Command, EXIT, type ExitCode, parserOptions } from "./command";
import { COMMANDS, type CommandEntry } from "./commands";
import { commandHelp, GENERAL_FLAGS, generalHelp, PROGRAM } from "./help";
import { styleOf } from "./style";

/** Where the command line prints. */
export interface Streams {
  readonly stdout: Pick<NodeJS.WriteStream, "write">;
  readonly stderr: Pick<NodeJS.WriteStream, "write">;
}

/**
 * Runs a command line.
 *
 * @param argv - without Node and the script
 * @returns the exit code
 */
export async function run(
  argv: readonly string[],
  { stdout, stderr }: Streams = process,
  commands: Readonly<Record<string, CommandEntry>> = COMMANDS,
): Promise<ExitCode> {
  // Some names have two words.
  const words = argv.slice(0, 2).join(" ") in commands ? 2 : 1;
  const name = argv.length === 0 ? undefined : argv.slice(0, words).join(" ");
  const rest = argv.slice(words);
  try {
    if (name === undefined || name === "--help" || name === "-h" || name === "help") {
      stdout.write(`${generalHelp(commands)}\n`);
      return name === undefined ? EXIT.failed : EXIT.same;
    }
    const entry = commands[name === "--version" ? "version" : name];
    if (entry === undefined) {
      throw new UserError(`${name} is not a command.${suggestion(name, Object.keys(commands))}`);
    }
    const command = entry.load();
    const { flags, positionals } = parse(name, command, rest);
    if (flags.help) {
      stdout.write(`${commandHelp(name, entry, command)}\n`);
      return EXIT.same;
    }
    const report = await command.run({ flags, positionals });
    const text = flags.json ? JSON.stringify(report.data, undefined, 2) : report.text(styleOf(stdout));
    if (text !== "") {
      stdout.write(`${text}\n`);
    }
    if (report.hint !== undefined && !flags.json) {
      stderr.write(`${report.hint}\n`);
    }
    return report.exitCode;
  } catch (error) {
    stderr.write(`${told(error)}\n`);
    return EXIT.failed;
  }
}

function parse(name: string, command: Command, args: readonly string[]): Arguments {
  const flags = { ...command.flags, ...GENERAL_FLAGS };
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      options: parserOptions(flags),
      allowPositionals: true,
    });
    const [stray] = command.usage === undefined ? positionals : [];
    if (stray !== undefined) {
      throw new UserError(`${name} takes no argument, given was "${stray}".`);
    }
    return { flags: values, positionals };
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (!code?.startsWith("ERR_PARSE_ARGS")) {
      throw error;
    }
    const unknown = /Unknown option '-*([^']+)'/.exec(message)?.[1];
    throw new UserError(
      unknown === undefined
        ? `${name}: ${message}`
        : `--${unknown} is not a flag of ${name}.${suggestion(unknown, Object.keys(flags), "--")}`,
    );
  }
}

/** What was meant, when it is near. */
function suggestion(given: string, known: readonly string[], prefix = ""): string {
  const near = closest(given, [...known]);
  return distance(given, near) <= 2 ? ` Did you mean ${prefix}${near}?` : ` "${PROGRAM} --help" lists what there is.`;
}

/** A mistake of the user's as its message alone, all else with its stack. */
function told(error: unknown): string {
  if (UserError.is(error)) {
    return error.message.startsWith(`${PROGRAM}:`) ? error.message : `${PROGRAM}: ${error.message}`;
  }
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
