import { parse } from "yaml";
import type { Settings } from "../settings/settings";
import { type ConfigPart, components, type Feature } from "./config-parts";
import { MASK_TYPES } from "./mask-types";

const MASK = "****";

type Redaction = Settings["redaction"];

/** Whether anything is redacted. */
export function redacts({ redaction }: Settings): boolean {
  return Object.values(redaction).some((list) => list.length > 0);
}

/**
 * What is marked secret goes no further: where applications send, and so not in a gateway, which gets it redacted.
 *
 * It takes two processors. `redaction` alone goes through all values of a map, whatever their type, and through nested bodies of
 * logs. It knows neither names, messages, trace states and exemplars nor removal, which `transform` does before.
 */
export const redaction: Feature = (settings, { tier, text }): ConfigPart[] => {
  const { redaction } = settings;
  if (!redacts(settings) || tier?.role === "gateway") {
    return [];
  }
  // In single quotes, where a backslash is one.
  const quoted = (value: string) => ({ quoted: `'${parse(text(value, 0)).replaceAll("'", "''")}'` });
  const secretKeys = [...redaction.removeKeys, ...redaction.hashKeys];
  return [
    {
      components: components("collector/redaction.yaml", {
        signals: statements(redaction).map(({ signal, contexts }) => ({
          signal,
          contexts: contexts.map(({ context, statements }) => ({ context, statements: statements.map(quoted) })),
        })),
        mask: MASK,
        keys: secretKeys.length === 0 ? [] : [quoted(exactly(secretKeys))],
        values: patterns(redaction).map(quoted),
        hashes: redaction.hashKeys.length === 0 ? [] : [quoted(HASH)],
      }),
      processors: ["transform/redaction", "redaction"].map((name) => ({
        name,
        stage: "redact",
        signals: ["traces", "metrics", "logs"],
      })),
    },
  ];
};

/** What stands in place of a value that is hashed. */
const HASH = "^sha256:[0-9a-f]{64}$";

/** Whatever is masked in texts, in this order. */
function patterns(redaction: Redaction): string[] {
  const keys = [...redaction.removeKeys, ...redaction.hashKeys];
  return [...(keys.length === 0 ? [] : [inJson(keys)]), ...masks(redaction)];
}

function masks({ maskTypes, maskPatterns }: Redaction): string[] {
  return [...maskTypes.map((type) => MASK_TYPES[type]), ...maskPatterns];
}

/** One of several. */
function anyOf(patterns: readonly string[]): string {
  return patterns.length === 1 ? patterns[0] : patterns.map((pattern) => `(?:${pattern})`).join("|");
}

const words = (keys: readonly string[]) => keys.map((key) => key.replaceAll(".", "[.]")).join("|");

const exactly = (keys: readonly string[]) => `^(?:${words(keys)})$`;

/** A member of an object in JSON, which may itself be a text in JSON. Where its end can't be told, everything up to the end of all. */
function inJson(keys: readonly string[]): string {
  const member = String.raw`"(?:${words(keys)})"\s*:\s*(?:"(?:[^"\\]|\\.)*"|[-+.\w]+)`;
  return String.raw`${member}|\\*"(?:${words(keys)})\\*"\s*:(?s:.*)`;
}

/** A text in OTTL, which is one of Go. */
const literal = (value: string) => JSON.stringify(value);

/** Statements of OTTL for the elements of a kind. */
interface ContextStatements {
  readonly context: string;
  readonly statements: readonly string[];
}

/** What `transform` does, by signal. */
function statements(redaction: Redaction): { signal: string; contexts: ContextStatements[] }[] {
  const replaced = (path: string, patterns: readonly string[]) =>
    patterns.length === 0 ? [] : [`replace_pattern(${path}, ${literal(anyOf(patterns))}, ${literal(MASK)})`];
  const inNames = (...paths: readonly string[]) => paths.flatMap((path) => replaced(path, masks(redaction)));
  const inKeys = (map: string) =>
    masks(redaction).length === 0
      ? []
      : [`replace_all_patterns(${map}, "key", ${literal(anyOf(masks(redaction)))}, ${literal(MASK)})`];
  const removed = (map: string, keys: readonly string[], where = "") =>
    keys.length === 0 ? [] : [`delete_matching_keys(${map}, ${literal(exactly(keys))})${where}`];
  const hashed = (map: string) =>
    redaction.hashKeys.map((key) => {
      const value = `${map}[${literal(key)}]`;
      return `set(${value}, Concat(["sha256:", SHA256(String(${value}))], "")) where ${value} != nil`;
    });
  /** The values that are left are the business of `redaction`. */
  const inAttributes = (map: string) => [...removed(map, redaction.removeKeys), ...hashed(map), ...inKeys(map)];
  /** Maps that `redaction` does not look into. */
  const wholly = (map: string) => [
    ...removed(map, [...redaction.removeKeys, ...redaction.hashKeys]),
    ...inKeys(map),
    `stringify_all(${map})`,
    `replace_all_patterns(${map}, "value", ${literal(anyOf(patterns(redaction)))}, ${literal(MASK)})`,
  ];
  const resource = { context: "resource", statements: [...inAttributes("resource.attributes")] };
  const scope = {
    context: "scope",
    statements: [...inAttributes("scope.attributes"), ...inNames("scope.name", "scope.version")],
  };
  return [
    {
      signal: "trace",
      contexts: [
        resource,
        scope,
        {
          context: "span",
          statements: [
            ...inAttributes("span.attributes"),
            ...inNames("span.name", "span.trace_state"),
            ...replaced("span.status.message", patterns(redaction)),
          ],
        },
        {
          context: "spanevent",
          statements: [...inAttributes("spanevent.attributes"), ...inNames("spanevent.name")],
        },
      ],
    },
    {
      signal: "metric",
      contexts: [
        resource,
        scope,
        {
          context: "metric",
          statements: [...wholly("metric.metadata"), ...inNames("metric.name", "metric.description", "metric.unit")],
        },
        { context: "datapoint", statements: inAttributes("datapoint.attributes") },
        { context: "exemplar", statements: wholly("exemplar.filtered_attributes") },
      ],
    },
    {
      signal: "log",
      contexts: [
        resource,
        scope,
        {
          context: "log",
          statements: [
            ...inAttributes("log.attributes"),
            ...removed("log.body", redaction.removeKeys, " where IsMap(log.body)"),
            ...bodyWithSecretKeys(redaction),
            ...inNames("log.severity_text", "log.event_name"),
          ],
        },
      ],
    },
  ];
}

/** Nothing changes keys within a nested body: one that has a secret in a key becomes JSON, in which it is masked as in any text. */
function bodyWithSecretKeys(redaction: Redaction): string[] {
  const found = masks(redaction);
  if (found.length === 0) {
    return [];
  }
  const key = `"[^"]*(?:${anyOf(found)})[^"]*":`;
  return [
    `set(log.body, String(log.body)) where (IsMap(log.body) or IsList(log.body)) and IsMatch(String(log.body), ${literal(key)})`,
  ];
}
