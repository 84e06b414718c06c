import { mutated, templateMutants } from "./template-mutants";

const mutations = (text: string, template = "a.yaml") =>
  templateMutants(template, text).map(({ line, kind, after }) => [line, kind, after]);

test("every line can go", () => {
  expect(mutations("a: b\n\nc: d\n")).toEqual([
    [1, "line deleted", undefined],
    [3, "line deleted", undefined],
  ]);
});

test("every number can be another one, with its unit or without, but not a part of a name or of a version", () => {
  const raised = mutations("10 of 20s, x-ray2 v3 1.2.3 sha256 443").filter(([, kind]) => kind === "number raised");
  expect(raised.map(([, , after]) => after)).toEqual([
    "11 of 20s, x-ray2 v3 1.2.3 sha256 443",
    "10 of 21s, x-ray2 v3 1.2.3 sha256 443",
    "10 of 20s, x-ray2 v3 1.2.3 sha256 444",
  ]);
});

test("a boolean is swapped, as its language writes it", () => {
  expect(mutations("a: true\nb = False")).toEqual([
    [1, "line deleted", undefined],
    [1, "boolean swapped", "a: false"],
    [2, "line deleted", undefined],
    [2, "boolean swapped", "b = True"],
  ]);
});

test("a comparison is swapped, and an order is not", () => {
  expect(mutations("a == 'b' && c !== 'd' && e >= 'f'")).toEqual([
    [1, "line deleted", undefined],
    [1, "comparison swapped", "a != 'b' && c !== 'd' && e >= 'f'"],
    [1, "comparison swapped", "a == 'b' && c === 'd' && e >= 'f'"],
  ]);
});

test("the first of several items is dropped", () => {
  expect(mutations("[a, b]: [c]")).toEqual([
    [1, "line deleted", undefined],
    [1, "item dropped", "[b]: [c]"],
  ]);
});

test("a section shows when it should not, also in a comment, and its end stays where it is", () => {
  expect(mutations("# a<%# b %> c<%/ b %>\n<%^ d %>\ne\n<%/ d %>")).toEqual([
    [1, "section inverted", "# a<%^ b %> c<%/ b %>"],
    [2, "section inverted", "<%# d %>"],
    [3, "line deleted", undefined],
  ]);
});

test("of a page the tables and the code are changed, not the prose", () => {
  expect(mutations("Takes 10 seconds.\n\n```sh\nsleep 10\n```\n\n| a |\n", "README.md")).toEqual([
    [4, "line deleted", undefined],
    [4, "number raised", "sleep 11"],
    [7, "line deleted", undefined],
  ]);
});

test("a mutant changes its line alone", () => {
  const text = "a: 1\nb: 1\nc: 1\n";
  const [deleted, raised] = templateMutants("a.yaml", text).filter(({ line }) => line === 2);
  expect(mutated(text, deleted)).toBe("a: 1\nc: 1\n");
  expect(mutated(text, raised)).toBe("a: 1\nb: 2\nc: 1\n");
  expect(() => mutated("another", deleted)).toThrow("line 2 is not b: 1");
});
