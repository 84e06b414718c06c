import { isDeepStrictEqual } from "node:util";
import * as v from "valibot";
import type { Preset, PresetRule } from "../options";
import * as format from "../settings/formats";
import { patternMatches, patternProblem } from "../settings/go-pattern";
import { plainData } from "../settings/plain-data";
import { brokenRules, demand, isMap, obeys, type Rule, withValueAt } from "../settings/rules";
import { schema, schemaWith } from "../settings/schema";
import { checked } from "../settings/settings";
import { InvalidPresetsError, type PresetMistake } from "./invalid-presets-error";
import { defaultsOf, filled, ownOptionTypes, rulesOf } from "./preset-composition";

/** Options of one repository, which no organisation decides. */
const NOT_DECIDED = ["presets", "parent", "outdir", "__new__"];

const rule = format.group({
  option: format.text(),
  reason: format.text(1024),
  mustBe: v.optional(v.any()),
  oneOf: v.optional(format.nonEmptyListOf(v.any(), "['a', 'b']")),
  atLeast: v.optional(format.anyNumber),
  atMost: v.optional(format.anyNumber),
  matches: v.optional(
    v.pipe(
      format.text(1024),
      v.rawCheck(({ dataset, addIssue }) => {
        const problem = dataset.typed && !dataset.issues ? patternProblem(dataset.value) : undefined;
        if (problem !== undefined) {
          addIssue({ message: `must be a regular expression that Terraform can compile (RE2): ${problem}` });
        }
      }),
    ),
  ),
  example: v.optional(format.text(1024)),
  mustInclude: v.optional(v.any()),
  requiredKeys: v.optional(format.nonEmptyListOf(format.text(), "['cost-centre']")),
  required: v.optional(format.flag),
});

const ownOption = format.group({
  name: format.format(/^[a-z][A-Za-z0-9]*$/, "must be a name in camel case, for example costCentre"),
  type: format.oneOf("string", "number", "boolean", "string[]", "object"),
});

const preset = format.group({
  name: format.text(64),
  defaults: v.optional(v.any()),
  rules: v.optional(format.listOf(rule, "[{ option: 'namespace', mustBe: 'tracing', reason: '…' }]"), []),
  options: v.optional(format.listOf(ownOption, "[{ name: 'costCentre', type: 'string' }]"), []),
});

/** Constraints, and the types of options that they are for. */
const CONSTRAINTS: Partial<Record<keyof PresetRule, readonly string[]>> = {
  atLeast: ["number"],
  atMost: ["number"],
  matches: ["string"],
  mustInclude: ["record", "array"],
  requiredKeys: ["record"],
};

/** What an option is, in words. */
const KINDS: Readonly<Record<string, string>> = {
  array: "a list",
  boolean: "true or false",
  number: "a number",
  picklist: "one of a few words",
  record: "a map",
  string: "a text",
};

/**
 * A copy of presets, so that what was checked is what is used.
 *
 * @throws InvalidPresetsError when presets are wrong in themselves, or contradict each other
 */
export function checkedPresets(presets: readonly Preset[]): readonly Preset[] {
  const { data, mistakes } = plainData(presets, []);
  const copies = data as Preset[];
  refuse(mistakes.map(({ option, message }) => ({ where: option.replace(/^\[(\d+)\]/, "presets[$1]"), message })));
  // Each step takes for granted what the one before has found.
  for (const step of [shapes, ownOptions, defaults, rules, contradictions, outcome]) {
    refuse(step(copies));
  }
  return copies;
}

function refuse(mistakes: readonly PresetMistake[]): void {
  if (mistakes.length > 0) {
    throw new InvalidPresetsError(mistakes);
  }
}

function shapes(presets: readonly Preset[]): PresetMistake[] {
  return presets.flatMap((one, index) =>
    checked(preset, one).mistakes.map(({ option, message }) => ({
      where: `${typeof one?.name === "string" ? one.name : `presets[${index}]`}.${option}`,
      message,
    })),
  );
}

function ownOptions(presets: readonly Preset[]): PresetMistake[] {
  const types = new Map<string, string>();
  return presets.flatMap(({ name: preset, options = [] }) =>
    options.flatMap(({ name, type }, index) => {
      const other = types.get(name) ?? type;
      types.set(name, type);
      const where = `${preset}.options[${index}]`;
      if (Object.hasOwn(schema.entries, name)) {
        return [{ where, message: `${name} is an option already: give yours another name` }];
      }
      return other === type
        ? []
        : [{ where, message: `${name} is a ${other} in another preset: it can't be a ${type}` }];
    }),
  );
}

function defaults(presets: readonly Preset[]): PresetMistake[] {
  const type = schemaWith(ownOptionTypes(presets));
  return presets.flatMap(({ name, defaults = {} }) => [
    ...NOT_DECIDED.filter((option) => Object.hasOwn(defaults, option)).map((option) => ({
      where: `${name}.defaults.${option}`,
      message: "is for one repository: it can't be a default",
    })),
    ...checked(type, defaults).mistakes.map(({ option, message }) => ({
      where: `${name}.defaults${option === "options" ? "" : `.${option}`}`,
      message,
    })),
  ]);
}

function rules(presets: readonly Preset[]): PresetMistake[] {
  const type = schemaWith(ownOptionTypes(presets));
  const base = defaultsOf(presets);
  return presets.flatMap(({ name, rules = [] }) =>
    rules.flatMap((rule, index) =>
      ruleMistakes(rule, type, base).map(([part, message]) => ({ where: `${name}.rules[${index}].${part}`, message })),
    ),
  );
}

function ruleMistakes(rule: PresetRule, type: v.GenericSchema, base: object): [part: string, message: string][] {
  const { option, mustBe, oneOf = [], matches, example, mustInclude } = rule;
  const leaf = leafOf(type, option);
  if (!leaf) {
    const unknown = checked(type, withValueAt({}, option, undefined)).mistakes.find((one) => one.option === option);
    return [["option", `${option} ${unknown?.message ?? "is not an option"}`]];
  }
  if (NOT_DECIDED.includes(option)) {
    return [["option", `${option} is for one repository: it can't have a rule`]];
  }
  if (leaf.type === "object") {
    const { entries } = leaf as unknown as { entries: object };
    return [["option", `${option} is a group: name one of its options ${Object.keys(entries).join(", ")}`]];
  }
  const given = Object.keys(rule).filter((key) => partOf(rule, key) !== undefined);
  if (given.every((key) => ["option", "reason", "example"].includes(key))) {
    return [["option", "has no constraint: give mustBe, oneOf, atLeast, atMost, matches, mustInclude or required"]];
  }
  const misfits = given.filter((key) => CONSTRAINTS[key as keyof PresetRule]?.includes(leaf.type) === false);
  if (misfits.length > 0) {
    return misfits.map((key) => [key, `can't hold for ${option}, which is ${KINDS[leaf.type] ?? "no such value"}`]);
  }
  if (mustInclude !== undefined && Array.isArray(mustInclude) !== (leaf.type === "array")) {
    return [["mustInclude", leaf.type === "array" ? "must be a list, as the option is" : "must map keys to values"]];
  }
  if (matches !== undefined && (example === undefined || !patternMatches(matches, example))) {
    return [["example", `must be a text that matches ${matches}: errors show it, and the generated tests use it`]];
  }
  const values: [part: string, value: unknown][] = [
    ["mustBe", mustBe],
    ...oneOf.map((value, index): [string, unknown] => [`oneOf[${index}]`, value]),
    ["example", matches === undefined ? undefined : example],
    ["mustInclude", mustInclude],
  ];
  return values
    .filter(([, value]) => value !== undefined)
    .flatMap(([part, value]) =>
      checked(type, withValueAt(base, option, value))
        .mistakes.filter((mistake) => mistake.option.startsWith(option))
        .map(({ message }): [string, string] => [part, message]),
    );
}

/** Rules of which no value obeys all. */
function contradictions(presets: readonly Preset[]): PresetMistake[] {
  const all = rulesOf(presets);
  return [...new Set(all.map(({ option }) => option))].flatMap((option) => {
    const about = all.filter((one) => one.option === option);
    const named = about.flatMap(({ mustBe, oneOf = [] }) => (mustBe === undefined ? oneOf : [mustBe]));
    const least = Math.max(...about.map(({ atLeast = Number.NEGATIVE_INFINITY }) => atLeast));
    const most = Math.min(...about.map(({ atMost = Number.POSITIVE_INFINITY }) => atMost));
    const nobody = named.length > 0 && !named.some((value) => about.every((one) => obeys(one, value)));
    return nobody || least > most || entriesDiffer(about)
      ? [{ where: option, message: `no value obeys ${about.map(quoted).join(" and ")}` }]
      : [];
  });
}

/** What comes of the presets alone, when a repository sets nothing. */
function outcome(presets: readonly Preset[]): PresetMistake[] {
  const type = schemaWith(ownOptionTypes(presets));
  const rules = rulesOf(presets);
  const base = filled(rules, defaultsOf(presets));
  const { output, mistakes } = checked(type, base);
  // What a repository has to give is missing here.
  const judged = rules.map(({ required, requiredKeys, ...others }) => others);
  return [
    ...mistakes.map(({ option, message }) => ({ where: option, message: `${message}. The presets together say so` })),
    ...brokenRules(judged, output as object, base, mistakes).map(({ option, message }) => ({
      where: option,
      message: `the default breaks a rule, "${message}": give it another one in defaults`,
    })),
  ];
}

const quoted = (one: Rule) => `"${demand(one)}" of ${one.preset}`;

function entriesDiffer(about: readonly Rule[]): boolean {
  const maps = about.map(({ mustInclude }) => mustInclude).filter(isMap);
  return maps.some((one) =>
    maps.some((other) =>
      Object.keys(one).some((key) => Object.hasOwn(other, key) && !isDeepStrictEqual(one[key], other[key])),
    ),
  );
}

/** The type of an option, within what makes it optional. */
function leafOf(type: v.GenericSchema, option: string): v.GenericSchema | undefined {
  return option.split(".").reduce<v.GenericSchema | undefined>((inner, key) => {
    const { entries } = (inner ?? {}) as { entries?: Record<string, v.GenericSchema & { wrapped?: v.GenericSchema }> };
    const next = entries && Object.hasOwn(entries, key) ? entries[key] : undefined;
    return next?.wrapped ?? next;
  }, type);
}

function partOf(rule: PresetRule, key: string): unknown {
  return (rule as unknown as Record<string, unknown>)[key];
}
