import { inspect } from "node:util";
import { mistakeTable, oneLine } from "../mistake-table";
import { UserError } from "../user-error";
import { isPlainObject } from "./plain-object";

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
  const { size } = new Set(mistakes.map(({ option }) => option));
  const count = size === 1 ? "1 option is" : `${size} options are`;
  return mistakeTable(
    `eks-otel-tracing: ${count} not valid, nothing was written.`,
    mistakes,
    ({ option, given, message }) => [shorten(option, LONGEST_PATH), show(given), message],
  );
}

const LONGEST_PATH = 100;
const LONGEST_SHOWN = 60;

function show(value: unknown): string {
  if (typeof value === "string") {
    return `'${shorten(oneLine(value))}'`;
  }
  if (typeof value === "function") {
    return "a function";
  }
  if (typeof value === "number" || typeof value === "bigint") {
    return String(value);
  }
  if (!Array.isArray(value) && !isPlainObject(value)) {
    return inspected(value);
  }
  try {
    return shorten(JSON.stringify(value));
  } catch {
    // What holds itself, or can't be read.
    return inspected(value);
  }
}

function inspected(value: unknown): string {
  return shorten(inspect(value, { depth: 0, breakLength: Number.POSITIVE_INFINITY, customInspect: false }));
}

function shorten(value: string, longest = LONGEST_SHOWN): string {
  // A user and a password in an address are a secret, and the error ends up in a log.
  const text = value.replace(/\/\/[^/\s]*@/g, "//…@");
  return text.length > longest ? `${text.slice(0, longest - 1)}…` : text;
}
