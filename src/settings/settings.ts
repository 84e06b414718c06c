import { closest, distance } from "fastest-levenshtein";
import * as v from "valibot";
import { InvalidOptionsError, type Mistake } from "./invalid-options-error";
import { plainData } from "./plain-data";
import { isPlainObject } from "./plain-object";
import { brokenRules, type Rule, within } from "./rules";
import { type schema, schemaWith } from "./schema";

/** The checked, complete and immutable form of the options. Everything that is generated follows from it. */
export interface Settings extends Omit<v.InferOutput<typeof schema>, "presets"> {
  /** The rules that the options obey. */
  readonly rules: readonly Rule[];
}

/** A checked sampling rate. */
export type SamplingRateSettings = Settings["sampling"]["rates"][number];

/** A checked sampling policy. */
export type PolicySettings = Settings["sampling"]["policies"][number];

/** What options are judged by, beside our own schema. */
export interface ResolveSettingsOptions {
  /**
   * Rules of presets. What they fix is in the options already.
   *
   * @default []
   */
  readonly rules?: readonly Rule[];
  /**
   * Types of the options that a template declares as its own.
   *
   * @default {}
   */
  readonly ownOptions?: Readonly<Record<string, v.GenericSchema>>;
  /**
   * Name of the subclass that takes the options.
   *
   * @default - the project type itself
   */
  readonly template?: string;
  /**
   * What was found wrong before.
   *
   * @default []
   */
  readonly mistakes?: readonly Mistake[];
}

/** Options that are no data: objects of projen's, of templates, and what `projen new` hands over. */
export const NO_DATA = ["__new__", "parent", "presets"];

/**
 * Turns what the user wrote into settings.
 *
 * @throws InvalidOptionsError with every mistake
 */
export function resolveSettings(
  options: object,
  { rules = [], ownOptions = {}, template, mistakes: before = [] }: ResolveSettingsOptions = {},
): Settings {
  const kept = [...NO_DATA, ...Object.keys(ownOptions)];
  const { data, mistakes: unreadable } = plainData(options, kept);
  const { output, mistakes: invalid } = checked(schemaWith(ownOptions), data, template);
  const unread = [...before, ...unreadable];
  const found = [...unread, ...invalid.filter(({ option }) => !unread.some((known) => within(option, known.option)))];
  const mistakes = [...found, ...brokenRules(rules, output as object, data as object, found)];
  if (mistakes.length > 0) {
    throw new InvalidOptionsError(mistakes);
  }
  const { presets: _, ...ours } = output as v.InferOutput<typeof schema>;
  const settings = { ...ours, rules };
  // What is no data belongs to somebody else, and stays as it is.
  Object.entries(settings).forEach(([name, value]) => {
    if (!kept.includes(name)) {
      freeze(value);
    }
  });
  return Object.freeze(settings);
}

/** Every mistake in a value, and what it becomes; where there are mistakes, as far as that goes. */
export function checked(
  type: v.GenericSchema,
  value: unknown,
  template?: string,
): { output: unknown; mistakes: Mistake[] } {
  const { output, issues = [] } = v.safeParse(type, value);
  const mistakes = [
    ...overlooked(type, value, "", template),
    ...issues.map(
      (issue): Mistake => ({
        option: pathOf(issue),
        given: issue.path?.at(-1)?.value ?? issue.input,
        message: issue.message,
      }),
    ),
  ];
  return { output, mistakes: mistakes.filter(isFirst) };
}

/** Several checks of an option may say the same of it. */
const isFirst = ({ option, message }: Mistake, index: number, all: readonly Mistake[]) =>
  all.findIndex((one) => one.option === option && one.message === message) === index;

/** Two typing slips at most, and fewer in a short word. */
const nearMiss = (word: string, known: string) => distance(word, known) <= Math.min(2, Math.floor(word.length / 3));

/** What valibot accepts without a word, at every depth: unknown keys, and a list where an object is due. */
function overlooked(type: v.GenericSchema, value: unknown, path: string, template?: string, root = type): Mistake[] {
  const inner = unwrap(type, value);
  if (isArraySchema(inner) && Array.isArray(value)) {
    return value.flatMap((item, index) => overlooked(inner.item, item, `${path}[${index}]`, undefined, root));
  }
  if (Array.isArray(value) && (isObjectSchema(inner) || inner.type === "record")) {
    return [{ option: path, given: value, message: "must be an object, not a list" }];
  }
  if (!isObjectSchema(inner) || typeof value !== "object" || value === null) {
    return [];
  }
  const known = Object.keys(inner.entries);
  return Object.entries(value).flatMap(([key, given]) => {
    const option = path ? `${path}.${key}` : key;
    if (Object.hasOwn(inner.entries, key)) {
      return overlooked(inner.entries[key], given, option, undefined, root);
    }
    const group = groupOf(root, key);
    if (group !== undefined) {
      return [
        { option, given, message: `is not an option here: it belongs ${group ? `in ${group}` : "at the top level"}` },
      ];
    }
    const best = closest(key, known);
    if (nearMiss(key, best)) {
      return [{ option, given, message: `is not an option. Did you mean ${best}?` }];
    }
    return [
      {
        option,
        given,
        message: `is not an option${path ? ` of ${path}, which has ${known.join(", ")}` : `: ${REFERENCE} lists them`}${template ? ownOptionHint(template, key) : ""}`,
      },
    ];
  });
}

/** Where a user finds every option. */
const REFERENCE = "node_modules/eks-otel-tracing/API.md";

/** The group that has an option of this name, or "" for the top level. */
function groupOf(root: v.GenericSchema, key: string): string | undefined {
  const top = isObjectSchema(root) ? root.entries : {};
  const groups = Object.entries(top).map(([name, type]) => [name, unwrap(type, {})] as const);
  return [["", root] as const, ...groups].find(
    ([, type]) => isObjectSchema(type) && Object.hasOwn(type.entries, key),
  )?.[0];
}

/** For the owner of a template whose options of its own were let through before they could be declared. */
function ownOptionHint(template: string, option: string): string {
  return `. If it is one of ${template}'s own, ${template} has to declare it: presets: [{ name: "${template}", options: [{ name: "${option}", type: "string" }] }]`;
}

type ObjectSchema = v.GenericSchema & { readonly entries: Record<string, v.GenericSchema> };
type ArraySchema = v.GenericSchema & { readonly item: v.GenericSchema };
const isObjectSchema = (type: v.GenericSchema): type is ObjectSchema => type.type === "object";
const isArraySchema = (type: v.GenericSchema): type is ArraySchema => type.type === "array";

/** The schema inside `optional`, and the variant that the value's discriminator chooses. */
function unwrap(type: v.GenericSchema, value: unknown): v.GenericSchema {
  if ("wrapped" in type) {
    return unwrap(type.wrapped as v.GenericSchema, value);
  }
  if (type.type === "variant") {
    const { key, options } = type as unknown as { key: string; options: ObjectSchema[] };
    const word = (value as Record<string, unknown> | null)?.[key];
    return options.find((option) => (option.entries[key] as unknown as { literal: unknown }).literal === word) ?? type;
  }
  return type;
}

function pathOf(issue: v.BaseIssue<unknown>): string {
  return (
    (issue.path ?? []).reduce(
      (path, { key }) => (typeof key === "number" ? `${path}[${key}]` : path ? `${path}.${key}` : `${key}`),
      "",
    ) || "options"
  );
}

function freeze<T>(value: T): T {
  if (Array.isArray(value) || isPlainObject(value)) {
    Object.values(value).forEach(freeze);
    Object.freeze(value);
  }
  return value;
}
