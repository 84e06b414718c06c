import { parse } from "yaml";
import { MASK_TYPES } from "../../src/collector/mask-types";
import type { EksOtelTracingProjectOptions, MaskType, RedactionOptions } from "../../src/options";
import type { InvalidOptionsError } from "../../src/settings/invalid-options-error";
import { resolveSettings } from "../../src/settings/settings";
import { AMP, agentConfig, collectorConfig, generated } from "../generated";

const redaction: RedactionOptions = {
  removeKeys: ["enduser.id", "password"],
  hashKeys: ["session.id"],
  maskTypes: ["email"],
  maskPatterns: ["it's [$]{{x}}|%{y}\\d"],
};
const BEFORE_THE_SAMPLER = ["memory_limiter", "transform/redaction", "redaction"];
const logs = { otlpExporters: [{ name: "loki", endpoint: "http://loki:4317", signals: ["logs" as const] }] };

test("everything is redacted before the sampler and before any exporter, in every pipeline", () => {
  const { pipelines } = collectorConfig({ redaction, ...logs }, AMP).service;
  expect(Object.keys(pipelines)).toEqual(["traces", "metrics", "logs"]);
  expect(pipelines.traces.processors).toEqual([...BEFORE_THE_SAMPLER, "tail_sampling", "batch", "resource"]);
  expect(pipelines.metrics.processors).toEqual([...BEFORE_THE_SAMPLER, "batch", "resource"]);
  expect(pipelines.logs.processors).toEqual([...BEFORE_THE_SAMPLER, "batch", "resource"]);
});

test("in two tiers the agents redact, before anything leaves the node", () => {
  const options = { topology: "gateway", redaction, ...logs } as const;
  const { pipelines } = agentConfig(options, AMP).service;
  expect(Object.keys(pipelines)).toEqual(["traces", "logs", "metrics"]);
  for (const { processors } of Object.values<any>(pipelines)) {
    expect(processors).toEqual(BEFORE_THE_SAMPLER);
  }
  expect(Object.keys(collectorConfig(options).processors)).not.toContain("redaction");
});

test("on a developer's machine it is redacted too", () => {
  const { processors, service } = parse(generated({ redaction })["examples/apps/express/collector-config.yaml"]);
  expect(service.pipelines.traces.processors.slice(0, 3)).toEqual(BEFORE_THE_SAMPLER);
  // The collector reads $$ as $.
  expect(processors.redaction.blocked_values.at(-1)).toBe("it's [$$]{{x}}|%{y}\\d");
});

test("values are masked whatever their type, with a word for none of it on the span, and what was hashed stays", () => {
  const { blocked_key_patterns, blocked_values, allowed_values, ...rest } = collectorConfig({ redaction }).processors
    .redaction;
  expect(rest).toEqual({ allow_all_keys: true, redact_all_types: true, summary: "silent" });
  expect([blocked_key_patterns, allowed_values].map((list) => list.length)).toEqual([1, 1]);
  expect(new RegExp(blocked_key_patterns[0].replaceAll("$$", "$")).test("session.id")).toBe(true);
  expect(new RegExp(allowed_values[0].replaceAll("$$", "$")).test(`sha256:${"0a".repeat(32)}`)).toBe(true);
});

test("a pattern comes through Terraform and Helm as it was written", () => {
  const { blocked_values } = collectorConfig({ redaction }).processors.redaction;
  expect(blocked_values.at(-1)).toBe("it's [$$]{{`{{`}}x}}|%{y}\\d");
});

/** Statements for a map whose values the other processor masks, for one that it does not see, for texts, and for bodies of logs. */
interface Statements {
  readonly attributes: (map: string) => string[];
  readonly unseen: (map: string) => string[];
  readonly texts: (...paths: string[]) => string[];
  readonly message: string[];
  readonly body: string[];
}

const remove = (map: string) => `delete_matching_keys(${map}, "^(?:a[.]b|c)$$")`;
const hash = (map: string) =>
  ["a.b", "c"].map(
    (key) =>
      `set(${map}["${key}"], Concat(["sha256:", SHA256(String(${map}["${key}"]))], "")) where ${map}["${key}"] != nil`,
  );
const mask = (text: string) => `replace_pattern(${text}, PATTERN, "****")`;
const maskKeys = (map: string) => `replace_all_patterns(${map}, "key", PATTERN, "****")`;
const maskValues = (map: string) => [`stringify_all(${map})`, `replace_all_patterns(${map}, "value", PATTERN, "****")`];
const ofKeys = {
  unseen: (map: string) => [remove(map), ...maskValues(map)],
  texts: () => [],
  message: [mask("span.status.message")],
};

test.each<[string, RedactionOptions, Statements]>([
  [
    "removed",
    { removeKeys: ["a.b", "c"] },
    { ...ofKeys, attributes: (map) => [remove(map)], body: [`${remove("log.body")} where IsMap(log.body)`] },
  ],
  ["hashed", { hashKeys: ["a.b", "c"] }, { ...ofKeys, attributes: hash, body: [] }],
  [
    "masked",
    { maskPatterns: ['"\\d', "y"] },
    {
      attributes: (map) => [maskKeys(map)],
      unseen: (map) => [maskKeys(map), ...maskValues(map)],
      texts: (...paths) => paths.map(mask),
      message: [mask("span.status.message")],
      body: [
        String.raw`set(log.body, String(log.body)) where (IsMap(log.body) or IsList(log.body)) and IsMatch(String(log.body), "\"[^\"]*(?:(?:\"\\d)|(?:y))[^\"]*\":")`,
      ],
    },
  ],
])("every place that an application writes to is reached by what is %s, of each signal", (_, only, expected) => {
  const { processors } = collectorConfig({ redaction: only, ...logs }, AMP);
  const { error_mode, ...bySignal } = processors["transform/redaction"];
  expect(error_mode).toBe("propagate");
  const { blocked_values: patterns, blocked_key_patterns: keys } = processors.redaction;
  expect(keys).toEqual(only.maskPatterns === undefined ? ["^(?:a[.]b|c)$$"] : undefined);
  const pattern = JSON.stringify(
    patterns.length > 1 ? patterns.map((one: string) => `(?:${one})`).join("|") : patterns[0],
  );
  const found = Object.entries<any[]>(bySignal).map(([signal, contexts]) => [
    signal,
    contexts.map(({ context, statements }) => [
      context,
      statements.map((text: string) => text.replace(`, ${pattern}, `, ", PATTERN, ")),
    ]),
  ]);
  const { attributes, unseen, texts, message, body } = expected;
  const common = [
    ["resource", attributes("resource.attributes")],
    ["scope", [...attributes("scope.attributes"), ...texts("scope.name", "scope.version")]],
  ];
  expect(found).toEqual([
    [
      "trace_statements",
      [
        ...common,
        ["span", [...attributes("span.attributes"), ...texts("span.name", "span.trace_state"), ...message]],
        ["spanevent", [...attributes("spanevent.attributes"), ...texts("spanevent.name")]],
      ],
    ],
    [
      "metric_statements",
      [
        ...common,
        ["metric", [...unseen("metric.metadata"), ...texts("metric.name", "metric.description", "metric.unit")]],
        ["datapoint", attributes("datapoint.attributes")],
        ["exemplar", unseen("exemplar.filtered_attributes")],
      ],
    ],
    [
      "log_statements",
      [...common, ["log", [...attributes("log.attributes"), ...body, ...texts("log.severity_text", "log.event_name")]]],
    ],
  ]);
});

test("a key is masked in JSON too, with its value and nothing else, and in JSON within JSON with all that follows", () => {
  const { RE2JS } = require("re2js");
  const [pattern] = collectorConfig({ redaction: { removeKeys: ["a.b", "c"] } }).processors.redaction.blocked_values;
  const masked = (text: string) => RE2JS.compile(pattern).matcher(text).replaceAll("*");
  expect(masked('{"a.b": "x \\" y", "d": 1, "c":-1.5e+3,"axb":2}')).toBe('{*, "d": 1, *,"axb":2}');
  expect(masked('{"c" : {"d": 1}}')).toBe("{*");
  expect(masked('"{\\"d\\":1,\\"c\\": \\"x\\"}"\n')).toBe('"{\\"d\\":1,*');
});

test("a hash is no value to mask again, and without one there is no exception", () => {
  const processor = (given: RedactionOptions) => collectorConfig({ redaction: given }).processors.redaction;
  expect(processor(redaction).allowed_values).toEqual(["^sha256:[0-9a-f]{64}$$"]);
  expect(processor({ removeKeys: ["a"] }).allowed_values).toBeUndefined();
});

test.each<[MaskType, string[], string[]]>([
  [
    "credit-card",
    ["4111111111111111", "4111 1111 1111 1111", "5500-0000-0000-0004", "3400 000000 00009", "pan_30000000000004_"],
    ["1764275445123456789", "4111-1111", "0af7651916cd43dd8448eb211c80319c", "41111111111111111111"],
  ],
  ["email", ["jane.doe+x@mail.example.com"], ["jane@localhost", "@example.com"]],
  ["bearer-token", ["Bearer abc.def-123==", "authorization: bearer  x"], ["Bearer", "bearers of news"]],
  ["jwt", ["eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2ln"], ["eyJ.a.b", "eyJhbGciOiJIUzI1NiJ9"]],
])("masks %s, and nothing that only looks a little like it", (type, secrets, others) => {
  const { RE2JS } = require("re2js");
  const matches = (text: string) => RE2JS.compile(MASK_TYPES[type]).matcher(text).find();
  expect(secrets.filter((secret) => !matches(secret))).toEqual([]);
  expect(others.filter(matches)).toEqual([]);
});

test.each<[EksOtelTracingProjectOptions, string, string]>([
  [{ collectorVersion: "0.92.0", redaction: { removeKeys: ["a"] } }, "redaction", "from 0.159.0 on"],
  [{ redaction: { removeKeys: ["a"], hashKeys: ["a", "b"] } }, "redaction.hashKeys", "hash a, which"],
  [{ redaction: { removeKeys: ["cluster_name"] } }, "redaction.removeKeys", "stamped onto everything"],
  [{ redaction: { hashKeys: ["a"], maskPatterns: ["[0-9a-f]{32}"] } }, "redaction.maskPatterns", "every hash"],
  [{ redaction: { maskPatterns: ["x?"] } }, "redaction.maskPatterns[0]", "empty text"],
  [{ redaction: { maskPatterns: ["(?P<n>x)"] } }, "redaction.maskPatterns[0]", "named group"],
  [{ redaction: { maskPatterns: ["(?=x)"] } }, "redaction.maskPatterns[0]", "neither look-around"],
  [{ redaction: { hashKeys: ["a"], maskPatterns: ["("] } }, "redaction.maskPatterns[0]", "missing closing"],
  [{ redaction: { maskPatterns: ["(\n"] } }, "redaction.maskPatterns[0]", "must be text of one line"],
  [{ redaction: { maskPatterns: [7 as never] } }, "redaction.maskPatterns[0]", "is a number"],
  [
    {
      redaction: { hashKeys: ["tier"] },
      sampling: { policies: [{ name: "gold", type: "string_attribute", key: "tier", values: ["gold"] }] },
    },
    "redaction",
    "tier of policy gold",
  ],
  [
    { redaction: { removeKeys: ["http.route"] }, xray: { indexedAttributes: ["http.route"] } },
    "redaction",
    "http.route of xray.indexedAttributes",
  ],
  [{ redaction: { removeKeys: ["url.path"] }, dropHealthChecks: ["/healthz"] }, "redaction", "of dropHealthChecks"],
  [
    {
      redaction: { hashKeys: ["http.route"] },
      sampling: { rates: [{ name: "pay", route: "/pay", samplingPercentage: 50 }] },
    },
    "redaction",
    "http.route of rate pay",
  ],
  [
    {
      redaction: { removeKeys: ["tier"] },
      sampling: {
        policies: [
          {
            name: "parts",
            type: "composite",
            maxTotalSpansPerSecond: 100,
            shares: [
              {
                policy: { name: "gold", type: "string_attribute", key: "tier", values: ["gold"] },
                allocationPercentage: 50,
              },
            ],
          },
        ],
      },
    },
    "redaction",
    "tier of policy gold",
  ],
])("%j is refused at %s", (options, option, message) => {
  let mistakes: InvalidOptionsError["mistakes"] = [];
  try {
    resolveSettings(options);
  } catch (error) {
    mistakes = (error as InvalidOptionsError).mistakes;
  }
  expect(mistakes).toEqual([expect.objectContaining({ option, message: expect.stringContaining(message) })]);
});

test("an option that redacts nothing needs no collector that can, and a hash can be searched in X-Ray", () => {
  expect(() => resolveSettings({ collectorVersion: "0.92.0", redaction: { removeKeys: [] } })).not.toThrow();
  expect(() => resolveSettings({ redaction: { hashKeys: ["a"] }, xray: { indexedAttributes: ["a"] } })).not.toThrow();
});

test("the module's README has no line for what is not redacted", () => {
  const page = (given: RedactionOptions) => generated({ redaction: given })["README.md"];
  const lines = (given: RedactionOptions) => page(given).match(/^- .*: (removed\.|replaced by `sha256|masked by `)/gm);
  expect(lines({ removeKeys: ["a"] })).toEqual(["- `a`: removed."]);
  expect(lines({ hashKeys: ["a"] })).toEqual(["- `a`: replaced by `sha256"]);
  expect(lines({ maskPatterns: ["x", "y"] })).toEqual(["- what matches one of 2 patterns of its own: masked by `"]);
});

test("the module's README says what is redacted where, only where it is", () => {
  expect(generated()["README.md"]).not.toContain("### Redaction");
  const page = generated({ redaction, topology: "gateway" })["README.md"];
  expect(page).toContain("Before anything leaves the node, the agent takes out");
  expect(page).toContain("- `enduser.id`, `password`: removed.");
  expect(page).toContain("- `session.id`: replaced by `sha256:`");
  expect(page).toContain("- email addresses; what matches a pattern of its own: masked");
});
