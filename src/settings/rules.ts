import { isDeepStrictEqual } from "node:util";
import { markdownCode } from "../markdown-code";
import type { PresetRule } from "../options/preset";
import { patternMatches } from "./go-pattern";
import type { Mistake } from "./invalid-options-error";

/** A rule, and the name of the preset that made it. */
export interface Rule extends PresetRule {
  readonly preset: string;
}

/** Whether a value obeys a rule. One that is not set is judged only by rules that want it set. */
export function obeys(rule: PresetRule, value: unknown): boolean {
  if (value === undefined || value === null) {
    return !(rule.required || rule.mustBe !== undefined || rule.mustInclude !== undefined || rule.requiredKeys?.length);
  }
  return (
    (rule.mustBe === undefined || isDeepStrictEqual(plain(value), plain(rule.mustBe))) &&
    (rule.oneOf === undefined || rule.oneOf.some((one) => isDeepStrictEqual(plain(value), plain(one)))) &&
    (rule.atLeast === undefined || (value as number) >= rule.atLeast) &&
    (rule.atMost === undefined || (value as number) <= rule.atMost) &&
    (rule.matches === undefined || patternMatches(rule.matches, value as string)) &&
    includes(value, rule.mustInclude) &&
    (rule.requiredKeys ?? []).every((key) => Object.hasOwn(value as object, key))
  );
}

/** What values stand between: quotes in an error, backticks where Markdown is read. */
type Mark = "'" | "`";

/** What a rule demands: `must be one of 'a', 'b'`. */
export function demand(rule: PresetRule, mark: Mark = "'"): string {
  const show = (value: unknown) => {
    const text = typeof value === "string" ? value : JSON.stringify(value);
    return mark === "`" ? markdownCode(text) : `${mark}${text}${mark}`;
  };
  return [
    ...(rule.mustBe === undefined ? [] : [`be ${show(rule.mustBe)}`]),
    ...(rule.oneOf ? [`be one of ${rule.oneOf.map(show).join(", ")}`] : []),
    ...(rule.atLeast === undefined ? [] : [`be at least ${rule.atLeast}`]),
    ...(rule.atMost === undefined ? [] : [`be at most ${rule.atMost}`]),
    ...(rule.matches === undefined ? [] : [`match ${show(rule.matches)}, for example ${show(rule.example)}`]),
    ...(rule.mustInclude === undefined ? [] : [`include ${entries(rule.mustInclude).map(show).join(", ")}`]),
    ...(rule.requiredKeys?.length ? [`have ${rule.requiredKeys.map(show).join(", ")}`] : []),
    ...(rule.required ? ["be given"] : []),
  ]
    .map((part, index) => (index === 0 ? `must ${part}` : part))
    .join(" and ");
}

/** A rule in one sentence: what, who, why. */
export function ruleText(rule: Rule): string {
  return `${demand(rule)}. A rule of ${rule.preset}: ${rule.reason}`;
}

/** A rule as the caller of the Terraform module meets it: what must be included in a map is added to what is given. */
export function callersRuleText(rule: Rule, mark: Mark = "'"): string {
  if (Array.isArray(rule.mustInclude)) {
    return `${demand(rule, mark)}. A rule of ${rule.preset}: ${rule.reason}`;
  }
  const { mustInclude, ...others } = rule;
  const added = mustInclude === undefined ? [] : [`always with ${mark}${entries(mustInclude).join(", ")}${mark}`];
  return `${[demand(others, mark), ...added].filter(Boolean).join(", ")}. A rule of ${rule.preset}: ${rule.reason}`;
}

/** The rules that options break, but for options that have another mistake already. */
export function brokenRules(
  rules: readonly Rule[],
  settings: object,
  options: object,
  mistakes: readonly Mistake[],
): Mistake[] {
  return rules
    .filter(({ option }) => !mistakes.some((mistake) => within(mistake.option, option)))
    .filter((rule) => {
      // As it was written: a checked policy or toleration has more keys.
      const written = valueAt(options, rule.option);
      return !obeys(rule, written === undefined && !rule.required ? valueAt(settings, rule.option) : written);
    })
    .map((rule) => ({ option: rule.option, given: valueAt(options, rule.option), message: ruleText(rule) }));
}

/** Whether no rule forbids this value of an option. */
export function allowed(rules: readonly Rule[], option: string, value: unknown): boolean {
  return rules.every((rule) => rule.option !== option || obeys(rule, value));
}

/**
 * A value for what is generated to show or try an option: the first of the candidates that the rules allow, else one
 * that a rule names, else none.
 */
export function allowedValue<T>(rules: readonly Rule[], option: string, candidates: readonly T[]): T | undefined {
  const named = rules
    .filter((rule) => rule.option === option)
    .flatMap(({ mustBe, oneOf = [], example, atLeast, atMost }) => [mustBe, ...oneOf, example, atLeast, atMost])
    .filter((value) => value !== undefined) as T[];
  return [...candidates, ...named].find((value) => allowed(rules, option, value));
}

/** The value at an option's path. */
export function valueAt(options: unknown, option: string): unknown {
  return option
    .split(".")
    .reduce<unknown>((value, key) => (value as Record<string, unknown> | null | undefined)?.[key], options);
}

/** Options with another value at a path. */
export function withValueAt<T extends object>(options: T, option: string, value: unknown): T {
  const [first, ...rest] = option.split(".");
  const inner = (options as Record<string, unknown>)[first];
  return {
    ...options,
    [first]: rest.length === 0 ? value : withValueAt(isMap(inner) ? inner : {}, rest.join("."), value),
  };
}

/** A plain object, which is what groups and maps of options are. */
export function isMap(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Whether a path is an option, or lies in it. */
export function within(path: string, option: string): boolean {
  return path === option || path.startsWith(`${option}.`) || path.startsWith(`${option}[`);
}

function includes(value: unknown, wanted: unknown): boolean {
  if (wanted === undefined) {
    return true;
  }
  if (Array.isArray(wanted)) {
    return (
      Array.isArray(value) && wanted.every((one) => value.some((other) => isDeepStrictEqual(plain(other), plain(one))))
    );
  }
  return isMap(value) && Object.entries(wanted as object).every(([key, one]) => value[key] === one);
}

/** Without keys that are undefined, and frozen or not. */
function plain(value: unknown): unknown {
  return value === undefined ? value : JSON.parse(JSON.stringify(value));
}

/** Entries of a map as text, elements of a list as they are. */
function entries(wanted: unknown): unknown[] {
  return isMap(wanted) ? Object.entries(wanted).map(([key, value]) => `${key} = ${value}`) : (wanted as unknown[]);
}
