import * as v from "valibot";
import type { EksOtelTracingProjectOptions, OwnOption, OwnOptionType, Preset } from "../options";
import * as format from "../settings/formats";
import { isPlainObject } from "../settings/plain-object";
import { isMap, type Rule, valueAt, withValueAt } from "../settings/rules";

/** The rules of all presets, each with the name of its own. */
export function rulesOf(presets: readonly Preset[]): Rule[] {
  return presets.flatMap(({ name, rules = [] }) => rules.map((rule) => ({ ...rule, preset: name })));
}

/** The defaults of all presets: a later one wins. */
export function defaultsOf(presets: readonly Preset[]): EksOtelTracingProjectOptions {
  return presets.reduce((all, { defaults = {} }) => merged(all, defaults), {});
}

/** Types of the options that presets declare. */
export function ownOptionTypes(presets: readonly Preset[]): Record<string, v.GenericSchema> {
  const own: readonly OwnOption[] = presets.flatMap(({ options = [] }) => options);
  return Object.fromEntries(own.map(({ name, type }) => [name, v.optional(TYPES[type])]));
}

/** Adds what rules fix, where it is missing. What contradicts them stays, and is a mistake. */
export function filled<T extends object>(rules: readonly Rule[], options: T): T {
  return rules.reduce((all, { option, mustBe, mustInclude }) => {
    const given = valueAt(all, option);
    if (mustBe !== undefined) {
      return given === undefined ? withValueAt(all, option, mustBe) : all;
    }
    if (Array.isArray(mustInclude) && (given === undefined || Array.isArray(given))) {
      const others = ((given ?? []) as unknown[]).filter((one) => !mustInclude.includes(one));
      return withValueAt(all, option, [...mustInclude, ...others]);
    }
    if (isMap(mustInclude) && (given === undefined || isMap(given))) {
      return withValueAt(all, option, { ...mustInclude, ...(given as object) });
    }
    return all;
  }, options);
}

const TYPES: Record<OwnOptionType, v.GenericSchema> = {
  string: format.text(4096),
  number: format.anyNumber,
  boolean: format.flag,
  "string[]": format.listOf(format.text(4096), "['a', 'b']"),
  object: v.custom<object>(isMap, "must be an object"),
};

/** Groups and maps are merged, anything else is replaced. What is undefined replaces nothing. */
export function merged<T extends object>(defaults: object, given: T): T {
  const result: Record<string, unknown> = { ...defaults };
  for (const [key, value] of Object.entries(given)) {
    const other = Object.hasOwn(result, key) ? result[key] : undefined;
    if (value !== undefined) {
      result[key] = isPlainObject(value) && isPlainObject(other) ? merged(other, value) : value;
    }
  }
  return result as T;
}
