import { styleText } from "node:util";
import { styleOf } from "../../src/cli/style";

const terminal = { hasColors: () => true };

test.each([
  [true, "a terminal that has them", terminal, {}],
  [false, "one that has none", { hasColors: () => false }, {}],
  [false, "a file", {}, {}],
  [true, "a file, forced to", {}, { FORCE_COLOR: "1" }],
  [true, "a file, forced to by an empty word", {}, { FORCE_COLOR: "" }],
  [false, "a file, forced not to", {}, { FORCE_COLOR: "0" }],
  [false, "a file, forced not to by a word", {}, { FORCE_COLOR: "false" }],
])("colours are %s on %s", (colours, _, stream, env) => {
  expect(styleOf(stream, env) === styleText).toBe(colours);
  expect(styleOf({}, {})("red", "text")).toBe("text");
});
