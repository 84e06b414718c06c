import { Expressions, Reference, type Value } from "../../src/adoption/expressions";
import { Document, Findings } from "../../src/adoption/findings";

function findings(): Findings {
  const variable = (name: string, body: object) => ({
    kind: "variable",
    address: `var.${name}`,
    body: body as never,
    file: "variables.tf",
  });
  const blocks = [variable("set", { default: 7 }), variable("null", { default: null }), variable("required", {})];
  return new Findings(new Expressions({ directory: "", blocks }));
}

/** Only what is above 5. */
const convert = (known: Value) => (Number(known) > 5 ? Number(known) : undefined);

test.each<[string, Value | undefined, boolean, [string, unknown][], [string, unknown][]]>([
  ["a value", 8, true, [["o", 8]], []],
  ["a value that the option can't say", 3, false, [], []],
  ["null, which sets nothing", null, true, [], []],
  ["a variable with a default", new Reference("var.set"), true, [["o", 7]], [["set", "input"]]],
  ["one with null as its default", new Reference("var.null"), true, [], [["null", "input"]]],
  ["one without", new Reference("var.required"), true, [], [["required", "input"]]],
  ["nothing", undefined, false, [], []],
  ["what only a plan knows", new Reference("data.a.b.c"), false, [], []],
])("an option takes %s", async (_, value, taken, options, inputs) => {
  const found = findings();
  expect(await found.take(value, "o", { input: "input", convert })).toBe(taken);
  expect([[...found.options], [...found.inputs]]).toEqual([options, inputs]);
});

test("a variable whose default the option can't say is none of its inputs", async () => {
  const found = findings();
  expect(await found.take(new Reference("var.set"), "o", { convert: () => undefined })).toBe(false);
  expect([...found.inputs]).toEqual([]);
});

test("a variable for which the module has none is gone, unless another place has one for it", async () => {
  const found = findings();
  await found.take(new Reference("var.set"), "o");
  expect(found.inputs.get("set")).toBeNull();
  found.renameInput("set", "input");
  found.renameInput("set", null);
  found.renameInput("set", "other");
  expect(found.inputs.get("set")).toBe("input");
});

test("a difference shows texts as they are, and values as they are written", () => {
  const found = findings();
  found.differs("s", "a b", "m");
  found.differs("t", { a: "b" }, "m");
  expect(found.differences).toEqual([
    { subject: "s", yours: "a b", module: "m" },
    { subject: "t", yours: '{ a: "b" }', module: "m" },
  ]);
});

describe("a document", () => {
  const document = () => new Document({ a: { "b.c": 1, d: [2] }, e: null }, "f.yaml");
  const left = (it: Document) => {
    const found = findings();
    it.leftovers(found);
    return found.unrecognised.map(({ file, address, value }) => `${file} ${address} ${value}`);
  };

  test("gives what is at a path, and nothing where there is none", () => {
    expect(document().get("a", "b.c")).toBe(1);
    expect(document().get("e")).toBeNull();
    expect(document().get("a", "toString")).toBeUndefined();
    expect(document().get("a", "d", "0")).toBeUndefined();
    expect(document().get("x", "y")).toBeUndefined();
  });

  test("tells of everything that was not taken", () => {
    const it = document();
    expect(left(it)).toEqual(["f.yaml a.b.c 1", "f.yaml a.d [2]", "f.yaml e null"]);
    expect(it.take("a", "b.c")).toBe(1);
    expect(it.take("e", "f")).toBeUndefined();
    expect(left(it)).toEqual(["f.yaml a.d [2]", "f.yaml e null"]);
  });

  test("that is no map has nothing to tell of", () => {
    expect(left(new Document([1], "f.yaml"))).toEqual([]);
  });
});
