import { callText, literal } from "../../src/adoption/literal";

test.each<[unknown, string]>([
  ["a", "'a'"],
  ['say "no"', "'say \"no\"'"],
  ["it's", '"it\'s"'],
  [`it's "no"`, `'it\\'s "no"'`],
  ["a\nb\\c", "'a\\nb\\\\c'"],
  [[1, "a", [true]], "[1, 'a', [true]]"],
  [{}, "{}"],
  [
    { a_1: 1, $b: "x", "c-d": { e: null }, "1f": 2, "g h": 3 },
    "{ a_1: 1, $b: 'x', 'c-d': { e: null }, '1f': 2, 'g h': 3 }",
  ],
  [null, "null"],
  [undefined, "undefined"],
])("%j is written as %s", (value, text) => {
  expect(literal(value)).toBe(text);
});

test("a call is one line as long as it is no longer than 120 characters", () => {
  const longest = "x".repeat(120 - "f('', 1);".length);
  expect(callText("f", [longest, 1])).toBe(`f('${longest}', 1);`);
  expect(callText("f", [`${longest}y`, 1])).toBe(`f(\n  '${longest}y',\n  1,\n);`);
});
