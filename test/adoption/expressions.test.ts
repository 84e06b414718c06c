import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  Expressions,
  Interpolation,
  Reference,
  referencesIn,
  shown,
  type Value,
  variableName,
} from "../../src/adoption/expressions";
import type { Body, Json } from "../../src/adoption/terraform-files";

const ref = (source: string) => new Reference(source);

const FILES: Record<string, string> = {
  "plain.yaml": "a: ${var.x}\n",
  "list.tpl": "%{ if on }yes${name}%{ else }no%{ endif }",
  "values.tpl": 'a: ${jsonencode(name)}\nb: "$${HOME} %%{x}"\n',
};
const LOCALS: Record<string, Json> = {
  one: 1,
  deep: { a: { b: "x" } },
  chained: "${local.deep}",
  named: "${var.name}",
};
let directory: string;
let expressions: Expressions;
beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), "eks-otel-tracing-"));
  for (const [path, text] of Object.entries(FILES)) {
    writeFileSync(join(directory, path), text);
  }
});
beforeEach(() => {
  const blocks = [
    ...Object.entries(LOCALS).map(([name, value]) => ({
      kind: "local",
      address: `local.${name}`,
      body: { value },
      file: "main.tf",
    })),
    ...Object.entries<Body>({ on: { default: true }, off: { default: false }, name: {} }).map(([name, body]) => ({
      kind: "variable",
      address: `var.${name}`,
      body,
      file: "main.tf",
    })),
  ];
  expressions = new Expressions({ directory, blocks });
});
afterAll(() => rmSync(directory, { recursive: true }));

test.each<[written: string, value: Value]>([
  ["plain", "plain"],
  ["${1}", 1],
  ["${1.5}", 1.5],
  ["${-2}", -2],
  ["${true}", true],
  ["${false}", false],
  ["${null}", null],
  ["${!true}", false],
  ["${(1)}", 1],
  ['${"a"}', "a"],
  ['${"a\\"b\\n\\t\\r\\\\c"}', 'a"b\n\t\r\\c'],
  ["a\\nb ${1}", "a\\nb 1"],
  ["a $${x} %%{y} ${1}", "a ${x} %{y} 1"],
  ["${1}\n", "1\n"],
  ["a${null}b", "ab"],
  ["${var.name}", ref("var.name")],
  ["a-${var.name}", new Interpolation(["a-", ref("var.name")])],
  ["${var.name}-b", new Interpolation([ref("var.name"), "-b"])],
  ['${"a-${var.name}"}-b', new Interpolation(["a-", ref("var.name"), "-b"])],
  ["${path.module}/a", "./a"],
  ["${path.root}", "."],
  ["${path.cwd}", ref("path.cwd")],
  ["${[1, var.name]}", [1, ref("var.name")]],
  ['${{ a = 1, "b" = var.name, c : 3 }}', { a: 1, b: ref("var.name"), c: 3 }],
  ['${{ "ä" = 1, b = 2 }}', { ä: 1, b: 2 }],
  ["${{ (var.name) = 1 }}", ref("an object with computed keys")],
  ["${{}}", {}],
  ["${local.one}", 1],
  ["${local.deep.a}", { b: "x" }],
  ["${local.chained.a.b}", "x"],
  ["${local.deep.none}", ref("local.deep.none")],
  ["${local.deep.toString}", ref("local.deep.toString")],
  ["${local.one.a}", ref("local.one.a")],
  ["${local.none}", ref("local.none")],
  ["${var.one}", ref("var.one")],
  ["${var.name == null}", false],
  ["${var.name != null}", true],
  ['${var.name != ""}', true],
  ["${null != var.name}", true],
  ['${"" == var.name}', false],
  ["${var.name == 1}", ref("var.name == 1")],
  ["${1 == var.name}", ref("1 == var.name")],
  ["${1 == 1}", true],
  ["${1 != 1}", false],
  ["${1 < 2}", ref("1 < 2")],
  ["${-var.name}", ref("-var.name")],
  ["${var.on ? 1 : 2}", 1],
  ["${var.off ? 1 : 2}", 2],
  ["${var.name ? 1 : 2}", 1],
  ["${var.name == null ? 1 : 2}", 2],
  ["${var.list[*].id}", ref("var.list[*].id")],
])("%j is %p", async (written, value) => {
  expect(await expressions.of(written)).toEqual(value);
});

test.each<[call: string, value: Value]>([
  ["yamlencode({ a = 1 })", { a: 1 }],
  ["jsonencode([1])", [1]],
  ["tostring(1)", 1],
  ["tonumber(1)", 1],
  ["tobool(true)", true],
  ["tolist([1])", [1]],
  ["toset([1])", [1]],
  ["tomap({ a = 1 })", { a: 1 }],
  ["nonsensitive(1)", 1],
  ["sensitive(1)", 1],
  ['trimspace("a")', "a"],
  ['chomp("a")', "a"],
  ['yamldecode("a: [1]")', { a: [1] }],
  ['jsondecode("[1]")', [1]],
  ['yamldecode("a: [")', ref('yamldecode("a: [")')],
  ["yamldecode(var.name)", ref("yamldecode(var.name)")],
  ["coalesce(null, 1, 2)", 1],
  ["try(null, 2)", 2],
  ["coalesce(null)", null],
  ["merge({ a = 1, b = 1 }, { b = 2 })", { a: 1, b: 2 }],
  ["merge({ a = 1 }, var.name)", ref("merge({ a = 1 }, var.name)")],
  ["concat([1], [2, 3])", [1, 2, 3]],
  ["flatten([[1], [2]])", [1, 2]],
  ['compact(["a", "", null])', ["a"]],
  ["upper(var.name)", ref("upper(var.name)")],
  ['file("plain.yaml")', "a: ${var.x}\n"],
  ['file("./plain.yaml")', "a: ${var.x}\n"],
  ['file("none.yaml")', ref('file("none.yaml")')],
  ["file(var.name)", ref("file(var.name)")],
])("%s is %p", async (call, value) => {
  expect(await expressions.of(`\${${call}}`)).toEqual(value);
});

test("a template sees what it is given, and its text is a document", async () => {
  const value = await expressions.of('${templatefile("${path.module}/values.tpl", { name = var.name })}');
  expect(expressions.document(value)).toEqual({ a: ref("var.name"), b: "${HOME} %{x}" });
  expect([...expressions.filesRead]).toEqual(["values.tpl"]);
});

test("what is there only if a condition holds is taken to be there", async () => {
  expect(await expressions.of('${templatefile("list.tpl", { on = var.name != null, name = 1 })}')).toBe("yes1");
});

test("a file that was read is known by its path from the module", async () => {
  await expressions.of('${file("${path.module}/./plain.yaml")}');
  expect([...expressions.filesRead]).toEqual(["plain.yaml"]);
});

test("data is evaluated at any depth", async () => {
  expect(await expressions.of({ a: ["${1}", { b: "${var.name}" }], c: 2, d: null })).toEqual({
    a: [1, { b: ref("var.name") }],
    c: 2,
    d: null,
  });
  expect(await expressions.of(undefined)).toBeNull();
});

test("references in a document are where they stand in the text", () => {
  const text = new Interpolation(["a: ", ref("var.a"), "\nb: [x-", ref("var.b"), "]\nc: plain"]);
  expect(expressions.document(text)).toEqual({
    a: ref("var.a"),
    b: [new Interpolation(["x-", ref("var.b")])],
    c: "plain",
  });
  expect(expressions.document(ref("var.a"))).toBeUndefined();
  expect(expressions.document({ a: 1 })).toEqual({ a: 1 });
  expect(expressions.document("a: [")).toBeUndefined();
});

test("of a reference only a variable's default is known", async () => {
  const known = (value: Value) => expressions.known(value);
  expect(await known(ref("var.on"))).toBe(true);
  expect(await known(ref("var.name"))).toBeUndefined();
  expect(await known(ref("var.on.a"))).toBeUndefined();
  expect(await known(ref("local.one"))).toBeUndefined();
  expect(await known(new Interpolation([ref("var.on")]))).toBeUndefined();
  expect(await known(null)).toBeNull();
});

test.each([
  ["var.name", "name"],
  ["var.name.a", undefined],
  ["var.name[0]", undefined],
  ["local.name", undefined],
  ["data.var.name", undefined],
])("the variable that %s is as a whole is %p", (source, name) => {
  expect(variableName(ref(source))).toBe(name);
});

test("references are found in texts, lists and objects", () => {
  const value: Value = { a: [ref("var.a"), 1, null], b: new Interpolation(["x", ref("var.b"), ref("var.c")]), c: "d" };
  expect(referencesIn(value).map(({ source }) => source)).toEqual(["var.a", "var.b", "var.c"]);
});

test("a person reads a value as it would be written", () => {
  const value: Value = { a: [ref("var.a"), 1, null], b: new Interpolation(["x-", ref("var.b")]), c: "d" };
  expect(shown(value)).toBe('{ a: [var.a, 1, null], b: "x-${var.b}", c: "d" }');
});
