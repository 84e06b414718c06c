import { patternMatches, patternProblem } from "../../src/settings/go-pattern";

test.each([
  "^/api/v[0-9]+$",
  "(?i)checkout",
  "\\Aprod\\z",
  "\\pL+",
  "[[:alpha:]]",
  "(?P<stage>prod|test)",
  "\\Q(\\E",
  "a{1000}",
])("Go compiles %s", (pattern) => {
  expect(patternProblem(pattern)).toBeUndefined();
});

test.each([
  ["(", "missing closing )"],
  ["(?!x)", "invalid or unsupported Perl syntax: `(?!`. RE2 has neither look-around nor back references"],
  ["(a)\\1", "invalid escape sequence: `\\1`. RE2 has neither look-around nor back references"],
  ["(?<=a)b", "RE2 has neither look-around nor back references"],
  ["a++", "invalid nested repetition operator: `++`"],
  ["[z-a]", "invalid character class range"],
  ["a{1001}", "invalid repeat count"],
  ["((a{99}){99}){99}", "invalid repeat count"],
  ["\\Z", "invalid escape sequence"],
  ["(?<stage>prod)", "a group's name is written (?P<stage>"],
])("Go does not compile %s: %s", (pattern, why) => {
  expect(patternProblem(pattern)).toContain(why);
});

test("a pattern means what Go takes it for, where JavaScript takes it for something else", () => {
  expect(patternMatches("\\Aprod\\z", "prod")).toBe(true);
  expect(patternMatches("\\Aprod\\z", "AprodZ")).toBe(false);
  expect(patternMatches("(?i)^PROD", "prod-1")).toBe(true);
});
