import { markdownCell } from "../src/markdown-cell";
import { markdownCode } from "../src/markdown-code";

test.each([
  ["a|b", "`a\\|b`"],
  ["a\\b", "`a\\b`"],
  ["a\\|b", "<code>a&#92;&#124;b</code>"],
  ["a`b", "<code>a&#96;b</code>"],
  ["<b>`*_[x](y)", "<code>&#60;b&#62;&#96;&#42;&#95;&#91;x&#93;&#40;y&#41;</code>"],
])("%s is code in a cell", (text, cell) => {
  expect(markdownCell(markdownCode(text))).toBe(cell);
});
