import { errorAnnotation } from "../../src/cli/github-annotation";

test("what would end a property or the line is escaped", () => {
  expect(errorAnnotation({ file: "a,b:c.md", title: "50 %: no", message: "one, two:\nthree" })).toBe(
    "::error file=a%2Cb%3Ac.md,title=50 %25%3A no::one, two:%0Athree",
  );
});
