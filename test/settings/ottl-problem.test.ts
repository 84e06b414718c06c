import { ottlProblem } from "../../src/settings/ottl-problem";

test.each([
  'attributes["tier"] == "gold"',
  'IsMatch(attributes["http.route"], "^/api/v\\\\d+$") and not (status.code == 2)',
  'attributes["a"] == "(" or name != "it\'s; \\"ok\\" | \\\\ & \\x41"',
  'resource.attributes["x"]["y"] >= 1.5 and attributes["z"] != nil',
  'Len(attributes["list"]) * 2 < -1',
  '[1, 2] == attributes["a"] or {"k": true} == attributes["b"]',
  'IsMatch(Concat([name, "("], ")"), "a")',
])("%s may be a condition", (condition) => {
  expect(ottlProblem(condition)).toBeUndefined();
});

test.each([
  ['attributes["tier] == 1', 'has a text without its second "'],
  ["attributes['tier'] == \"gold\"", "has ' outside of a text"],
  ['name == "a" && name == "b"', "has & outside of a text"],
  ['(name == "a"', "has ( that nothing closes"],
  ['name == "a")', "has ) without ( before"],
  ['attributes["a") == 1', "has ) without ( before"],
  ['IsMatch(name, "a\\.b")', "has \\. in a text, which Go does not know: write \\\\."],
  ['IsMatch(name, "(?!x)")', "has a regular expression that the collector can't compile (RE2): invalid or unsupported"],
  ['IsMatch(Concat([name, "a"], "-"), "a(\\\\d")', "has a regular expression that the collector can't compile (RE2)"],
  ['IsMatch(name, "\\x28")', "has a regular expression that the collector can't compile (RE2): missing closing )"],
])("%s is none: %s", (condition, problem) => {
  expect(ottlProblem(condition)).toContain(problem);
});
