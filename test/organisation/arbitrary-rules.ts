import fc from "fast-check";
import type { EksOtelTracingProjectOptions, PresetRule } from "../../src";
import { withValueAt } from "../../src/settings/rules";

/** A rule, a value that obeys it, and one that is a valid option but breaks it. */
interface Ruling {
  readonly rule: PresetRule;
  readonly obeying: unknown;
  readonly breaking: unknown;
  /** Whether the rule says what a repository has to give: then it can't be the preset that gives it. */
  readonly asks?: boolean;
}

const word = fc.stringMatching(/^[a-z]{3,8}$/);
const reason = fc.stringMatching(/^[A-Za-z][A-Za-z0-9 '"|$%{}\\`#-]{0,30}[a-z]$/);

/** A ruling about each of these options. */
const RULINGS: { readonly [option: string]: fc.Arbitrary<Omit<Ruling, "rule"> & { rule: object }> } = {
  samplingRatePercentage: fc.tuple(fc.integer({ min: 1, max: 40 }), fc.boolean()).map(([least, below]) => ({
    rule: { atLeast: least, atMost: least + 50 },
    obeying: least + 25,
    breaking: below ? least - 0.5 : least + 50.5,
  })),
  namespace: word.map((name) => ({ rule: { mustBe: name }, obeying: name, breaking: `${name}-x` })),
  clusterName: word.map((stage) => ({
    rule: { matches: `^${stage}-`, example: `${stage}-1`, required: true },
    obeying: `${stage}-2`,
    breaking: `${stage}2`,
    asks: true,
  })),
  "terraform.tags": fc.tuple(word, word).map(([key, value]) => ({
    rule: { mustInclude: { [key]: value } },
    obeying: { [key]: value, Another: "x" },
    breaking: { [key]: `${value}x` },
  })),
  "collector.nodeSelector": word.map((key) => ({
    rule: { requiredKeys: [key] },
    obeying: { [key]: "x" },
    breaking: { [`${key}x`]: "x" },
    asks: true,
  })),
  "terraform.permissionsBoundaryArn": word.map((name) => ({
    rule: { mustBe: `arn:aws:iam::123456789012:policy/${name}` },
    obeying: `arn:aws:iam::123456789012:policy/${name}`,
    breaking: `arn:aws:iam::123456789012:policy/${name}x`,
  })),
  "repository.license": fc
    .shuffledSubarray(["Apache-2.0", "MIT", "MIT-0", "MPL-2.0", "UNLICENSED"], { minLength: 3, maxLength: 4 })
    .map(([breaking, ...oneOf]) => ({ rule: { oneOf }, obeying: oneOf[0], breaking })),
  "collector.memoryLimitMib": fc.integer({ min: 300, max: 4000 }).map((most) => ({
    rule: { atMost: most },
    obeying: most - 50,
    breaking: most + 1,
  })),
  dropHealthChecks: word.map((path) => ({
    rule: { oneOf: [[`/${path}`], [`/${path}`, "/live"]] },
    obeying: [`/${path}`],
    breaking: ["/live"],
  })),
};

/** Some of these rulings, no two about the same option. */
export const rulings: fc.Arbitrary<Ruling[]> = fc
  .subarray(Object.keys(RULINGS), { minLength: 1 })
  .chain((options) => fc.tuple(...options.map((option) => fc.tuple(fc.constant(option), RULINGS[option], reason))))
  .map((all) => all.map(([option, ruling, why]) => ({ ...ruling, rule: { ...ruling.rule, option, reason: why } })));

/** Options with one value of each ruling. */
export function optionsOf(all: readonly Ruling[], value: (ruling: Ruling) => unknown): EksOtelTracingProjectOptions {
  return all.reduce((options, ruling) => withValueAt(options, ruling.rule.option, value(ruling)), {});
}
