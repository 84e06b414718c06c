import { UserError } from "../user-error";

/** One mistake in the options. */
export interface Mistake {
  /** The option, as a path: `sampling.policies[0].name`. */
  readonly option: string;
  /** What was given. */
  readonly given: unknown;
  /** What is allowed, and what to do. */
  readonly message: string;
}

/** Thrown when options are not valid. Lists every mistake; it is thrown before anything is written. */
export class InvalidOptionsError extends UserError {
  constructor(readonly mistakes: readonly Mistake[]) {
    super(report(mistakes));
  }
}

function report(mistakes: readonly Mistake[]): string {
  const rows = mistakes.map(({ option, given, message }) => [option, show(given), message] as const);
  const [optionWidth, givenWidth] = [0, 1].map((column) => Math.max(...rows.map((row) => row[column].length)));
  const count = mistakes.length === 1 ? "1 option is" : `${mistakes.length} options are`;
  return [
    `eks-otel-tracing: ${count} not valid, nothing was written.`,
    "",
    ...rows.map(
      ([option, given, message]) => `  ${option.padEnd(optionWidth)}  ${given.padEnd(givenWidth)}  ${message}`,
    ),
    "",
  ].join("\n");
}

const LONGEST_SHOWN = 60;

function show(value: unknown): string {
  if (typeof value === "string") {
    return `'${shorten(value.replace(/\n/g, "\\n"))}'`;
  }
  if (typeof value === "function") {
    return "a function";
  }
  if (typeof value === "number" || typeof value === "bigint" || value === undefined) {
    return String(value);
  }
  try {
    return shorten(JSON.stringify(value));
  } catch {
    return shorten(String(value));
  }
}

function shorten(value: string): string {
  // A user and a password in an address are a secret, and the error ends up in a log.
  const text = value.replace(/\/\/[^/\s]*@/g, "//…@");
  return text.length > LONGEST_SHOWN ? `${text.slice(0, LONGEST_SHOWN - 1)}…` : text;
}
