import type { Mistake } from "./invalid-options-error";
import { isPlainObject } from "./plain-object";

/** Entries of one list or map. The longest that anybody needs are policies and tags. */
const MOST_ENTRIES = 1000;

/** Values within all options. */
const MOST_VALUES = 50_000;

/** Characters of a key: those of the longest label, many times. */
const LONGEST_KEY = 1024;

/** A copy of options, and what in them is not data. */
export interface PlainData {
  /** As given, but for what is a mistake: that is left out. */
  readonly data: unknown;
  readonly mistakes: readonly Mistake[];
}

/**
 * Options as data: every property read once, so that what was checked is what is used. A `Map`, a `Date` or another object with
 * a class of its own would pass for an empty group, what holds itself has no end, and `__proto__` is no key that stays.
 *
 * @param kept - names of options that are objects of another kind, taken as they are
 */
export function plainData(options: unknown, kept: readonly string[]): PlainData {
  const mistakes: Mistake[] = [];
  /** The objects around a value. */
  const around = new Set<unknown>();
  let values = 0;

  const mistaken = (option: string, given: unknown, message: string): undefined => {
    mistakes.push({ option: option || "options", given, message });
  };

  const copy = (given: unknown, path: string): unknown => {
    values++;
    if (typeof given !== "object" || given === null) {
      return given;
    }
    if (values > MOST_VALUES) {
      return undefined;
    }
    if (around.has(given)) {
      return mistaken(path, given, "holds itself: it must be data, which has an end");
    }
    if (!Array.isArray(given) && !isPlainObject(given)) {
      return mistaken(path, given, `must be an object as in { key: value }, and is ${classOf(given)}`);
    }
    const size = Array.isArray(given) ? given.length : Object.keys(given).length;
    if (size > MOST_ENTRIES) {
      return mistaken(path, given, `has ${size} entries, and may have ${MOST_ENTRIES}`);
    }
    around.add(given);
    const copied = Array.isArray(given)
      ? Array.from(given, (_, index) => read(given, index, `${path}[${index}]`))
      : Object.fromEntries(
          Object.keys(given)
            .filter((key) => isKey(key, path, given))
            .map((key) => [key, read(given, key, path ? `${path}.${key}` : key)]),
        );
    around.delete(given);
    return copied;
  };

  const isKey = (key: string, path: string, within: object): boolean => {
    const option = path ? `${path}.${key}` : key;
    if (key === "__proto__") {
      mistaken(
        option,
        Object.getOwnPropertyDescriptor(within, key)?.value,
        "is no key that JavaScript keeps: give it another name",
      );
    } else if (key.length > LONGEST_KEY) {
      mistaken(option, undefined, `is a key of ${key.length} characters, and may have ${LONGEST_KEY}`);
    } else {
      return true;
    }
    return false;
  };

  const read = (from: object, key: string | number, path: string): unknown => {
    let given: unknown;
    try {
      given = (from as Record<string | number, unknown>)[key];
    } catch (error) {
      return mistaken(path, undefined, `can't be read: ${error instanceof Error ? error.message : String(error)}`);
    }
    return kept.includes(path) ? given : copy(given, path);
  };

  const data = copy(options, "");
  if (values > MOST_VALUES) {
    mistaken("", undefined, `hold more than ${MOST_VALUES} values`);
  }
  return { data, mistakes };
}

function classOf(given: object): string {
  const name: unknown = Object.getPrototypeOf(given)?.constructor?.name;
  return typeof name === "string" && name !== "" && name !== "Object"
    ? `of the class ${name}`
    : "made from another one";
}
