import type { EksOtelTracingProjectOptions, Preset, PresetRule } from "../../src";
import { InvalidPresetsError } from "../../src/organisation/invalid-presets-error";
import { settingsWithPresets } from "../../src/organisation/presets";
import type { InvalidOptionsError } from "../../src/settings/invalid-options-error";

const BOUNDARY = "arn:aws:iam::123456789012:policy/boundary";

const acme: Preset = {
  name: "Acme",
  defaults: {
    chartVersion: "0.170.0",
    repository: { codeOwners: ["@acme/platform"], license: "UNLICENSED" },
    terraform: { tags: { managed: "yes" } },
  },
  rules: [
    { option: "terraform.permissionsBoundaryArn", mustBe: BOUNDARY, reason: "every role is bounded" },
    { option: "terraform.tags", mustInclude: { owner: "platform" }, reason: "costs are charged to owners" },
    { option: "samplingRatePercentage", atMost: 20, reason: "X-Ray is billed by the trace" },
    { option: "repository.license", oneOf: ["UNLICENSED", "MIT"], reason: "Legal knows these two" },
  ],
};

const payments: Preset = {
  name: "Acme Payments",
  defaults: { namespace: "payments-tracing", chartVersion: "0.78.0" },
  rules: [{ option: "terraform.tags", requiredKeys: ["cost-centre"], reason: "audits" }],
};

const settings = (options: EksOtelTracingProjectOptions, ...presets: Preset[]) =>
  settingsWithPresets({ presets, ...options });

function rejected(options: object, ...presets: Preset[]): string[] {
  try {
    settings(options, ...presets);
  } catch (error) {
    if (error instanceof InvalidPresetsError) {
      return error.mistakes.map(({ where, message }) => `${where}: ${message}`);
    }
    return (error as InvalidOptionsError).mistakes.map(({ option, message }) => `${option}: ${message}`);
  }
  return [];
}

describe("presets that are no data", () => {
  test("a Map, which would pass for an empty group, is refused", () => {
    const defaults = new Map([["samplingRatePercentage", 5]]) as object;
    expect(rejected({}, { name: "Acme", defaults })).toEqual([
      "presets[0].defaults: must be an object as in { key: value }, and is of the class Map",
    ]);
  });

  test("so is a key that JavaScript does not keep, by the name of the preset's owner and not of the options", () => {
    const defaults = JSON.parse('{ "terraform": { "tags": { "__proto__": "acme" } } }');
    expect(rejected({}, acme, { name: "Two", defaults })).toEqual([
      "presets[1].defaults.terraform.tags.__proto__: is no key that JavaScript keeps: give it another name",
    ]);
  });

  test("a getter is read once, so what was checked is what is used", () => {
    let reads = 0;
    const defaults = {
      get samplingRatePercentage() {
        return ++reads === 1 ? 5 : -1;
      },
    };
    expect(settings({}, { name: "Acme", defaults }).samplingRatePercentage).toBe(5);
  });

  test("and one that throws is told", () => {
    const defaults = {
      get samplingRatePercentage(): number {
        throw new Error("not today");
      },
    };
    expect(rejected({}, { name: "Acme", defaults })).toEqual([
      "presets[0].defaults.samplingRatePercentage: can't be read: not today",
    ]);
  });
});

describe("defaults", () => {
  test("are taken where a repository says nothing, or undefined", () => {
    expect(settings({}, acme).chartVersion).toBe("0.170.0");
    expect(settings({ chartVersion: undefined }, acme).chartVersion).toBe("0.170.0");
  });

  test("give way to the repository's", () => {
    expect(settings({ chartVersion: "0.78.0" }, acme).chartVersion).toBe("0.78.0");
  });

  test("are merged by group and map, and lists are replaced", () => {
    const { terraform, repository } = settings(
      { terraform: { tags: { team: "a" } }, repository: { codeOwners: ["@acme/a"] } },
      {
        name: "Acme",
        defaults: { terraform: { tags: { owner: "b" } }, repository: { codeOwners: ["@acme/b"], license: "MIT" } },
      },
    );
    expect(terraform.tags).toEqual({ owner: "b", team: "a" });
    expect(repository).toMatchObject({ codeOwners: ["@acme/a"], license: "MIT" });
  });

  test("of a later preset win", () => {
    const tags = { terraform: { tags: { "cost-centre": "42" } } };
    expect(settings(tags, acme, payments)).toMatchObject({ namespace: "payments-tracing", chartVersion: "0.78.0" });
  });
});

describe("rules", () => {
  test("fix what a repository does not say", () => {
    expect(settings({}, acme).terraform).toMatchObject({
      permissionsBoundaryArn: BOUNDARY,
      tags: { owner: "platform", managed: "yes" },
    });
  });

  test("that are broken stand in the report beside all other mistakes, with preset and reason", () => {
    expect(
      rejected(
        {
          namespce: "x",
          samplingRatePercentage: 50,
          terraform: { tags: { owner: "me" }, permissionsBoundaryArn: "arn:aws:iam::123456789012:policy/mine" },
          repository: { license: "Apache-2.0" },
        },
        acme,
      ),
    ).toEqual([
      "namespce: is not an option. Did you mean namespace?",
      `terraform.permissionsBoundaryArn: must be '${BOUNDARY}'. A rule of Acme: every role is bounded`,
      "terraform.tags: must include 'owner = platform'. A rule of Acme: costs are charged to owners",
      "samplingRatePercentage: must be at most 20. A rule of Acme: X-Ray is billed by the trace",
      "repository.license: must be one of 'UNLICENSED', 'MIT'. A rule of Acme: Legal knows these two",
    ]);
  });

  test("do not say twice what the option itself says", () => {
    expect(rejected({ samplingRatePercentage: "50" }, acme)).toHaveLength(1);
  });

  test("of all presets hold", () => {
    expect(rejected({ samplingRatePercentage: 21 }, acme, payments)).toEqual([
      expect.stringContaining("A rule of Acme:"),
      "terraform.tags: must have 'cost-centre'. A rule of Acme Payments: audits",
    ]);
  });

  test("can ask for an option, and for the form of a text", () => {
    const naming: Preset = {
      name: "Acme",
      rules: [{ option: "clusterName", matches: "^prod-", example: "prod-eu-1", required: true, reason: "our names" }],
    };
    expect(rejected({}, naming)).toEqual([
      "clusterName: must match '^prod-', for example 'prod-eu-1' and be given. A rule of Acme: our names",
    ]);
    expect(rejected({ clusterName: "test" }, naming)).toHaveLength(1);
    expect(settings({ clusterName: "prod-1" }, naming).clusterName).toBe("prod-1");
  });

  test("take a pattern for what Terraform takes it for", () => {
    const whole: Preset = {
      name: "Acme",
      rules: [
        { option: "clusterName", matches: "(?i)\\AProd-[[:digit:]]+\\z", example: "prod-1", reason: "our names" },
      ],
    };
    expect(settings({ clusterName: "PROD-12" }, whole).clusterName).toBe("PROD-12");
    expect(rejected({ clusterName: "prod-x" }, whole)).toHaveLength(1);
  });

  test("may be about names that every JavaScript object has", () => {
    const tags = (value: string): Preset => ({
      name: "Acme",
      rules: [{ option: "terraform.tags", mustInclude: { constructor: value }, reason: "ours" }],
    });
    expect(settings({}, tags("a")).terraform.tags).toEqual({ constructor: "a" });
    expect(rejected({ terraform: { tags: { constructor: "b" } } }, tags("a"))).toHaveLength(1);
    const other: Preset = {
      name: "Other",
      rules: [{ option: "terraform.tags", mustInclude: { team: "x" }, reason: "theirs" }],
    };
    expect(settings({}, tags("a"), other).terraform.tags).toEqual({ constructor: "a", team: "x" });
  });

  test("add elements to a list, before a repository's own", () => {
    const owners: Preset = {
      name: "Acme",
      rules: [{ option: "repository.codeOwners", mustInclude: ["@acme/sec"], reason: "reviews" }],
    };
    expect(settings({ repository: { codeOwners: ["@acme/a"] } }, owners).repository.codeOwners).toEqual([
      "@acme/sec",
      "@acme/a",
    ]);
    expect(
      settings({ repository: { codeOwners: ["@acme/a", "@acme/sec"] } }, owners).repository.codeOwners,
    ).toHaveLength(2);
  });
});

describe("options of a template's own", () => {
  const own: Preset = {
    name: "Acme",
    options: [
      { name: "costCentre", type: "string" },
      { name: "stages", type: "string[]" },
    ],
    rules: [{ option: "costCentre", matches: "^CC-\\d{4}$", example: "CC-0042", required: true, reason: "billing" }],
  };

  test("are checked with ours, in one report", () => {
    expect(rejected({ costCentr: "CC-0042", stages: "prod", memoryLimitMib: 800, namespace: "" }, own)).toEqual([
      "costCentr: is not an option. Did you mean costCentre?",
      expect.stringMatching(/^memoryLimitMib: /),
      expect.stringMatching(/^namespace: must be a Kubernetes name/),
      "stages: must be a list, for example ['a', 'b']",
      expect.stringMatching(/^costCentre: must match .* A rule of Acme: billing$/),
    ]);
  });

  test("that are right are taken", () => {
    expect(rejected({ costCentre: "CC-0042", stages: ["prod"] }, own)).toEqual([]);
  });
});

describe("a preset that can't be used is its owner's error", () => {
  const withRule = (rule: object) => ({ name: "Acme", rules: [{ reason: "r", ...rule } as PresetRule] });

  test.each<[string, Preset[], string]>([
    [
      "an unknown option",
      [withRule({ option: "namespce", mustBe: "x" })],
      "Acme.rules[0].option: namespce is not an option. Did you mean namespace?",
    ],
    [
      "an option within one that is no group",
      [withRule({ option: "namespace.x", mustBe: "y" })],
      "Acme.rules[0].option: namespace.x is not an option",
    ],
    [
      "a rule for one repository",
      [withRule({ option: "outdir", mustBe: "y" })],
      "Acme.rules[0].option: outdir is for one repository",
    ],
    [
      "a group",
      [withRule({ option: "xray", mustBe: {} })],
      "Acme.rules[0].option: xray is a group: name one of its options export, transactionSearchExample, indexAllAttributes",
    ],
    ["no constraint", [withRule({ option: "namespace" })], "Acme.rules[0].option: has no constraint"],
    [
      "a bound of a text",
      [withRule({ option: "namespace", atLeast: 1 })],
      "Acme.rules[0].atLeast: can't hold for namespace, which is a text",
    ],
    [
      "a value that the option refuses",
      [withRule({ option: "namespace", mustBe: "Not Valid" })],
      "Acme.rules[0].mustBe: must be a Kubernetes name",
    ],
    [
      "a misspelt constraint",
      [withRule({ option: "samplingRatePercentage", atmost: 3 })],
      "Acme.rules[0].atmost: is not an option. Did you mean atMost?",
    ],
    [
      "a pattern that Terraform lacks",
      [withRule({ option: "namespace", matches: "^(?!x)", example: "y" })],
      "Acme.rules[0].matches: must be a regular expression that Terraform can compile (RE2): invalid or unsupported Perl syntax",
    ],
    [
      "a pattern without an example",
      [withRule({ option: "namespace", matches: "^a" })],
      "Acme.rules[0].example: must be a text that matches ^a",
    ],
    [
      "a default that is not valid",
      [{ name: "Acme", defaults: { samplingRatePercentage: 101 } }],
      "Acme.defaults.samplingRatePercentage: must be a number from 0 to 100",
    ],
    [
      "a default that its own rule forbids",
      [{ ...withRule({ option: "samplingRatePercentage", atMost: 5 }) }],
      'samplingRatePercentage: the default breaks a rule, "must be at most 5',
    ],
    [
      "an option of its own that is ours",
      [{ name: "Acme", options: [{ name: "namespace", type: "string" }] }],
      "Acme.options[0]: namespace is an option already",
    ],
    [
      "a value for one repository",
      [{ name: "Acme", defaults: { outdir: "x" } }],
      "Acme.defaults.outdir: is for one repository",
    ],
    ["no name", [{ rules: [] } as unknown as Preset], "presets[0].name: "],
    [
      "two values",
      [
        withRule({ option: "namespace", mustBe: "a" }),
        { ...withRule({ option: "namespace", mustBe: "b" }), name: "Unit" },
      ],
      "namespace: no value obeys \"must be 'a'\" of Acme and \"must be 'b'\" of Unit",
    ],
    [
      "bounds that cross",
      [
        withRule({ option: "samplingRatePercentage", atMost: 5 }),
        { ...withRule({ option: "samplingRatePercentage", atLeast: 6 }), name: "Unit" },
      ],
      'samplingRatePercentage: no value obeys "must be at most 5" of Acme and "must be at least 6" of Unit',
    ],
    [
      "two owners",
      [
        withRule({ option: "terraform.tags", mustInclude: { owner: "a" } }),
        { ...withRule({ option: "terraform.tags", mustInclude: { owner: "b" } }), name: "Unit" },
      ],
      "terraform.tags: no value obeys",
    ],
    [
      "elements for a map",
      [withRule({ option: "terraform.tags", mustInclude: ["a"] })],
      "Acme.rules[0].mustInclude: must map keys to values",
    ],
    [
      "keys for a list",
      [withRule({ option: "repository.codeOwners", mustInclude: { a: "b" } })],
      "Acme.rules[0].mustInclude: must be a list, as the option is",
    ],
    [
      "one of some values that the option refuses",
      [withRule({ option: "namespace", oneOf: ["tracing", "Not Valid"] })],
      "Acme.rules[0].oneOf[1]: must be a Kubernetes name",
    ],
    [
      "an example that the option refuses",
      [withRule({ option: "namespace", matches: "^A", example: "Acme" })],
      "Acme.rules[0].example: must be a Kubernetes name",
    ],
    [
      "an example that does not match",
      [withRule({ option: "namespace", matches: "^a", example: "b" })],
      "Acme.rules[0].example: must be a text that matches ^a",
    ],
    ["no value at all", [withRule({ option: "namespace", oneOf: [] })], "for example ['a', 'b']"],
    ["no key at all", [withRule({ option: "terraform.tags", requiredKeys: [] })], "for example ['cost-centre']"],
    ["rules that are no list", [{ name: "Acme", rules: "x" as unknown as [] }], "for example [{ option: 'namespace'"],
    [
      "options that are no list",
      [{ name: "Acme", options: "x" as unknown as [] }],
      "for example [{ name: 'costCentre'",
    ],
    ["defaults that are no object", [{ name: "Acme", defaults: "x" as unknown as object }], "Acme.defaults: must be "],
    [
      "a value that is none of those of another preset",
      [
        withRule({ option: "namespace", mustBe: "a" }),
        { ...withRule({ option: "namespace", oneOf: ["b", "c"] }), name: "Unit" },
      ],
      "namespace: no value obeys \"must be 'a'\" of Acme and \"must be one of 'b', 'c'\" of Unit",
    ],
    [
      "defaults that only together are wrong",
      [
        { name: "Acme", defaults: { collector: { memoryLimitMib: 300 } } },
        { name: "Unit", defaults: { collector: { memorySpikeLimitMib: 350 } } },
      ],
      ". The presets together say so",
    ],
    ...["cost-centre", "Cost", "1a", "a b", "ä"].map((name): [string, Preset[], string] => [
      `an own option by the name ${name}`,
      [{ name: "Acme", options: [{ name, type: "string" }] }],
      "Acme.options[0].name: must be a name in camel case",
    ]),
    ...(
      [
        ["repository.codeOwners", "atMost", 1, "a list"],
        ["sampling.keepErrors", "atLeast", 1, "true or false"],
        ["topology", "atLeast", 1, "one of a few words"],
        ["terraform.tags", "atLeast", 1, "a map"],
        ["samplingRatePercentage", "matches", "1", "a number"],
        ["namespace", "mustInclude", ["a"], "a text"],
        ["repository.codeOwners", "requiredKeys", ["a"], "a list"],
      ] as const
    ).map(([option, part, value, kind]): [string, Preset[], string] => [
      `${part} for ${kind}`,
      [withRule({ option, [part]: value, example: "1" })],
      `Acme.rules[0].${part}: can't hold for ${option}, which is ${kind}`,
    ]),
    [
      "an own option of two types",
      [
        { name: "Acme", options: [{ name: "x", type: "string" }] },
        { name: "Unit", options: [{ name: "x", type: "number" }] },
      ],
      "Unit.options[0]: x is a string in another preset",
    ],
  ])("%s", (_, presets, message) => {
    expect(rejected({}, ...presets)).toEqual([expect.stringContaining(message)]);
  });

  test("and says so, whatever else is wrong", () => {
    expect(() => settings({ namespace: "Not Valid" }, withRule({ option: "namespce", mustBe: "x" }))).toThrow(
      /^eks-otel-tracing: 1 mistake in the presets, nothing was written\. Their owner has to mend it\.\n\n {2}Acme\.rules\[0\]\.option {2}namespce is not/,
    );
  });
});

test.each<[string, Preset["rules"]]>([
  ["bounds that meet", [{ option: "samplingRatePercentage", atLeast: 10, atMost: 10, reason: "r" }]],
  [
    "a value that is one of others",
    [
      { option: "namespace", mustBe: "a", reason: "r" },
      { option: "namespace", oneOf: ["a", "b"], reason: "r" },
    ],
  ],
  [
    "the same entry twice",
    [
      { option: "terraform.tags", mustInclude: { owner: "a" }, reason: "r" },
      { option: "terraform.tags", mustInclude: { owner: "a", team: "b" }, reason: "r" },
    ],
  ],
  ["what a repository has to give", [{ option: "terraform.tags", requiredKeys: ["owner"], reason: "r" }]],
])("rules that a value obeys are no contradiction: %s", (_, rules) => {
  const tags = { owner: "a", team: "b" };
  expect(rejected({ terraform: { tags } }, { name: "Acme", rules })).toEqual([]);
});

test("a preset stays as its owner wrote it", () => {
  settings({}, acme);
  expect(Object.isFrozen(acme.rules)).toBe(false);
});

test.each([
  ["repository.runnerLabels", ["self-hosted", "linux"], ["ubuntu-24.04"]],
  ["repository.securityContact", "security@example.com", "me@example.com"],
  ["repository.defaultBranch", "trunk", "main"],
  ["repository.npmRegistry", "https://npm.example.com/", "https://mirror.example.com/"],
  ["repository.npmRegistryScopes", ["@acme"], ["@other"]],
  ["repository.npmTokenSecret", "ACME_TOKEN", "NPM_TOKEN"],
])("an organisation decides %s: it is filled in, and another is refused", (option, mustBe, other) => {
  const presets: Preset[] = [
    {
      name: "Acme",
      defaults: /npmRegistryScopes|npmTokenSecret/.test(option)
        ? { repository: { npmRegistry: "https://npm.example.com/" } }
        : {},
      rules: [{ option, mustBe, reason: "it is so" }],
    },
  ];
  const key = option.replace("repository.", "");
  expect(settingsWithPresets({ presets }).repository).toMatchObject({ [key]: mustBe });
  expect(() => settingsWithPresets({ presets, repository: { [key]: other } })).toThrow(/A rule of Acme: it is so/);
});
