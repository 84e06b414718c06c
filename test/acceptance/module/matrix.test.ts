import { settingsWithPresets } from "../../../src/organisation/presets";
import { schema } from "../../../src/settings/schema";
import { resolveSettings } from "../../../src/settings/settings";
import { MATRIX } from "../matrix";

/** What of valibot's schemas is read here. */
interface Schema {
  readonly type: string;
  readonly wrapped?: Schema;
  readonly entries?: Record<string, Schema>;
  readonly item?: Schema;
  readonly options?: readonly unknown[];
  readonly literal?: unknown;
}

/** Options of projen itself, which change no file of the module, and presets, whose decisions are other settings. */
const NO_SETTINGS = ["outdir", "parent", "projenVersion", "logging", "__new__", "presets"];

const SETTINGS = Object.values(MATRIX).map((options) => settingsWithPresets(options));

test.each(settingsOf(schema as unknown as Schema).filter((path) => !NO_SETTINGS.includes(path.split(".")[0])))(
  "%s is not its default somewhere in the matrix",
  (path) => {
    const preset = JSON.stringify(valueAt(resolveSettings({}), path));
    expect(
      SETTINGS.map((settings) => JSON.stringify(valueAt(settings, path))).filter((value) => value !== preset),
    ).not.toEqual([]);
  },
);

test.each(wordsOf(schema as unknown as Schema))("%s takes the word %s somewhere in the matrix", (path, word) => {
  expect(SETTINGS.flatMap((settings) => valuesAt(settings, path))).toContain(word);
});

/** Paths of all settings that have more than one value. A list is one setting. */
function settingsOf(type: Schema, path = ""): string[] {
  const inner = unwrap(type);
  if (inner.entries) {
    return Object.entries(inner.entries).flatMap(([key, entry]) => settingsOf(entry, path ? `${path}.${key}` : key));
  }
  return inner.type === "picklist" && inner.options?.length === 1 ? [] : [path];
}

/** Every word that a setting takes, in lists and policies too. */
function wordsOf(type: Schema, path = ""): [path: string, word: string][] {
  const inner = unwrap(type);
  if (inner.entries) {
    return Object.entries(inner.entries).flatMap(([key, entry]) => wordsOf(entry, path ? `${path}.${key}` : key));
  }
  switch (inner.type) {
    case "array":
      return wordsOf(inner.item as Schema, path);
    case "variant":
      return (inner.options as Schema[]).flatMap((option) => wordsOf(option, path));
    case "picklist":
      return (inner.options as string[]).map((word) => [path, word]);
    case "literal":
      return [[path, inner.literal as string]];
    default:
      return [];
  }
}

function unwrap(type: Schema): Schema {
  return type.wrapped ? unwrap(type.wrapped) : type;
}

function valueAt(settings: object, path: string): unknown {
  return path
    .split(".")
    .reduce<unknown>((value, key) => (value as Record<string, unknown> | undefined)?.[key], settings);
}

function valuesAt(value: unknown, path: string): unknown[] {
  if (Array.isArray(value)) {
    return value.flatMap((item) => valuesAt(item, path));
  }
  if (path === "" || typeof value !== "object" || value === null) {
    return [value];
  }
  const [key, ...rest] = path.split(".");
  return valuesAt((value as Record<string, unknown>)[key], rest.join("."));
}
