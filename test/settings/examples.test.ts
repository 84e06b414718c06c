import { within } from "../../src/settings/rules";
import { INVALID } from "../arbitrary-options";
import { mistakes } from "./mistakes";

const HEADERS = [{ header: "authorization", secretName: "backend", secretKey: "token" }];
const EXPORTER = { name: "a", endpoint: "https://otlp.example.com:4317", headers: HEADERS, signals: ["traces"] };
const NAMED = { name: "a", type: "string_attribute", key: "k", values: ["v"] };

/** What other options need. */
const ON = {
  networkPolicy: { enabled: true },
  egress: { httpsProxy: "http://proxy.example.com:3128" },
  kubernetesAttributes: { enabled: true },
  spanMetrics: { enabled: true },
  repository: { npmRegistry: "https://npm.example.com/" },
};

/** Options with lists in lists. */
const NESTED = {
  "otlpExporters[0].headers": { otlpExporters: [EXPORTER] },
  "otlpExporters[0].signals": { otlpExporters: [EXPORTER] },
  "otlpExporters[0].signals[0]": { otlpExporters: [EXPORTER] },
  "otlpExporters[0].protocol": { otlpExporters: [EXPORTER] },
  "otlpExporters[0].compression": { otlpExporters: [EXPORTER] },
  "collector.tolerations[0].operator": { collector: { tolerations: [{ key: "a" }] } },
  "collector.tolerations[0].effect": { collector: { tolerations: [{ operator: "Exists" }] } },
  "sampling.policies[0].statusCodes[0]": {
    sampling: { policies: [{ name: "a", type: "status_code", statusCodes: ["OK"] }] },
  },
  "spanMetrics.dimensions[0].values": { spanMetrics: { enabled: true, dimensions: [{ name: "http.request.method" }] } },
  "sampling.policies[0].values": { sampling: { policies: [NAMED] } },
  "sampling.policies[0].policies": { sampling: { policies: [{ name: "a", type: "and", policies: [NAMED] }] } },
  "sampling.policies[0].spanConditions": { sampling: { policies: [{ name: "a", type: "ottl_condition" }] } },
  "sampling.policies[0].statusCodes": { sampling: { policies: [{ name: "a", type: "status_code" }] } },
  "sampling.policies[0].shares": {
    sampling: { policies: [{ name: "a", type: "composite", maxTotalSpansPerSecond: 1000 }] },
  },
};

const MISTAKEN: (readonly [option: string, options: object])[] = [
  ...Object.entries(INVALID).flatMap(([option, values]) =>
    values.map((value) => [option, withValue(ON, option, value)] as const),
  ),
  ...Object.entries(NESTED).flatMap(([option, options]) =>
    ["x", []].map((value) => [option, withValue(options, option, value)] as const),
  ),
];

/** Options with another value at a path, such as `sampling.policies[0].name`. */
function withValue<T>(options: T, path: string, value: unknown): T {
  const [, key, rest] = /^\[?([^.[\]]+)\]?\.?(.*)$/.exec(path) as unknown as [string, string, string];
  const copy = (Array.isArray(options) ? [...options] : { ...options }) as Record<string, unknown>;
  copy[key] = rest === "" ? value : withValue(copy[key] ?? {}, rest, value);
  return copy as T;
}

/** What a message gives as an example: data as in TypeScript, or a text without quotes. */
function exampleIn(message: string): unknown {
  const [, data, text] = /for example (?:(\[.*\]|'[^']*')|(\S*[^\s.,:]))/.exec(message) ?? [];
  return data === undefined ? text : new Function("acme", `return ${data};`)({ name: "Acme" });
}

const told = (option: string, options: object) =>
  mistakes(options)
    .map((text) => /^(.*?): (.*)$/s.exec(text) as unknown as [string, string, string])
    .filter(([, path]) => within(path, option));

/** What is told of all of them, each once. */
const MESSAGES = new Map(
  MISTAKEN.flatMap(([option, options]) =>
    told(option, options).map(([text, path, message]) => [text, { path, message, options }]),
  ),
);

test("each word that a mistake offers is taken", () => {
  const offered = [...MESSAGES.values()].flatMap(({ path, message, options }) => {
    const [, words] = /must be one of ([^:]*)$/.exec(message) ?? [];
    return words?.split(", ").map((word) => ({ path, word, options })) ?? [];
  });
  expect(offered.length).toBeGreaterThan(50);
  const refused = offered.filter(
    ({ path, word, options }) =>
      word === "" || told(path, withValue(options, path, word)).some(([, , message]) => /^must be/.test(message)),
  );
  expect(refused.map(({ path, word }) => `${path}: ${word}`)).toEqual([]);
});

test("what a mistake gives as an example is good", () => {
  // Of a map it is the key that an example is of.
  const ofMap = /^(collector|gateway)\.nodeSelector\.|^networkPolicy\.senderNamespaceLabels\./;
  const examples = [...MESSAGES.values()].filter(
    ({ path, message }) => /for example|be a list/.test(message) && !ofMap.test(path),
  );
  expect(examples.length).toBeGreaterThan(70);
  const bad = examples.flatMap(({ path, message, options }) => {
    const example = exampleIn(message);
    const still = told(path, withValue(options, path, example)).map(([text]) => text);
    return example === undefined || still.length > 0
      ? [`${path}: ${message} (${JSON.stringify(example)}): ${still}`]
      : [];
  });
  expect(bad).toEqual([]);
});
