import { basename } from "node:path";
import { isDeepStrictEqual } from "node:util";
import * as v from "valibot";
import { InvalidOptionsError } from "../settings/invalid-options-error";
import { valueAt, within } from "../settings/rules";
import { schema } from "../settings/schema";
import { resolveSettings } from "../settings/settings";
import type { Findings, Options } from "./findings";
import { literal } from "./literal";

/** The options that differ from the defaults, as an object. What the module does not accept is told. */
export function acceptedOptions(findings: Findings): object {
  dropOwnNames(findings);
  for (;;) {
    const options = nested(findings.options);
    try {
      resolveSettings(options);
      return inOrder(nested(withoutDefaults(findings.options)));
    } catch (error) {
      if (!(error instanceof InvalidOptionsError)) {
        throw error;
      }
      const before = findings.options.size;
      for (const { option, given, message } of error.mistakes) {
        for (const path of [...findings.options.keys()].filter((known) => within(option, known))) {
          findings.options.delete(path);
        }
        findings.differences.push({ subject: option, yours: literal(given), module: `the option ${message}` });
      }
      if (findings.options.size === before) {
        throw error;
      }
    }
  }
}

function withoutDefaults(options: Options): Options {
  const defaults = resolveSettings({});
  return new Map([...options].filter(([path, value]) => !isDeepStrictEqual(valueAt(defaults, path), value)));
}

function nested(options: Options): object {
  const result: Record<string, Record<string, unknown>> = {};
  for (const [path, value] of options) {
    const [group, name] = path.split(".");
    if (name === undefined) {
      result[group] = value as Record<string, unknown>;
    } else {
      result[group] = { ...result[group], [name]: value };
    }
  }
  return result;
}

/** As the options are documented. */
function inOrder(options: object): object {
  const given = options as Record<string, unknown>;
  return Object.fromEntries(
    Object.keys(schema.entries)
      .filter((name) => Object.hasOwn(given, name))
      .map((name) => [name, given[name]]),
  );
}

/** The name that was given, else that of the directory, else ours. */
export function acceptedName(given: string | undefined, directory: string): string {
  const candidates = [given, basename(directory), basename(directory).toLowerCase()];
  return candidates.find((name) => name !== undefined && v.is(schema.entries.name, name)) ?? "eks-otel-tracing";
}

/** Names that the module would give by itself need no option. */
function dropOwnNames({ options }: Findings): void {
  const release = options.get("collector.releaseName");
  if (options.get("terraform.roleName") === `{cluster_name}-{namespace}-${release}`) {
    options.delete("terraform.roleName");
  }
}
