import { closest, distance } from "fastest-levenshtein";
import * as v from "valibot";
import { InvalidOptionsError, type Mistake } from "./invalid-options-error";
import { schema } from "./schema";

/** The checked, complete and immutable form of the options. Everything that is generated follows from it. */
export type Settings = v.InferOutput<typeof schema>;

/** A checked sampling policy. */
export type PolicySettings = Settings["sampling"]["policies"][number];

/** How unknown options are judged. */
export interface ResolveSettingsOptions {
  /**
   * Whether options may hold keys of a subclass. Then only a near miss of a known key is a mistake.
   *
   * @default false
   */
  readonly allowFurtherOptions?: boolean;
}

/**
 * Turns what the user wrote into settings.
 *
 * @throws InvalidOptionsError with every mistake
 */
export function resolveSettings(
  options: object,
  { allowFurtherOptions = false }: ResolveSettingsOptions = {},
): Settings {
  const result = v.safeParse(schema, options);
  const mistakes = [
    ...overlooked(schema, options, "", allowFurtherOptions),
    ...(result.issues ?? []).map(
      (issue): Mistake => ({
        option: pathOf(issue),
        given: issue.path?.at(-1)?.value ?? issue.input,
        message: issue.message,
      }),
    ),
  ];
  if (mistakes.length > 0 || !result.success) {
    throw new InvalidOptionsError(mistakes);
  }
  return freeze(result.output);
}

/** Two typing slips at most, and fewer in a short word. */
const nearMiss = (word: string, known: string) => distance(word, known) <= Math.min(2, Math.floor(word.length / 3));

/** What valibot accepts without a word, at every depth: unknown keys, and a list where an object is due. */
function overlooked(type: v.GenericSchema, value: unknown, path: string, onlyNearMisses = false): Mistake[] {
  const inner = unwrap(type, value);
  if (isArraySchema(inner) && Array.isArray(value)) {
    return value.flatMap((item, index) => overlooked(inner.item, item, `${path}[${index}]`));
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
      return overlooked(inner.entries[key], given, option);
    }
    const group = onlyNearMisses ? undefined : groupOf(key);
    if (group !== undefined) {
      return [
        { option, given, message: `is not an option here: it belongs ${group ? `in ${group}` : "at the top level"}` },
      ];
    }
    const best = closest(key, known);
    if (nearMiss(key, best)) {
      return [{ option, given, message: `is not an option. Did you mean ${best}?` }];
    }
    return onlyNearMisses
      ? []
      : [
          {
            option,
            given,
            message: `is not an option${path ? ` of ${path}, which has ${known.join(", ")}` : `: ${REFERENCE} lists them`}`,
          },
        ];
  });
}

/** Where a user finds every option. */
const REFERENCE = "node_modules/eks-otel-tracing/API.md";

/** The group that has an option of this name, or "" for the top level. */
function groupOf(key: string): string | undefined {
  const groups = Object.entries<v.GenericSchema>(schema.entries).map(
    ([name, type]) => [name, unwrap(type, {})] as const,
  );
  return [["", schema] as const, ...groups].find(
    ([, type]) => isObjectSchema(type) && Object.hasOwn(type.entries, key),
  )?.[0];
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
  // Only plain data: a parent project among the settings stays as it is.
  if (
    Array.isArray(value) ||
    (typeof value === "object" && value !== null && Object.getPrototypeOf(value) === Object.prototype)
  ) {
    Object.values(value).forEach(freeze);
    Object.freeze(value);
  }
  return value;
}
