import { ottlProblem } from "../../src/settings/ottl-problem";

test.each([
  'attributes["tier"] == "gold"',
  'IsMatch(attributes["http.route"], "^/api/v\\\\d+$") and not (status.code == 2)',
  'attributes["a"] == "(" or name != "it\'s; \\"ok\\" | \\\\ & \\x41"',
  'resource.attributes["x"]["y"] >= 1.5 and attributes["z"] != nil',
  'Len(attributes["list"]) * 2 < -1',
  '[1, 2] == attributes["a"] or {"k": true} == attributes["b"]',
  'IsMatch(Concat([name, "("], ")"), "a")',
  'IsMatch(name, "\\U00110000")',
  'IsMatch(name, "[\\050-\\x29\\u00e9-\\u00ea\\U000000e9-\\U000000ea]")',
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
  ['IsMatch(name, "*a")', "missing argument to repetition operator"],
  ['ExtractPatterns(name, "(")', "missing closing )"],
  ['IsMatch(name, "\\x28")', "has a regular expression that the collector can't compile (RE2): missing closing )"],
])("%s is none: %s", (condition, problem) => {
  expect(ottlProblem(condition)).toContain(problem);
});

// A range of characters that ends before it begins tells what the escape stands for.
test.each([
  "\\a-\\x06",
  "\\b-\\a",
  "\\t-\\b",
  "\\n-\\t",
  "\\v-\\n",
  "\\f-\\v",
  "\\r-\\f",
  '\\"-!',
  "\\051-\\x28",
  "\\u0107-\\u0106",
  "\\U00010001-\\U00010000",
  "\\U0010ffff-a",
])("the escapes in [%s] are read as Go reads them", (range) => {
  expect(ottlProblem(`IsMatch(name, "[${range}]")`)).toContain("invalid character class range");
});

test.each(["'", "`", "&", "|", ";", "$", "#", "@", "%", "?", "~", "^", "\\"])(
  "%s stands in a text alone",
  (character) => {
    expect(ottlProblem(`a == 1 ${character} b`)).toMatch(`has ${character} outside of a text`);
  },
);
