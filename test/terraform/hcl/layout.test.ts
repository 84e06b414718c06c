import { apart, layout, PARAGRAPH } from "../../../src/terraform/hcl/layout";

const text = (...items: Parameters<typeof layout>[0]) => layout(items, 0).join("\n");

describe("equals signs stand in one column, as terraform fmt has it", () => {
  const short = { name: "a", value: "1" };
  const long = { name: "long", value: "2" };

  test("on consecutive lines", () => {
    expect(text(short, long)).toBe("a    = 1\nlong = 2");
  });

  test.each([
    ["an empty line", PARAGRAPH, "a = 1\n\nlong = 2"],
    ["a block", { header: "block", body: [] }, "a = 1\nblock {}\nlong = 2"],
    ["a value of several lines", { name: "b", value: "[\n]" }, "a = 1\nb = [\n]\nlong = 2"],
  ] as const)("not across %s", (_, between, expected) => {
    expect(text(short, between, long)).toBe(expected);
  });

  test("not across a comment", () => {
    expect(text(short, { ...long, why: "Why." })).toBe("a = 1\n# Why.\nlong = 2");
  });

  test("by the width of what is read, not of what is stored", () => {
    expect(text({ name: "ä b", value: "1" }, { name: "xxxxxxx", value: "2" })).toBe('"ä b"   = 1\nxxxxxxx = 2');
  });
});

test("a block's body is indented", () => {
  expect(text({ header: 'data "a" "b"', why: "Why.", body: [{ name: "c", value: "1" }] })).toBe(
    '# Why.\ndata "a" "b" {\n  c = 1\n}',
  );
});

test("a block without anything in it is one line", () => {
  expect(text({ header: 'data "a" "b"', body: [PARAGRAPH] })).toBe('data "a" "b" {}');
});

test("there is never more than one empty line, and none at either end", () => {
  expect(text(PARAGRAPH, { name: "a", value: "1" }, PARAGRAPH, PARAGRAPH, { name: "b", value: "2" }, PARAGRAPH)).toBe(
    "a = 1\n\nb = 2",
  );
});

test("what stands apart has an empty line on both sides", () => {
  const a = { name: "a", value: "1" };
  expect(text(a, ...apart({ header: "b", body: [] }), a)).toBe("a = 1\n\nb {}\n\na = 1");
});

test("a long comment within a block is wrapped at the same column", () => {
  const comment = { name: "a", value: "1", why: "word ".repeat(60).trim() };
  const lines = text({ header: "b", body: [comment] }).split("\n");
  expect(Math.max(...lines.map((line) => line.length))).toBe(118);
});

test("a long comment is wrapped at 120 columns", () => {
  const lines = text({ name: "a", value: "1", why: "word ".repeat(60).trim() }).split("\n");
  expect(lines).toHaveLength(4);
  expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(120);
});

test.each([
  [58, 1],
  [59, 2],
])("a word of %i letters after one of 59 makes %i lines", (letters, expected) => {
  const why = `${"x".repeat(59)} ${"y".repeat(letters)}`;
  expect(text({ name: "a", value: "1", why }).split("\n")).toHaveLength(expected + 1);
});

test("a word that is longer than a line has one of its own", () => {
  const long = "x".repeat(130);
  expect(text({ name: "a", value: "1", why: long })).toBe(`# ${long}\na = 1`);
  expect(text({ name: "a", value: "1", why: `A ${long} b` })).toBe(`# A\n# ${long}\n# b\na = 1`);
});

test("a comment of several lines is refused: the second would be HCL", () => {
  for (const why of ["one\ntwo", "one\rtwo"]) {
    expect(() => text({ name: "a", value: "1", why })).toThrow("one paragraph");
  }
});
