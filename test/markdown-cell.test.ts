import { markdownCell } from "../src/markdown-cell";

test.each([
  ["a|b", "a\\|b"],
  ["a\\|b", "a&#92;&#124;b"],
  ["a\\\\|b", "a&#92;&#92;&#124;b"],
  ["a\nb", "a b"],
])("%j is text in a cell", (text, cell) => {
  expect(markdownCell(text)).toBe(cell);
});
