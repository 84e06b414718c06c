import type { PresetRule } from "../../src/options";
import {
  allowedValue,
  brokenRules,
  callersRuleText,
  demand,
  obeys,
  type Rule,
  valueAt,
  within,
  withValueAt,
} from "../../src/settings/rules";

type Demands = Omit<PresetRule, "option" | "reason">;

const ruleOf = (demands: Demands, option = "a"): Rule => ({ option, reason: "so it is", preset: "Acme", ...demands });

/** A rule, what it says, and values that obey it and that break it. */
const RULES: [demands: Demands, text: string, obeying: unknown[], breaking: unknown[]][] = [
  [{ mustBe: "x" }, "must be 'x'", ["x"], ["y", "", undefined, null]],
  [
    { mustBe: { k: "v" } },
    `must be '{"k":"v"}'`,
    [{ k: "v" }, { k: "v", l: undefined }],
    [{}, { k: "w" }, { k: "v", l: 1 }],
  ],
  [{ oneOf: ["x", 1] }, "must be one of 'x', '1'", ["x", 1, undefined, null], ["y", "1", 2]],
  [{ atLeast: 2 }, "must be at least 2", [2, 3, undefined], [1.9]],
  [{ atMost: 2 }, "must be at most 2", [2, 1, undefined], [2.1]],
  [{ atLeast: 2, atMost: 4 }, "must be at least 2 and be at most 4", [2, 4], [1, 5]],
  [{ matches: "^x\\d$", example: "x1" }, "must match '^x\\d$', for example 'x1'", ["x1", undefined], ["x", "ax1"]],
  [{ mustInclude: { k: "v" } }, "must include 'k = v'", [{ k: "v", l: "w" }], [{ k: "w" }, {}, undefined, ["k"], "k"]],
  [
    { mustInclude: { k: "v", l: "w" } },
    "must include 'k = v', 'l = w'",
    [{ k: "v", l: "w" }],
    [{ k: "v" }, { l: "w" }],
  ],
  [{ mustInclude: ["x", "y"] }, "must include 'x', 'y'", [["y", "x", "z"]], [["x"], [], "xy", { x: "y" }, undefined]],
  [{ mustInclude: [{ k: 1 }] }, `must include '{"k":1}'`, [[{ k: 1, l: undefined }]], [[{ k: 2 }]]],
  [{ requiredKeys: ["k", "l"] }, "must have 'k', 'l'", [{ k: "", l: 1 }], [{ k: "" }, {}, undefined]],
  [{ requiredKeys: [] }, "", [{}, undefined], []],
  [{ required: true }, "must be given", ["x", 0, false], [undefined, null]],
  [{ required: true, atLeast: 2 }, "must be at least 2 and be given", [2], [1, undefined]],
];

test.each(RULES)("%j", (demands, text, obeying, breaking) => {
  const rule = ruleOf(demands);
  expect(demand(rule)).toBe(text);
  expect(obeying.filter((value) => !obeys(rule, value))).toEqual([]);
  expect(breaking.filter((value) => obeys(rule, value))).toEqual([]);
});

test("where Markdown is read, values stand between backticks", () => {
  expect(demand(ruleOf({ mustBe: "x|`y" }), "`")).toBe("must be <code>x&#124;&#96;y</code>");
  expect(demand(ruleOf({ matches: "^x", example: "x" }), "`")).toBe("must match `^x`, for example `x`");
});

test("who calls the module is told what is added to a map, and what a list must hold", () => {
  expect(callersRuleText(ruleOf({ mustInclude: { k: "v" } }))).toBe("always with 'k = v'. A rule of Acme: so it is");
  expect(callersRuleText(ruleOf({ mustInclude: { k: "v", l: "w" }, requiredKeys: ["m"] }), "`")).toBe(
    "must have `m`, always with `k = v, l = w`. A rule of Acme: so it is",
  );
  expect(callersRuleText(ruleOf({ mustInclude: ["x"] }))).toBe("must include 'x'. A rule of Acme: so it is");
  expect(callersRuleText(ruleOf({ atMost: 2 }))).toBe("must be at most 2. A rule of Acme: so it is");
});

test("a broken rule is told with what was written, unless the option has a mistake already", () => {
  const rules = [ruleOf({ mustBe: 1 }, "a"), ruleOf({ required: true }, "b.c"), ruleOf({ atMost: 2 }, "d")];
  const settings = { a: 2, b: { c: "default" }, d: 3 };
  const told = (mistakes: string[], options: object = {}) =>
    brokenRules(
      rules,
      settings,
      options,
      mistakes.map((option) => ({ option, given: 1, message: "" })),
    ).map(({ option, given, message }) => `${option} ${given}: ${message}`);
  expect(told([], { a: 3 })).toEqual([
    "a 3: must be '1'. A rule of Acme: so it is",
    "b.c undefined: must be given. A rule of Acme: so it is",
    "d undefined: must be at most 2. A rule of Acme: so it is",
  ]);
  expect(told(["a", "b.c[0]", "d.e"])).toEqual([]);
  expect(told([], { a: 1, b: { c: "x" }, d: 1 })).toEqual([]);
});

test("a value that rules allow is a candidate, else one that a rule names, else none", () => {
  const rules = [ruleOf({ atLeast: 3 }), ruleOf({ oneOf: [2, 4] }), ruleOf({ mustBe: 1 }, "other")];
  expect(allowedValue(rules, "a", [2, 4])).toBe(4);
  expect(allowedValue(rules, "a", [1])).toBe(4);
  expect(allowedValue(rules, "other", [2])).toBe(1);
  expect(allowedValue(rules, "free", [2])).toBe(2);
  expect(allowedValue([ruleOf({ atLeast: 3 }), ruleOf({ atMost: 2 })], "a", [1])).toBeUndefined();
  expect(allowedValue([ruleOf({ matches: "^x", example: "xy" })], "a", ["y"])).toBe("xy");
});

test.each([
  ["a", "a", true],
  ["a.b", "a", true],
  ["a[0]", "a", true],
  ["ab", "a", false],
  ["a", "a.b", false],
  ["b", "a", false],
])("whether %s lies in %s: %s", (path, option, inside) => {
  expect(within(path, option)).toBe(inside);
});

test("a path leads to a value, and to where another one is put", () => {
  const options = { a: { b: 1 }, c: [1], d: null };
  expect(["a.b", "c", "a.x.y", "d.e", "e.f"].map((path) => valueAt(options, path))).toEqual([
    1,
    [1],
    undefined,
    undefined,
    undefined,
  ]);
  expect(withValueAt(options, "a.x.y", 2)).toEqual({ ...options, a: { b: 1, x: { y: 2 } } });
  expect(withValueAt(options, "c.x", 2)).toEqual({ ...options, c: { x: 2 } });
  expect(withValueAt(options, "d.x", 2)).toEqual({ ...options, d: { x: 2 } });
  expect(options).toEqual({ a: { b: 1 }, c: [1], d: null });
});
