import { mistakeTable, oneLine } from "../src/mistake-table";

const table = (rows: string[][]) => mistakeTable("Heading.", rows, (row) => row).split("\n");

test("a line each in columns, the last of which is as wide as it is", () => {
  expect(
    table([
      ["a", "b", "long text"],
      ["longer", "c", "x"],
    ]),
  ).toEqual(["Heading.", "", "  a       b  long text", "  longer  c  x", ""]);
});

test("fifty are listed, and the others counted", () => {
  const of = (count: number) => table(Array.from({ length: count }, (_, at) => [`${at}`]));
  expect(of(50)).toHaveLength(53);
  expect(of(52).slice(-4)).toEqual(["  48", "  49", "  … and 2 more", ""]);
});

test("no mistakes are a heading alone", () => {
  expect(table([])).toEqual(["Heading.", "", ""]);
});

test("what would break a line, or a terminal obey, is shown by its escape", () => {
  expect(oneLine("a\nb\rc\td\u001b[0m\u2028\u2029\u0085é")).toBe("a\\nb\\rc\\td\\u001b[0m\\u2028\\u2029\\u0085é");
  expect(table([["a\nb", "c"]])[2]).toBe("  a\\nb  c");
});
