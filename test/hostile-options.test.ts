import { existsSync, mkdtempSync, readdirSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parse as parseHcl } from "@cdktn/hcl2json";
import fc from "fast-check";
import { LogLevel, Project, Testing } from "projen";
import { EksOtelTracingProject } from "../src";
import { settingsWithPresets } from "../src/organisation/presets";
import { InvalidOptionsError } from "../src/settings/invalid-options-error";
import { schema } from "../src/settings/schema";
import { UserError } from "../src/user-error";
import { INVALID } from "./arbitrary-options";
import { generated } from "./generated";

/** What options are refused for, after nothing was written. */
function mistakes(options: object): string[] {
  const outdir = mkdtempSync(join(tmpdir(), "eks-otel-tracing-"));
  try {
    Testing.synth(
      new EksOtelTracingProject(Object.defineProperties({ outdir }, Object.getOwnPropertyDescriptors(options))),
    );
  } catch (error) {
    expect(error).toBeInstanceOf(InvalidOptionsError);
    expect(readdirSync(outdir)).toEqual([]);
    return (error as InvalidOptionsError).mistakes.map(({ option, message }) => `${option}: ${message}`);
  }
  expect(existsSync(outdir)).toBe(false);
  return [];
}

/** The report of the same. */
function report(options: object): string {
  try {
    new EksOtelTracingProject(options);
  } catch (error) {
    return (error as Error).message;
  }
  return "";
}

describe("names that every JavaScript object has", () => {
  test("are labels and tags like any other", async () => {
    const map = { constructor: "acme", prototype: "acme", toString: "acme", hasOwnProperty: "acme" };
    const files = generated({ terraform: { tags: map }, collector: { nodeSelector: map } });
    const { variable } = await parseHcl("variables.tf", files["variables.tf"]);
    expect(variable.tags[0].default).toEqual(map);
    for (const name of Object.keys(map)) {
      expect(files["values.tf"]).toMatch(new RegExp(`nodeSelector = \\{[^}]*\\b${name} += "acme"`));
    }
  });

  test("have values that are checked", () => {
    const options = JSON.parse('{"terraform":{"tags":{"constructor":"*","prototype":7}}}');
    expect(mistakes(options)).toEqual([
      expect.stringMatching(/^terraform\.tags\.constructor: must be an AWS tag value/),
      expect.stringMatching(/^terraform\.tags\.prototype: .*write '7'/),
    ]);
  });

  test.each([
    ['{"__proto__":{"namespace":"x"}}', "__proto__"],
    ['{"sampling":{"__proto__":{}}}', "sampling.__proto__"],
    ['{"terraform":{"tags":{"__proto__":"x"}}}', "terraform.tags.__proto__"],
    ['{"sampling":{"policies":[{"__proto__":1}]}}', "sampling.policies[0].__proto__"],
  ])("%s is refused: no object keeps that key", (json, option) => {
    expect(mistakes(JSON.parse(json))).toContain(`${option}: is no key that JavaScript keeps: give it another name`);
  });

  test.each(["constructor", "toString", "hasOwnProperty@1.0.0", "valueOf@npm:left-pad@1.3.0"])(
    "%s is no package that projen could install",
    (spec) => {
      expect(mistakes({ devDeps: [spec] })).toEqual([
        "devDeps[0]: is called like a part of every JavaScript object, and projen takes it for that: install it otherwise",
      ]);
    },
  );

  test.each(["@acme/constructor", "constructors", "acme@^1.0.0 || ^2.0.0", "a@npm:@b/c@1", "@a/b@file:../b.tgz"])(
    "%s is one",
    (spec) => {
      expect(mistakes({ devDeps: [spec] })).toEqual([]);
    },
  );
});

describe("an object that is no data", () => {
  class Tags {
    readonly owner = "platform";
  }

  test.each([
    ["a Map", new Map([["numTraces", 1]]), "Map"],
    ["a Date", new Date(0), "Date"],
    ["a RegExp", /x/, "RegExp"],
    ["a Set", new Set([1]), "Set"],
    ["a boxed text", Object("x"), "String"],
    ["an object of a class", new Tags(), "Tags"],
    ["a Promise", Promise.resolve({}), "Promise"],
  ])("is refused where a group or a map is due, and not taken for an empty one: %s", (_, value, name) => {
    const message = `must be an object as in { key: value }, and is of the class ${name}`;
    expect(mistakes({ sampling: value })).toEqual([`sampling: ${message}`]);
    expect(mistakes({ terraform: { tags: value } })).toEqual([`terraform.tags: ${message}`]);
    expect(mistakes({ sampling: { policies: [value] } })).toEqual([`sampling.policies[0]: ${message}`]);
  });

  test("is refused when it inherits what it seems to hold", () => {
    expect(mistakes({ sampling: Object.create({ numTraces: 1 }) })).toEqual([
      "sampling: must be an object as in { key: value }, and is made from another one",
    ]);
  });

  test("may have no prototype at all", () => {
    const sampling = Object.assign(Object.create(null), { decisionWaitSeconds: 7 });
    expect(generated({ sampling })["collector-config.yaml.tpl"]).toContain("decision_wait: 7s");
  });

  test("is refused as the options themselves", () => {
    expect(report(new Map())).toContain("must be an object as in { key: value }, and is of the class Map");
    expect(report("abc" as unknown as object)).toContain("options  'abc'  must be an object");
  });
});

describe("what holds itself", () => {
  const cyclic = (prototype: object | null) => {
    const value: Record<string, unknown> = Object.create(prototype);
    value.self = value;
    return value;
  };
  const list: unknown[] = [];
  list.push(list);

  test.each([
    ["sampling", cyclic(Object.prototype), "sampling.self"],
    ["sampling", cyclic(null), "sampling.self"],
    ["logging", cyclic(Object.prototype), "logging.self"],
    ["exampleApps", list, "exampleApps[0]"],
    ["terraform", { tags: cyclic(null) }, "terraform.tags.self"],
  ])("is refused: %s", (option, value, path) => {
    expect(mistakes({ [option]: value })).toEqual([`${path}: holds itself: it must be data, which has an end`]);
  });

  test("is shown in the error as far as it goes", () => {
    const value = cyclic(null);
    expect(report({ namespace: value })).toContain("namespace");
  });

  test("what is there twice does not", () => {
    const toleration = { key: "spot", operator: "Exists" };
    expect(mistakes({ collector: { tolerations: [toleration, { ...toleration, key: "gpu" }] } })).toEqual([]);
    const policy = { type: "latency", thresholdMs: 1, name: "a" };
    const within = [policy];
    expect(
      mistakes({
        sampling: {
          policies: [
            { name: "x", type: "and", policies: within },
            { name: "y", type: "and", policies: within },
          ],
        },
      }),
    ).toEqual([]);
  });
});

describe("a property that is computed", () => {
  test("is read once", () => {
    const values = ["tracing", "Not Valid"];
    const options = Object.defineProperty({}, "namespace", { get: () => values.shift(), enumerable: true });
    expect(mistakes(options)).toEqual([]);
  });

  test("and fails is named", () => {
    const fail = () => {
      throw new Error("not today");
    };
    const terraform = Object.defineProperty({}, "tags", { get: fail, enumerable: true });
    expect(mistakes({ terraform })).toEqual(["terraform.tags: can't be read: not today"]);
  });
});

describe("objects of projen's", () => {
  test.each([[{}], ["x"], [{ node: {} }]])("a parent that is no project is refused: %j", (parent) => {
    expect(mistakes({ parent })).toEqual(["parent: must be a projen project"]);
  });

  test.each([[undefined], [tmpdir()], ["."], ["x/.."]])("a parent needs a directory below it, and not %s", (outdir) => {
    const parent = new Project({ name: "all", outdir: mkdtempSync(join(tmpdir(), "eks-otel-tracing-")) });
    expect(report({ parent, outdir })).toMatch(/^eks-otel-tracing: 1 option is not valid.*\n\n {2}outdir /);
  });

  test("a parent's subproject is written below it", () => {
    const parent = new Project({ name: "all", outdir: mkdtempSync(join(tmpdir(), "eks-otel-tracing-")) });
    new EksOtelTracingProject({ parent, outdir: "tracing" });
    expect(Object.keys(Testing.synth(parent, { parseJson: false }))).toContain("tracing/main.tf");
  });

  test("logging is what projen reads, and nothing else", () => {
    expect(mistakes({ logging: { level: LogLevel.OFF, usePrefix: true } })).toEqual([]);
    expect(mistakes({ logging: { level: "loud", usePrefix: 1, colour: true } })).toEqual([
      expect.stringMatching(/^logging\.colour: is not an option of logging, which has level, usePrefix/),
      expect.stringMatching(/^logging\.level: must be a LogLevel of projen: one of 00\.off, /),
      "logging.usePrefix: must be true or false",
    ]);
  });
});

describe("sizes", () => {
  // By the processor's time, which is the same however busy the machine is.
  const quickly = <T>(run: () => T): T => {
    const start = process.cpuUsage();
    const result = run();
    expect(process.cpuUsage(start).user / 1e6).toBeLessThan(2);
    return result;
  };

  test("a code owner of 60,000 dots is refused at once", () => {
    const found = quickly(() => mistakes({ repository: { codeOwners: [`a@${".".repeat(60_000)}`] } }));
    expect(found).toEqual([expect.stringMatching(/codeOwners\[0\]: .*It has 60002 characters, and may have 1024$/)]);
  });

  test("and so are a thousand that are as long as a text may be", () => {
    const codeOwners = Array.from({ length: 1000 }, (_, index) => `${index}@${"a.".repeat(500)}`);
    expect(quickly(() => mistakes({ repository: { codeOwners } }))).toHaveLength(1000);
  });

  test("200,000 policies are one mistake", () => {
    const policies = Array.from({ length: 200_000 }, () => ({ name: "" }));
    expect(quickly(() => mistakes({ sampling: { policies } }))).toEqual([
      "sampling.policies: has 200000 entries, and may have 1000",
    ]);
  });

  test("so is a map of 100,000 labels", () => {
    const nodeSelector = Object.fromEntries(Array.from({ length: 100_000 }, (_, index) => [`l${index}`, "x"]));
    expect(quickly(() => mistakes({ collector: { nodeSelector } }))).toEqual([
      "collector.nodeSelector: has 100000 entries, and may have 1000",
    ]);
  });

  test("lists within lists are counted, however little memory they take", () => {
    let list: unknown[] = [1];
    for (let depth = 0; depth < 6; depth++) {
      list = Array.from({ length: 1000 }, () => list);
    }
    expect(quickly(() => mistakes({ exampleApps: list }))).toContain("options: hold more than 50000 values");
  });

  test("a thousand mistakes are counted, and fifty of them listed", () => {
    const text = report({ repository: { codeOwners: Array.from({ length: 1000 }, (_, index) => `nobody${index}`) } });
    expect(text).toMatch(/^eks-otel-tracing: 1000 options are not valid/);
    expect(text.match(/codeOwners\[\d+\]/g)).toHaveLength(50);
    expect(text).toMatch(/\n {2}… and 950 more\n$/);
  });
});

describe("the error's table", () => {
  test("has a line for each mistake, whatever is in a name or a value", () => {
    const esc = "\u001b[31m";
    const text = report({ "a\nb": 1, [`c${esc}d`]: 2, namespace: `x\r\n${esc}` });
    expect(text.split("\n")).toHaveLength(6);
    expect(text).toContain("  a\\nb ");
    expect(text).toContain("  c\\u001b[31md ");
    expect(text).toContain("'x\\r\\n\\u001b[31m'");
  });

  test("shortens a long name", () => {
    expect(report({ ["x".repeat(1000)]: 1 })).toMatch(/\n {2}x{99}… {2}1 {2}is not an option/);
  });

  test("shows what is no data as what it is", () => {
    expect(report({ sampling: new Map([["a", 1]]) })).toMatch(/sampling {2}\[?Map/);
  });
});

describe("anything at all", () => {
  const optionNames = [...Object.keys(schema.entries), ...Object.keys(INVALID).flatMap((path) => path.split("."))];
  /** What is no JSON too, under the keys that options have, those that objects have, and any other. */
  const outside = fc.letrec((tie) => ({
    value: fc.oneof(
      { maxDepth: 3 },
      fc.constantFrom(null, undefined, true, 0, -1, 1e21, Number.NaN, "", "x", "$&", "a\nb", "../..", 10n, Symbol("s")),
      fc.constantFrom(new Map(), new Date(Number.NaN), /x/, () => 1, new Error("e"), new Proxy({}, {})),
      fc.anything(),
      fc.array(tie("value"), { maxLength: 3 }),
      tie("object"),
    ),
    object: fc
      .array(
        fc.tuple(
          fc.oneof(
            fc.constantFrom(
              "__proto__",
              "constructor",
              "prototype",
              "toString",
              "hasOwnProperty",
              "length",
              "then",
              "type",
            ),
            fc.constantFrom(...optionNames),
            fc.string({ maxLength: 3 }),
          ),
          tie("value"),
          fc.constantFrom("value", "getter", "itself"),
        ),
        { maxLength: 4 },
      )
      .map((entries) => {
        const object = {};
        for (const [key, value, kind] of entries) {
          const property = kind === "getter" ? { get: () => value } : { value: kind === "itself" ? object : value };
          Object.defineProperty(object, key, { ...property, enumerable: true, configurable: true });
        }
        return object;
      }),
  })).object;

  test("is taken, or a mistake of the user's; and settings are plain data without end or surprise", () => {
    fc.assert(
      fc.property(outside, (options) => {
        try {
          const { __new__: _, parent: __, ...data } = settingsWithPresets(options as object);
          expect(JSON.parse(JSON.stringify(data))).toMatchObject({ namespace: expect.any(String) });
        } catch (error) {
          expect([UserError.is(error), String(error)]).toEqual([true, expect.stringMatching(/nothing was written/)]);
        }
      }),
      { numRuns: 2000 },
    );
  });
});
