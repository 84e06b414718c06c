import { errorAnnotation } from "../../src/cli/github-annotation";

test("what would end a property or the line is escaped", () => {
  const text = "%%\r\r\n\n::,,";
  expect(errorAnnotation({ file: text, title: text, message: text })).toBe(
    "::error file=%25%25%0D%0D%0A%0A%3A%3A%2C%2C,title=%25%25%0D%0D%0A%0A%3A%3A%2C%2C::%25%25%0D%0D%0A%0A::,,",
  );
});
