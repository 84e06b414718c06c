import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Project } from "projen";
import * as v from "valibot";
import { InvalidOptionsError } from "../../src/settings/invalid-options-error";
import { valueAt } from "../../src/settings/rules";
import { resolveSettings } from "../../src/settings/settings";
import { DOCUMENTED_DEFAULTS } from "./documented-defaults";
import { mistakes } from "./mistakes";

test("no options at all are valid", () => {
  expect(mistakes({})).toEqual([]);
});

test("every mistake is reported at once, with what was given and what is allowed", () => {
  const options = { namespce: "x", samplingRatePercentage: 250, chartVersion: "0.1.0", namespace: "Not Valid" };
  expect(() => resolveSettings(options)).toThrow(
    [
      "eks-otel-tracing: 4 options are not valid, nothing was written.",
      "",
      "  namespce                'x'          is not an option. Did you mean namespace?",
      "  namespace               'Not Valid'  must be a Kubernetes name: lower-case letters, digits and '-', not '-' at either end, at most 63 characters",
      "  samplingRatePercentage  250          must be a number from 0 to 100",
      "  chartVersion            '0.1.0'      is older than the oldest that is supported: take 0.78.0 or later",
      "",
    ].join("\n"),
  );
});

test.each([
  [
    { redaction: { removeKeys: ["cluster_name"] } },
    "redaction.removeKeys: would redact cluster_name or k8s.cluster.name, which tells clusters apart and is stamped onto everything afterwards: leave it out",
  ],
  [
    { logging: { level: "loud" } },
    "logging.level: must be a LogLevel of projen: one of 00.off, 10.error, 20.warn, 30.info, 40.debug, 50.verbose",
  ],
])("what is possible is listed: %j", (options, mistake) => {
  expect(mistakes(options)).toEqual([mistake]);
});

test("a priority class that no cluster can have is a mistake", () => {
  expect(mistakes({ collector: { priorityClassName: "system-tracing" } })).toEqual([
    "collector.priorityClassName: must not begin with system-, which Kubernetes keeps for system-node-critical and system-cluster-critical",
  ]);
});

test("more attributes than X-Ray indexes of a trace are a mistake, with what the module adds counted", () => {
  const keys = (length: number) => Array.from({ length }, (_, index) => `a${index}`);
  expect(mistakes({ xray: { indexedAttributes: keys(49) } })).toEqual([]);
  expect(mistakes({ xray: { indexedAttributes: [...keys(49), "otel.resource.cluster_name"] } })).toEqual([]);
  expect(mistakes({ xray: { indexedAttributes: keys(52) } })).toEqual([
    "xray.indexedAttributes: must make at most 50 annotations, which is what X-Ray indexes of a trace. These are 53, with otel.resource.cluster_name, by which a cluster is searched: leave 3 out",
  ]);
});

test("a period of copyright and a tag of npm are what they say", () => {
  const wrong = (option: string, values: string[]) =>
    values.filter((value) => mistakes({ repository: { [option]: value } }).length > 0);
  const periods = ["2026", "2024-2026", "2024-present", "26", "x2026", "2026x", "2024-26", "2024-presently"];
  expect(wrong("copyrightPeriod", periods)).toEqual(["26", "x2026", "2026x", "2024-26", "2024-presently"]);
  const tags = ["next", "a.B_c-1", "vnext", "1next", "v1", "-next", " next", "ne xt", ""];
  expect(wrong("renovateFollowTag", tags)).toEqual(["1next", "v1", "-next", " next", "ne xt", ""]);
});

test("one mistake is told in the singular", () => {
  expect(() => resolveSettings({ namespace: "" })).toThrow("1 option is not valid");
});

test("what several checks say of an option is told once", () => {
  expect(mistakes({ collector: { cpuRequestMillicores: -1.5 } })).toEqual([
    "collector.cpuRequestMillicores: must be a whole number from 1 to 1000000",
  ]);
  expect(mistakes({ networkPolicy: { enabled: true, egressCidrBlocks: ["x", "y"] } })).toHaveLength(2);
});

test("an option with two mistakes is one option that is not valid", () => {
  expect(() => resolveSettings({ collector: { priorityClassName: "system-High" } })).toThrow(
    /^eks-otel-tracing: 1 option is not valid.*\n\n.*must be a Kubernetes name.*\n.*must not begin with system-/,
  );
});

test("a user's mistake has no stack trace", () => {
  try {
    resolveSettings({ namespace: "" });
  } catch (error) {
    expect((error as Error).stack).toBe((error as Error).message);
  }
  expect.assertions(1);
});

test("a long value is shortened in the report", () => {
  expect(() => resolveSettings({ namespace: "x".repeat(500) })).toThrow(/'x{59}…'/);
});

describe("unknown options", () => {
  test("a near miss names the option that was meant", () => {
    expect(mistakes({ sampling: { decisionWaitSecond: 3 } })).toEqual([
      "sampling.decisionWaitSecond: is not an option. Did you mean decisionWaitSeconds?",
    ]);
  });

  test.each([
    ["decisionWaitSecon", "decisionWaitSeconds"],
    ["decisionWaitSeco", undefined],
    ["polcies", "policies"],
    ["raets", undefined],
    ["rate", "rates"],
  ])("%s is a slip of two letters at most, and of fewer in a short word: of %s", (option, meant) => {
    const told = meant ? `is not an option. Did you mean ${meant}?` : "is not an option of sampling, which has ";
    expect(mistakes({ sampling: { [option]: 3 } })).toEqual([expect.stringContaining(`sampling.${option}: ${told}`)]);
  });

  test("anything else lists what there is", () => {
    expect(mistakes({ xray: { foo: 3 } })).toEqual([
      "xray.foo: is not an option of xray, which has export, transactionSearchExample, indexAllAttributes, indexedAttributes, roleArn, externalId",
    ]);
  });

  test("what is none anywhere names the page that a generated repository has", () => {
    expect(mistakes({ foo: 1 })).toEqual(["foo: is not an option: node_modules/eks-otel-tracing/API.md lists them"]);
  });

  test.each([
    [{ memoryLimitMib: 800 }, "memoryLimitMib: is not an option here: it belongs in collector"],
    [{ tags: {} }, "tags: is not an option here: it belongs in terraform"],
    [
      { collector: { decisionWaitSeconds: 3 } },
      "collector.decisionWaitSeconds: is not an option here: it belongs in sampling",
    ],
    [{ sampling: { namespace: "x" } }, "sampling.namespace: is not an option here: it belongs at the top level"],
  ])("one that stands in the wrong place is told the right one: %j", (options, mistake) => {
    expect(mistakes(options)).toEqual([mistake]);
  });

  test("they are found within a policy, by its type", () => {
    const policies = [{ name: "slower", type: "latency", thresholdMs: 900, treshholdMs: 1 }];
    expect(mistakes({ sampling: { policies } })).toEqual([
      "sampling.policies[0].treshholdMs: is not an option. Did you mean thresholdMs?",
    ]);
  });

  test("a template's own are known when it declares them, and their types are checked", () => {
    const ownOptions = { costCentre: v.optional(v.string("must be text")) };
    expect(mistakes({ costCentre: "42" }, { ownOptions })).toEqual([]);
    expect(mistakes({ costCentre: 42 }, { ownOptions })).toEqual(["costCentre: must be text"]);
    expect(mistakes({ costCentr: "42" }, { ownOptions })).toEqual([
      "costCentr: is not an option. Did you mean costCentre?",
    ]);
  });

  test("a template that does not declare its own is told how", () => {
    expect(mistakes({ costCentre: "42" }, { template: "AcmeTracing" })).toEqual([
      expect.stringContaining(
        'AcmeTracing has to declare it: presets: [{ name: "AcmeTracing", options: [{ name: "costCentre", type: "string" }] }]',
      ),
    ]);
  });
});

describe("what is missing is called missing, with what is allowed", () => {
  test.each([
    [
      { type: "latency", thresholdMs: 3 },
      "name: is missing: must be a policy name: at most 64 letters, digits, '-', '_' and '.'",
    ],
    [{ name: "a", type: "boolean_attribute", key: "k" }, "value: is missing: must be true or false"],
    [
      { name: "a", type: "string_attribute", key: "k" },
      "values: is missing: must be a list with at least one entry, for example ['checkout']",
    ],
    [{ name: "a", type: "span_count" }, "minSpans: is missing: must be a whole number from 1 to 1000000"],
  ])("%j", (policy, mistake) => {
    expect(mistakes({ sampling: { policies: [policy] } })).toEqual([`sampling.policies[0].${mistake}`]);
  });

  test("a policy's type too, and an unknown one is told the known ones", () => {
    const types = "must be one of boolean_attribute, latency, numeric_attribute, ";
    expect(mistakes({ sampling: { policies: [{ name: "a" }, { name: "b", type: "lateness" }] } })).toEqual([
      expect.stringMatching(`^sampling.policies\\[0\\].type: is missing: ${types}.*, trace_state, and, composite$`),
      expect.stringMatching(`^sampling.policies\\[1\\].type: ${types}.*, trace_state, and, composite$`),
    ]);
  });

  test("policies that are none are told so, and not that their names are alike", () => {
    expect(mistakes({ sampling: { policies: [null, 3] } })).toEqual([
      "sampling.policies[0]: must be a policy, with name and type",
      "sampling.policies[1]: must be a policy, with name and type",
    ]);
  });
});

test("policies without a valid name have one mistake each, and none for being called alike", () => {
  const policy = { type: "latency", thresholdMs: 1 };
  const named = (name: unknown) =>
    mistakes({
      sampling: {
        policies: [
          { ...policy, name },
          { ...policy, name },
        ],
      },
    });
  expect(named(undefined)).toHaveLength(2);
  expect(named("")).toHaveLength(2);
  expect(named(7)).toHaveLength(2);
  expect(named("slow")).toEqual([expect.stringMatching(/^sampling\.policies\[1\]\.name: is already the name/)]);
});

describe("a policy's regular expression is one that the collector can compile", () => {
  const policy = (...values: string[]) => ({ name: "p", type: "string_attribute", key: "k", values });
  const regex = (...values: string[]) => ({ ...policy(...values), enabledRegexMatching: true });

  test("else it is a mistake that says where and why", () => {
    expect(mistakes({ sampling: { policies: [regex("a", "("), { ...regex("(?!x)"), name: "q" }] } })).toEqual([
      "sampling.policies[0].values[1]: must be a regular expression that the collector can compile (RE2): missing closing ): `(`",
      expect.stringMatching(
        /^sampling\.policies\[1\]\.values\[0\]: .*RE2 has neither look-around nor back references$/,
      ),
    ]);
  });

  test("within another policy too", () => {
    const and = { name: "both", type: "and", policies: [regex("[")] };
    expect(mistakes({ sampling: { policies: [and] } })).toEqual([
      expect.stringMatching(/^sampling\.policies\[0\]\.policies\[0\]\.values\[0\]: must be a regular expression/),
    ]);
  });

  test("and a text that is none may be anything", () => {
    expect(mistakes({ sampling: { policies: [policy("(", "(?!x)")] } })).toEqual([]);
  });
});

describe("names that Kubernetes refuses", () => {
  test.each([
    [{ collector: { releaseName: "0otel" } }, "collector.releaseName: must be the name of a Kubernetes Service"],
    [{ collector: { releaseName: "o".repeat(54) } }, "collector.releaseName: must be the name of a Kubernetes Service"],
    [{ collector: { priorityClassName: "a..b" } }, "collector.priorityClassName: must be a Kubernetes name"],
    [
      { collector: { nodeSelector: { "a..b/c": "d" } } },
      "collector.nodeSelector.a..b/c: must be a Kubernetes label key",
    ],
    [{ collector: { tolerations: [{ key: "-a/b" }] } }, "collector.tolerations[0].key: must be a Kubernetes label key"],
    [{ namespace: "a.b" }, "namespace: must be a Kubernetes name"],
  ])("%j", (options, mistake) => {
    expect(mistakes(options)).toEqual([expect.stringContaining(mistake)]);
  });

  test.each([
    [{ collector: { releaseName: "o".repeat(53), priorityClassName: "acme.com-critical.0" } }],
    [{ collector: { nodeSelector: { "0.example.com/Zone_1.a": "A.b_c-0" } }, namespace: "0tracing" }],
  ])("and those that it takes: %j", (options) => {
    expect(mistakes(options)).toEqual([]);
  });
});

describe("version ranges", () => {
  test.each([
    [">= 4.0, < 3.0", "allows no version at all: its conditions contradict each other"],
    [">= 1.2, < 2.0", "allows Terraform 1.2.0, and the module needs 1.3.0 or later"],
    ["< 2.0", "allows Terraform 0.0.0, and the module needs 1.3.0 or later"],
    ["~> 1.5.0", "allows no Terraform that can run the module's tests, which mock providers: let it reach 1.7.0"],
  ])("of Terraform: %s", (requiredVersion, mistake) => {
    expect(mistakes({ terraform: { requiredVersion } })).toEqual([
      expect.stringContaining(`terraform.requiredVersion: ${mistake}`),
    ]);
  });

  test.each(["awsProviderVersion", "helmProviderVersion"])("of providers: %s", (option) => {
    expect(mistakes({ terraform: { [option]: "> 3.1, < 3.1.1" } })).toEqual([
      `terraform.${option}: allows no version at all: its conditions contradict each other`,
    ]);
    expect(mistakes({ terraform: { [option]: "no range" } })).toHaveLength(1);
  });

  test.each([
    [">= 5.0, < 7.0", "5.0.0"],
    ["~> 5.28.0", "5.28.0"],
  ])("of the AWS provider with Pod Identity, which it knows from 5.29 on: %s", (awsProviderVersion, lowest) => {
    expect(mistakes({ identity: "pod-identity", terraform: { awsProviderVersion } })).toEqual([
      `terraform.awsProviderVersion: allows AWS provider ${lowest}, and identity 'pod-identity' needs 5.29.0 or later: begin it with '>= 5.29'`,
    ]);
    expect(mistakes({ terraform: { awsProviderVersion } })).toEqual([]);
  });

  test("of the AWS provider begin where the identity lets them", () => {
    expect(resolveSettings({}).terraform.awsProviderVersion).toBe(">= 5.0, < 7.0");
    expect(resolveSettings({ identity: "pod-identity" }).terraform.awsProviderVersion).toBe(">= 5.29, < 7.0");
    expect(mistakes({ identity: "pod-identity", terraform: { awsProviderVersion: "~> 6.0" } })).toEqual([]);
  });

  test.each([">= 1.5", "~> 1.7.0", "> 1.8.5", ">= 1.9, != 1.9.0"])("that are good: %s", (requiredVersion) => {
    expect(mistakes({ terraform: { requiredVersion } })).toEqual([]);
  });
});

test.each([
  [{ namespace: 123 }, "namespace: is a number, and must be text: write '123'"],
  [{ terraform: { tags: { cost: 42 } } }, "terraform.tags.cost: is a number, and must be text: write '42'"],
  [{ dropHealthChecks: [1] }, "dropHealthChecks[0]: must be a URL path without a query, for example /healthz"],
])("a number where text is due is told how to write it, unless the text would be no better: %j", (options, mistake) => {
  expect(mistakes(options)).toEqual([mistake]);
});

test("a name that `projen new` took from the directory is told the flag", () => {
  expect(mistakes({ name: "MyTracing" })).toEqual([
    expect.stringMatching(
      /^name: must be a repository name: lower-case .* the directory's name unless --name gives another$/,
    ),
  ]);
});

test.each([["repository"], ["terraform.tags"]])("a list is no object: %s", (path) => {
  const [group, key] = path.split(".");
  expect(mistakes({ [group]: key ? { [key]: [] } : [] })).toEqual([`${path}: must be an object, not a list`]);
});

test.each<[object]>([
  [{ redaction: { maskPatterns: [""] } }],
  [{ sampling: { policies: [{ name: "a", type: "ottl_condition", spanConditions: ['"\n'] }] } }],
  [
    {
      sampling: {
        policies: [{ name: "a", type: "string_attribute", key: "k", values: ["(\n"], enabledRegexMatching: true }],
      },
    },
  ],
  [{ terraform: { requiredVersion: "any" } }],
  [{ terraform: { requiredVersion: ">= 1.2, < 1.0" } }],
  [{ terraform: { helmProviderVersion: "any" } }],
  [{ devDeps: ["constructor@ 1"] }],
])("what is no text of its form is not judged by what it means, too: %j", (options) => {
  expect(mistakes(options)).toHaveLength(1);
});

test("a key that is longer than any label is a mistake", () => {
  const told = (length: number) => mistakes({ collector: { nodeSelector: { ["a".repeat(length)]: "b" } } });
  expect(told(1025)).toEqual([expect.stringMatching(/\.a+: is a key of 1025 characters, and may have 1024$/)]);
  expect(told(1024)).toEqual([expect.stringMatching(/\.a+: must be a Kubernetes label key/)]);
});

test("a list where a text is due is told what the text must be, and no more", () => {
  expect(mistakes({ namespace: ["a"] })).toEqual([expect.stringMatching(/^namespace: must be a Kubernetes name/)]);
});

describe("a project in a repository of others", () => {
  const parent = new Project({ name: "parent", outdir: mkdtempSync(join(tmpdir(), "eks-otel-tracing-")) });
  const BELOW = "outdir: must be the path of a directory below the parent project's, for example 'modules/tracing'";

  test.each([undefined, "/srv/tracing", ".", "./", "a/..", "..", "../tracing"])("is not in %s", (outdir) => {
    expect(mistakes({ parent, outdir })).toEqual([BELOW]);
  });

  test.each(["modules/tracing", "./a", "a/../b", "..a"])("may be in %s", (outdir) => {
    expect(mistakes({ parent, outdir })).toEqual([]);
  });

  test("has a parent that is a project, and one that is alone may be anywhere", () => {
    expect(mistakes({ parent: {} })).toEqual(["parent: must be a projen project"]);
    expect(mistakes({ outdir: "/srv/tracing" })).toEqual([]);
  });
});

describe("defaults", () => {
  test("are those that are documented", () => {
    const settings = resolveSettings({});
    const options = Object.keys(DOCUMENTED_DEFAULTS);
    expect(options.length).toBeGreaterThan(70);
    expect(Object.fromEntries(options.map((option) => [option, valueAt(settings, option)]))).toEqual(
      DOCUMENTED_DEFAULTS,
    );
  });

  test("a list of attributes to index means that not all are", () => {
    expect(resolveSettings({ xray: { indexedAttributes: ["http.route"] } }).xray.indexAllAttributes).toBe(false);
  });

  test("a group keeps its other defaults when one option is set", () => {
    expect(resolveSettings({ collector: { memoryLimitMib: 800 } }).collector.memorySpikeLimitMib).toBe(100);
  });
});

test("settings can't be changed", () => {
  const own = { costCentre: { name: "shop" } };
  const policies = [{ name: "both", type: "and", policies: [{ name: "slow", type: "latency", thresholdMs: 1 }] }];
  const settings = resolveSettings({ sampling: { policies }, ...own }, { ownOptions: { costCentre: v.any() } });
  expect(() => {
    (settings.sampling as { numTraces: number }).numTraces = 1;
  }).toThrow(TypeError);
  const changeable = (value: unknown, path: string): string[] =>
    typeof value === "object" && value !== null
      ? [
          ...(Object.isFrozen(value) ? [] : [path]),
          ...Object.entries(value).flatMap(([key, inner]) => changeable(inner, `${path}.${key}`)),
        ]
      : [];
  // What a template declares as its own is its own.
  expect(changeable(settings, "")).toEqual([".costCentre"]);
});

test("InvalidOptionsError prints as its message alone", () => {
  expect(require("node:util").inspect(new InvalidOptionsError([{ option: "a", given: 1, message: "m" }]))).toMatch(
    /^eks-otel/,
  );
});

test.each(["hunter2", "hunter2".repeat(20)])("a password in an address is not shown: %s", (password) => {
  const npmRegistry = `https://me:${password}@npm.example.com/`;
  expect(() => resolveSettings({ repository: { npmRegistry } })).toThrow(
    /^(?![\s\S]*hunter2)[\s\S]*'https:\/\/…@npm\.example\.com\/' +must be an https URL.*name one with repository\.npmTokenSecret/,
  );
});

describe("roles of other accounts, where the collector", () => {
  const roleArn = "arn:aws:iam::210987654321:role/writer";

  test.each(["0.121.0", "0.128.0", "0.143.0"])("%s would write traces as itself", (collectorVersion) => {
    expect(mistakes({ collectorVersion, xray: { roleArn } })).toEqual([
      `xray.roleArn: is read by collector ${collectorVersion}, which then writes as itself: choose a collectorVersion up to 0.120.0 or from 0.144.0 on`,
    ]);
    expect(mistakes({ collectorVersion, amp: { roleArn } })).toEqual([]);
  });

  test.each([
    ["xray", "0.92.0", "0.144.0"],
    ["xray", "0.120.0", "0.144.0"],
    ["amp", "0.92.0", "0.149.0"],
    ["amp", "0.148.0", "0.149.0"],
  ])("can't send an external id: %s.externalId, %s", (group, collectorVersion, since) => {
    const options = { [group]: { roleArn, externalId: "shop/prod" } };
    expect(mistakes({ collectorVersion, ...options })).toEqual([
      `${group}.externalId: is unknown to collector ${collectorVersion}, which would not start: choose a collectorVersion from ${since} on, or a role that asks for none`,
    ]);
    expect(mistakes({ collectorVersion: since, ...options })).toEqual([]);
  });
});
