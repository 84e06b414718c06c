import fc from "fast-check";
import { Projenrc } from "../../../src/lifecycle/upgrade/projenrc";

const FILE = `import { AcmeTracing } from "acme-tracing"; // ours

const project = new AcmeTracing({
  name: 'shop',   // quoted as we like it
  devDeps: ["acme-tracing@1.0.0", 'left-pad@1.3.0'],

  // Twice what the others have:
  // we measured.
  collector: {
    memoryLimitMib: 800,
    imageTag: "0.159.0", // pinned
  },
  sampling: { decisionWaitSeconds: 20, keepErrors: true },
});
new TextFile(project, "x", { lines: ["acme-tracing"] });
project.synth();
`;

const edited = (edit: (file: Projenrc) => void, text = FILE): string => {
  const file = new Projenrc(text);
  edit(file);
  return file.text;
};

test("a pin moves, and not a character beside it", () => {
  expect(edited((file) => file.movePins("acme-tracing", () => "1.4.0"))).toBe(
    FILE.replace("acme-tracing@1.0.0", "acme-tracing@1.4.0"),
  );
});

test("a pin is found wherever it stands, by its text alone", () => {
  const text =
    'const TEMPLATE = `@acme/tracing@^1.0.0`;\nnew X({ devDeps: [TEMPLATE, "@acme/tracing-extras@2.0.0"] });\n';
  expect(new Projenrc(text).pins("@acme/tracing")).toEqual(["^1.0.0"]);
  expect(edited((file) => file.movePins("@acme/tracing", () => "^2.0.0"), text)).toBe(text.replace("^1.0.0", "^2.0.0"));
});

test.each([
  ["new X({});\n", "new X({\n  b: 1,\n});\n"],
  ["new X({\n  // None yet.\n});\n", "new X({\n  // None yet.\n  b: 1,\n});\n"],
])("an option is the first of %j", (text, expected) => {
  expect(edited((file) => file.setOption("b", "1"), text)).toBe(expected);
});

test("an option is the first of its group, on its line", () => {
  const text = "new X({\n  a: {},\n});\n";
  expect(edited((file) => file.setOption("a.b", "1"), text)).toBe("new X({\n  a: { b: 1 },\n});\n");
});

test("every pin moves, to a text of another length too", () => {
  const text = "new X({ devDeps: ['a@1.0.0', `a@1.0.0`], more: \"a@1.0.0\" });\n";
  expect(edited((file) => file.movePins("a", () => "10.20.30"), text)).toBe(text.replaceAll("1.0.0", "10.20.30"));
});

test("a pin that need not move stays", () => {
  expect(edited((file) => file.movePins("acme-tracing", () => undefined))).toBe(FILE);
});

test("an option is read as it is written", () => {
  const file = new Projenrc(FILE);
  expect(file.option("collector.imageTag")).toBe('"0.159.0"');
  expect(file.option("name")).toBe("'shop'");
  expect(file.option("lines")).toBeUndefined();
});

test("an option gets another name in its group", () => {
  expect(edited((file) => file.renameOption("sampling.keepErrors", "sampling.keepFailed"))).toBe(
    FILE.replace("keepErrors: true", "keepFailed: true"),
  );
});

test("a comment is an option's when it stands on lines of its own right before it", () => {
  const removed = (before: string) =>
    edited((file) => file.removeOption("b"), `new X({\n  a: 1,${before}  b: 2,\n});\n`);
  expect(removed("\n  // Why.\n  /* Twice. */\n")).toBe("new X({\n  a: 1,\n});\n");
  expect(removed("\n  // Of all below.\n\n  // Why.\n")).toBe("new X({\n  a: 1,\n  // Of all below.\n\n});\n");
  expect(removed("\n  /* Why. */")).toBe("new X({\n  a: 1,\n});\n");
  expect(removed(" // Of a.\n")).toBe("new X({\n  a: 1, // Of a.\n});\n");
});

test("an option moves to another group, with its comments", () => {
  expect(edited((file) => file.renameOption("collector", "agent"))).toBe(FILE.replace("collector: {", "agent: {"));
  expect(edited((file) => file.renameOption("collector.imageTag", "collectorVersion"))).toBe(
    FILE.replace('    imageTag: "0.159.0", // pinned\n', "").replace(
      "keepErrors: true },\n",
      'keepErrors: true },\n  collectorVersion: "0.159.0",\n',
    ),
  );
  const commented = "new X({\n  a: {\n    // Why.\n    b: 1,\n    c: 2,\n  },\n});\n";
  expect(edited((file) => file.renameOption("a.b", "d"), commented)).toBe(
    "new X({\n  a: {\n    c: 2,\n  },\n  // Why.\n  d: 1,\n});\n",
  );
});

test("an option that is set under its new name already keeps that value", () => {
  expect(edited((file) => file.renameOption("a", "b"), "new X({ a: 1, b: 2 });")).toBe("new X({ b: 2 });");
});

test("an option that is not set is no change", () => {
  expect(edited((file) => expect(file.renameOption("xray.viaOtlp", "xray.otlp")).toBe(false))).toBe(FILE);
  expect(edited((file) => expect(file.removeOption("xray")).toBe(false))).toBe(FILE);
});

test.each([
  ["new X({ a: 1, b: 2, c: 3 });", "a", "new X({ b: 2, c: 3 });"],
  ["new X({ a: 1, b: 2, c: 3 });", "b", "new X({ a: 1, c: 3 });"],
  ["new X({ a: 1, b: 2, c: 3 });", "c", "new X({ a: 1, b: 2 });"],
  ["new X({\n  a: 1,\n  // about b\n  b: 2,\n  c: 3\n});", "b", "new X({\n  a: 1,\n  c: 3\n});"],
  ["new X({\n  a: 1,\n  b: 2\n});", "b", "new X({\n  a: 1,\n});"],
  ["new X({\n  a: 1, // about a\n  b: 2,\n});", "b", "new X({\n  a: 1, // about a\n});"],
  ["new X({\n  a: { b: 1 },\n  c: 2,\n});", "a.b", "new X({\n  c: 2,\n});"],
  ["new X({\n  a: {\n    b: 1,\n  },\n  c: 2,\n});", "a.b", "new X({\n  c: 2,\n});"],
  ["new X({ a: 1,\n  b: 2 });", "b", "new X({ a: 1 });"],
  ["new X({\n  a: 1,  // about a\n  b: 2,\n});", "a", "new X({\n  b: 2,\n});"],
  ["new X({\n  a: { /* kept */ b: 1 },\n});", "a.b", "new X({\n  a: { /* kept */ },\n});"],
])("removed from %j, %s leaves %j", (before, path, after) => {
  expect(edited((file) => expect(file.removeOption(path)).toBe(true), before)).toBe(after);
});

test.each([
  ["new X({\n});", "a", "new X({\n  a: 1,\n});"],
  ["new X({});", "a", "new X({\n  a: 1,\n});"],
  ["new X({ b: 2 });", "a", "new X({ b: 2, a: 1 });"],
  ["new X({\n  b: 2, // two\n});", "a", "new X({\n  b: 2, // two\n  a: 1,\n});"],
  ["new X({\n  b: 2,// two\n});", "a", "new X({\n  b: 2,// two\n  a: 1,\n});"],
  ["new X({\n  b: 2,  // two\n});", "a", "new X({\n  b: 2,  // two\n  a: 1,\n});"],
  ["new X({ b: 2 } as O);", "a", "new X({ b: 2, a: 1 } as O);"],
  ["new X({\n  b: 2\n});", "a", "new X({\n  b: 2,\n  a: 1\n});"],
  ["new X({\n  b: 2,\n});", "c.a", "new X({\n  b: 2,\n  c: { a: 1 },\n});"],
  [
    "const o = {\n  b: { c: 2 },\n} satisfies O;\nnew X(o);",
    "b.a",
    "const o = {\n  b: { c: 2, a: 1 },\n} satisfies O;\nnew X(o);",
  ],
  ["const a = 2;\nnew X({ a });", "a", "const a = 2;\nnew X({ a: 1 });"],
])("set in %j, %s gives %j", (before, path, after) => {
  expect(edited((file) => file.setOption(path, "1"), before)).toBe(after);
});

test("what is spread may set an option where no parser sees it", () => {
  const file = new Projenrc("new X({ ...company, collector: { ...limits, imageTag: '1' } });");
  expect(file.spreads("collector.imageTag")).toEqual(["...company", "...limits"]);
  expect(file.spreads("name")).toEqual(["...company"]);
  expect(new Projenrc("new X(options());").spreads("collector.imageTag")).toEqual([]);
});

test.each(["new X(options());", "let options: O;\nnew X(options);", "new X();"])(
  "options that are no object in the file are an error that says what to do: %j",
  (text) => {
    expect(() => edited((file) => file.setOption("a", "1"), text)).toThrow(/Set it to 1 by hand/);
  },
);

test("an object beside other arguments holds no options of a project", () => {
  expect(new Projenrc("new Helper({ a: 1 }, 2);\nnew X({ a: 3 });\n").option("a")).toBe("3");
});

test("a file that can't be parsed is an error with the place", () => {
  expect(() => new Projenrc("new X({")).toThrow(/\.projenrc\.ts can't be read: .*\(1:7\)/);
});

const KEYS = ["a", "b", "c", "d"];
const key = fc.constantFrom(...KEYS);
const group = fc.dictionary(key, fc.nat(9), { maxKeys: 3 });
const options = fc.dictionary(key, fc.oneof(fc.nat(9), group), { maxKeys: 4 });
const path = fc.oneof(
  key,
  fc.tuple(key, key).map((parts) => parts.join(".")),
);

/** How a person may have written an object: on one line or several, with or without comments and a last comma. */
const layout = fc.record({
  separator: fc.constantFrom(" ", "\n  ", "\n  // about it\n  ", "\n  /* about\n   it */\n  "),
  comma: fc.constantFrom(",", ", // after it\n", " /* after */,"),
  lastComma: fc.boolean(),
});

function written(value: unknown, how: { separator: string; comma: string; lastComma: boolean }): string {
  if (typeof value !== "object" || value === null) {
    return String(value);
  }
  const members = Object.entries(value).map(([name, inner]) => `${how.separator}${name}: ${written(inner, how)}`);
  return `{${members.join(how.comma)}${members.length > 0 && how.lastComma ? how.comma : ""}${how.separator.includes("\n") ? "\n" : " "}}`;
}

const evaluated = (text: string) =>
  new Function("X", `let got; ${text.replace("new X(", "got = (")} return got;`)(undefined);

test("whatever the layout, an edit changes what it names, and all else stays", () => {
  fc.assert(
    fc.property(options, layout, path, (before, how, at) => {
      const [head, inner] = at.split(".");
      const text = `new X(${written(before, how)});`;
      // A group that is a number has no options.
      fc.pre(inner === undefined || typeof before[head] !== "number");

      const set: any = structuredClone(before);
      const removed: any = structuredClone(before);
      if (inner === undefined) {
        set[head] = 77;
        delete removed[head];
      } else {
        set[head] = { ...set[head], [inner]: 77 };
        if (removed[head] && inner in removed[head]) {
          delete removed[head][inner];
        }
      }
      expect(evaluated(edited((file) => file.setOption(at, "77"), text))).toEqual(set);
      const after = evaluated(edited((file) => file.removeOption(at), text));
      // A group that is empty then may go, unless a comment keeps it.
      const empty = inner !== undefined && Object.keys(removed[head] ?? { some: 1 }).length === 0;
      expect(empty ? { ...after, [head]: {} } : after).toEqual(removed);
    }),
    { numRuns: 1000 },
  );
});

test("whatever the layout, a renamed option keeps its value and takes nothing along", () => {
  fc.assert(
    fc.property(options, layout, path, fc.constantFrom("fresh", "group.fresh", "a.fresh"), (before, how, from, to) => {
      const text = `new X(${written(before, how)});`;
      const file = new Projenrc(text);
      const value = file.option(from);
      const [head] = to.split(".");
      fc.pre(value !== undefined && (!to.includes(".") || typeof (before[head] ?? {}) !== "number") && head !== from);
      file.renameOption(from, to);
      expect(file.option(from)).toBeUndefined();
      expect(() => evaluated(file.text)).not.toThrow();
      const got = to.split(".").reduce((object, part) => object[part], evaluated(file.text));
      expect(got).toEqual(evaluated(`new X(${value});`));
    }),
    { numRuns: 1000 },
  );
});
