import { resolve } from "node:path";
import { isWithin } from "../src/is-within";

test.each([
  ["a", true],
  ["a/../b", true],
  ["..a", true],
  [resolve("/x/y/z"), true],
  [".", false],
  ["..", false],
  ["../y2", false],
  ["a/../..", false],
  [resolve("/x"), false],
  [resolve("/x/yz"), false],
])("%s is within /x/y: %s", (path, within) => {
  expect(isWithin(resolve("/x/y"), path)).toBe(within);
});
