import { accessorsIn, rewrittenExpression } from "../../src/adoption/rewritten-expression";

const NAMES: Record<string, string> = { "var.ns": "var.namespace", "aws_iam_role.x.arn": "aws_iam_role.collector.arn" };
const rename = async (accessor: string) => NAMES[accessor];

test.each([
  ["${var.ns}", "var.namespace"],
  ["${ var.ns }", "var.namespace"],
  ["a-${var.ns}-b", '"a-${var.namespace}-b"'],
  ["${var.ns}-${aws_iam_role.x.arn}", '"${var.namespace}-${aws_iam_role.collector.arn}"'],
  ["ä ${var.ns}", '"ä ${var.namespace}"'],
  ['${join("-", [var.ns,\n  var.ns])}', 'join("-", [var.namespace, var.namespace])'],
  ["a\n${var.ns}", '"a\\n${var.namespace}"'],
  ['say "no"', '"say \\"no\\""'],
  [[1, true, null, "${var.ns}"], "[1, true, null, var.namespace]"],
  ["${[for ns in var.ns : ns]}", "[for ns in var.namespace : ns]"],
  ["${{for key, ns in var.ns : key => ns.id}}", "{for key, ns in var.namespace : key => ns.id}"],
  [
    "%{ if var.ns }${var.ns}%{ else }-${var.ns}%{ endif }",
    '"%{ if var.namespace }${var.namespace}%{ else }-${var.namespace}%{ endif }"',
  ],
  [
    "${[for x in var.ns : x == var.ns ? var.ns : x[var.ns] if var.ns]}",
    "[for x in var.namespace : x == var.namespace ? var.namespace : x[var.namespace] if var.namespace]",
  ],
  ["${{ (var.ns) = f(var.ns, var.ns...) }}", "{ (var.namespace) = f(var.namespace, var.namespace...) }"],
  ["${var.ns}${1}", '"${var.namespace}${1}"'],
  [[], "[]"],
  [{ a: "${var.ns}", "b-c": { d_1: 2 } }, '{ a = var.namespace, "b-c" = { d_1 = 2 } }'],
])("%j is %s in other words", async (written, expected) => {
  expect(await rewrittenExpression(written, rename)).toBe(expected);
});

test.each(["${var.other}", ["a", "${var.other}"], { a: { b: "${var.ns}${var.other}" } }])(
  "%j is given up, for what it refers to has no other name",
  async (written) => {
    expect(await rewrittenExpression(written, rename)).toBeUndefined();
  },
);

test("what an argument refers to is found at any depth", async () => {
  const written = { a: ["${var.ns}", 1], b: { c: "x-${aws_iam_role.x.arn}" }, d: null, e: "plain" };
  expect(await accessorsIn(written)).toEqual(["var.ns", "aws_iam_role.x.arn"]);
});
