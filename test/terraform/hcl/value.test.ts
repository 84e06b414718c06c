import { DataAwsCallerIdentity } from "@cdktf/provider-aws/lib/data-aws-caller-identity";
import { Fn, Token } from "cdktf";
import * as fc from "fast-check";
import { Explained } from "../../../src/explained";
import { call, hcl } from "../../../src/terraform/hcl/expression";
import { HclFile } from "../../../src/terraform/hcl/hcl-file";
import { HclModule } from "../../../src/terraform/hcl/hcl-module";
import { ValueWriter } from "../../../src/terraform/hcl/value";

const file = new HclFile(new HclModule(), "test.tf");
const caller = file.data(DataAwsCallerIdentity, "current", {});
const variable = file.variable("region", { type: "string", description: "" });
const writer = new ValueWriter(file);
const write = (value: unknown) => writer.write(value);

test.each([
  [null, "null"],
  [true, "true"],
  [false, "false"],
  [0, "0"],
  [-0, "0"],
  [0.5, "0.5"],
  [-12, "-12"],
  ["", '""'],
  ["text", '"text"'],
  [[], "[]"],
  [{}, "{}"],
  [["a", 1, null], '["a", 1, null]'],
  [{ a: 1, b: undefined }, "{ a = 1 }"],
])("%p is written as %s", (value, expected) => {
  expect(write(value)).toBe(expected);
});

describe("text is escaped", () => {
  test.each([
    ["a quote", 'say "hi"', '"say \\"hi\\""'],
    ["a backslash", "^\\d+$", '"^\\\\d+$"'],
    ["lines and tabs", "a\nb\r\tc", '"a\\nb\\r\\tc"'],
    ["a control character", "a\u0007b", '"a\\u0007b"'],
    ["the start of an interpolation", "${env:MY_POD_IP}", '"$${env:MY_POD_IP}"'],
    ["the start of an interpolation after a dollar", "$${x}", '"$$${x}"'],
    ["the start of a directive", "%{ if x }", '"%%{ if x }"'],
  ])("%s", (_, value, expected) => {
    expect(write(value)).toBe(expected);
  });

  test.each(["100 %", "$5", "{}", "ä – 日本 😀"])("%s stays as it is", (value) => {
    expect(write(value)).toBe(`"${value}"`);
  });
});

test("the reason for an element of a list stands above it", () => {
  expect(write([{ a: 1 }, new Explained("why", { b: 2 })])).toBe("[\n  { a = 1 },\n  # why\n  { b = 2 },\n]");
  expect(write([new Explained("why", "b")])).toBe('[\n  # why\n  "b",\n]');
});

describe("a token", () => {
  test("alone is an expression, in whichever form cdktf hides it", () => {
    const expression = hcl`var.x`;
    expect(write(expression)).toBe("var.x");
    expect(write(`${expression}`)).toBe("var.x");
    expect(write(expression.asNumber)).toBe("var.x");
    expect(write(expression.asList)).toBe("var.x");
    expect(write(expression.asStringMap)).toBe("var.x");
  });

  test("among text is interpolated, and the text around it is escaped", () => {
    expect(write(`"${hcl`var.a`}${hcl`var.b`}" \${x}`)).toBe('"\\"${var.a}${var.b}\\" $${x}"');
  });

  test("of cdktf is its reference", () => {
    expect(write(caller.accountId)).toBe("data.aws_caller_identity.current.account_id");
    expect(write(`:${caller.accountId}:`)).toBe('":${data.aws_caller_identity.current.account_id}:"');
    expect(write(variable)).toBe("var.region");
    expect(write(variable.numberValue)).toBe("var.region");
    expect(write(variable.listValue)).toBe("var.region");
  });

  test("in a list or object is an expression there", () => {
    expect(write([variable.stringValue, hcl`var.b`])).toBe("[var.region, var.b]");
    expect(write({ a: variable.stringValue })).toBe("{ a = var.region }");
  });

  test("of a number among text is refused: it would be a number like -1.8e+289", () => {
    expect(() => write(`${variable.numberValue} MiB`)).toThrow("number token");
    expect(() => write(`${call("f", 1).asNumber} MiB, ${1}`)).toThrow("number token");
    expect(write("-1.5e+3 MiB or -2e+300")).toBe('"-1.5e+3 MiB or -2e+300"');
  });

  test("of ours is written here, and never by cdktf, which would write it wrongly", () => {
    expect(() => hcl`var.x`.resolve()).toThrow("HCL writer");
  });
});

describe("an expression", () => {
  test("quotes the text among its operands, and nothing else", () => {
    expect(write(hcl`split(${":"}, ${hcl`var.arn`})[${3}]`)).toBe('split(":", var.arn)[3]');
  });

  test.each([
    [hcl`a ? b : (\n  c\n)`, "a ? b : (\n      c\n    )"],
    [hcl`a ? b : [\n  c\n]`, "a ? b : [\n      c\n    ]"],
    [hcl`a ? b : {\n  c = 1\n}`, "a ? b : {\n      c = 1\n    }"],
  ])("of several lines keeps its shape, indented", (expression, expected) => {
    expect(writer.write(expression, 4)).toBe(expected);
  });

  test("of several lines must open a bracket on the first, or terraform fmt would align its equals sign", () => {
    expect(() => write(hcl`a ?\n  b : c`)).toThrow("opening bracket");
  });
});

describe("what is long is broken", () => {
  const long = "x".repeat(70);

  test("a list, one element a line", () => {
    expect(write([long, long])).toBe(`[\n  "${long}",\n  "${long}",\n]`);
  });

  test("a call, one argument a line", () => {
    expect(write(call("coalesce", long, long))).toBe(`coalesce(\n  "${long}",\n  "${long}",\n)`);
  });

  test("a call whose last argument is an object, after its opening brace", () => {
    expect(write(call("templatefile", "a.tpl", { first: long, b: long }))).toBe(
      `templatefile("a.tpl", {\n  first = "${long}"\n  b     = "${long}"\n})`,
    );
  });

  test("text never", () => {
    expect(write(long + long)).toBe(`"${long}${long}"`);
  });

  test.each([
    ["nothing in it", call("f"), "f()"],
    ["one text", call("f", long + long), `f("${long}${long}")`],
    ["one list", call("f", [long, long]), `f([\n  "${long}",\n  "${long}",\n])`],
    ["a call of one text last", call("f", long, call("g", long)), `f(\n  "${long}",\n  g("${long}"),\n)`],
    ["an empty object last", call("f", long, long, {}), `f(\n  "${long}",\n  "${long}",\n  {},\n)`],
    [
      "an object that is no last one",
      call("f", { a: long, b: long }, 1),
      `f(\n  {\n    a = "${long}"\n    b = "${long}"\n  },\n  1,\n)`,
    ],
    [
      "an object after one",
      call("f", { a: { b: long } }, { c: long }),
      `f(\n  {\n    a = { b = "${long}" }\n  },\n  { c = "${long}" },\n)`,
    ],
  ])("a call with %s", (_, value, expected) => {
    expect(write(value)).toBe(expected);
  });

  test.each([
    ["alone", (text: string) => write([text, "b"]), 120],
    ["as a member", (text: string) => write({ a: 1, name: new Explained("Why.", [text, "b"]) }), 120],
    ["as an element, before its comma", (text: string) => write([long, long, [text, "b"]]), 121],
    ["as the last argument, before its bracket", (text: string) => write(call("f", "a", [text, "b"])), 121],
  ])("at 120 columns, and not before: %s", (_, written, most) => {
    const texts = Array.from({ length: 80 }, (_, length) => "x".repeat(50 + length));
    const unbroken = texts.flatMap((text) => written(text).split("\n")).filter((line) => line.includes('x", "b"]'));
    expect(Math.max(...unbroken.map((line) => line.length))).toBe(most);
  });
});

describe("objects", () => {
  test("in objects are broken, the innermost are not", () => {
    expect(write({ a: { b: { c: 1, d: 2 } } })).toBe("{\n  a = {\n    b = { c = 1, d = 2 }\n  }\n}");
  });

  test("of several in a list are a line each", () => {
    expect(write([{ a: 1 }, { b: 2 }])).toBe("[\n  { a = 1 },\n  { b = 2 },\n]");
  });

  test.each([
    ["an empty object", { a: {} }, "{ a = {} }"],
    ["a list", { a: [1, 2], b: [] }, "{ a = [1, 2], b = [] }"],
    ["a list of one object", { a: [{ b: 1 }] }, "{ a = [{ b = 1 }] }"],
    ["a list of several objects", { a: [{}, {}] }, "{\n  a = [\n    {},\n    {},\n  ]\n}"],
    ["a member that is not given", { a: undefined }, "{}"],
    ["members that are not given", { a: { b: undefined, c: 1 }, d: undefined }, "{\n  a = { c = 1 }\n}"],
    ["a call", { a: call("f", 1) }, "{ a = f(1) }"],
    ["a call of what is broken", { a: call("f", { b: { c: 1 } }) }, "{\n  a = f({\n    b = { c = 1 }\n  })\n}"],
  ])("with %s", (_, value, expected) => {
    expect(write(value)).toBe(expected);
  });

  test("have comments above explained members, with a line around each", () => {
    expect(write({ a: 1, b: new Explained("Why b.", { c: 1 }), d: 2 })).toBe(
      "{\n  a = 1\n\n  # Why b.\n  b = { c = 1 }\n\n  d = 2\n}",
    );
  });

  test.each([
    ["otlp-http", "otlp-http"],
    ["eks.amazonaws.com/role-arn", '"eks.amazonaws.com/role-arn"'],
    ["1st", '"1st"'],
    ["", '""'],
    ["for", '"for"'],
    ["${x}", '"$${x}"'],
  ])("quote the key %s only when it is no identifier", (key, expected) => {
    expect(write({ [key]: 1 })).toBe(`{ ${expected} = 1 }`);
  });
});

test.each([
  ["undefined", undefined, "No HCL for undefined undefined"],
  ["a function", () => 1, "No HCL for function undefined"],
  ["not a number", Number.NaN, "No HCL for number null"],
  ["infinity", Number.POSITIVE_INFINITY, "No HCL for number null"],
  ["a date", new Date(0), 'No HCL for object "1970-01-01T00:00:00.000Z"'],
  ["a function of cdktf, which quotes wrongly", Fn.jsonencode({ a: '"' }), "Not a reference of cdktf: "],
  ["a value hidden by cdktf", Token.asAny({ a: 1 }), 'Not a reference of cdktf: {"a":1}'],
])("%s is refused, and named", (_, value, message) => {
  expect(() => write(value)).toThrow(message);
});

test("any JSON gives balanced brackets, whatever the texts in it hold", () => {
  fc.assert(
    // Numbers of that size are cdktf's tokens. No option takes one.
    fc.property(
      fc.jsonValue().filter((json) => !/e\+298/.test(JSON.stringify(json))),
      (json) => {
        const bare = write(json).replace(/"(?:[^"\\]|\\.)*"/g, "");
        for (const [open, close] of ["[]", "{}", "()"]) {
          expect(bare.split(open).length).toBe(bare.split(close).length);
        }
        expect(bare).not.toContain('"');
      },
    ),
  );
});

test("any text is one quoted string, in which nothing is interpolated", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme" }), (text) => {
      expect(write(text)).toMatch(/^"(?:[^"\\\n$%]|\\.|\$\$\{|%%\{|[$%](?!\{))*"$/u);
    }),
  );
});
