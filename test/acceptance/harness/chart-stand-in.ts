import { parse } from "yaml";
import { CHART_DEFAULTS, type ConfigMap, type ConfigValue, GO_MEMORY_SHARE } from "./chart-defaults";
import type { TestedChart } from "./settings-under-test";

/** What the chart makes of values, as far as the collector's process sees it. */
export interface Rendered {
  /** The ConfigMap's config file. */
  readonly config: ConfigMap;
  readonly environment: Readonly<Record<string, string>>;
  /** Memory limit of the container, in MiB. */
  readonly memoryLimitMib: number;
}

/**
 * Does what Helm and the chart do with a list of values, by the facts in chart-defaults.ts.
 *
 * @throws when the values hold what these facts say nothing about
 */
export function render(chart: TestedChart, documents: readonly string[]): Rendered {
  const defaults = CHART_DEFAULTS[chart];
  const values = documents.map((document): ConfigMap => parse(document)).reduce(merge, {});
  const config = withoutNulls(merge(defaults.config, asMap(values.config)));
  const memoryLimitMib = mebibytes(asMap(asMap(values.resources).limits).memory);
  return {
    config: JSON.parse(evaluateTemplate(JSON.stringify(config))),
    environment: {
      ...defaults.environment,
      GOMEMLIMIT: `${Math.floor(memoryLimitMib * GO_MEMORY_SHARE)}MiB`,
      ...extraEnvironment(values.extraEnvs),
    },
    memoryLimitMib,
  };
}

/** Maps are merged, anything else is replaced. */
function merge(below: ConfigMap, above: ConfigMap): ConfigMap {
  const merged: Record<string, ConfigValue> = { ...below };
  for (const [key, value] of Object.entries(above)) {
    const before = merged[key];
    merged[key] = isMap(before) && isMap(value) ? merge(before, value) : value;
  }
  return merged;
}

/** A null deletes what is below it. */
function withoutNulls(map: ConfigMap): ConfigMap {
  const kept = Object.entries(map).filter(([, value]) => value !== null);
  return Object.fromEntries(kept.map(([key, value]) => [key, isMap(value) ? withoutNulls(value) : value]));
}

/** The chart runs Helm's `tpl` over the config. Of its language this knows a quoted brace alone, which is all that is generated. */
function evaluateTemplate(text: string): string {
  const quoted = text.split("{{`{{`}}");
  const strange = quoted.find((part) => part.includes("{{"));
  if (strange !== undefined) {
    throw new Error(
      `the config holds a template action that Helm would evaluate: ${strange.slice(strange.indexOf("{{"))}`,
    );
  }
  return quoted.join("{{");
}

function extraEnvironment(entries: ConfigValue | undefined): Readonly<Record<string, string>> {
  // What comes from a Secret or from the pod is the kubelet's.
  const written = ((entries ?? []) as any[]).filter(({ valueFrom }) => valueFrom === undefined);
  return Object.fromEntries(written.map(({ name, value }) => [name, value]));
}

function mebibytes(quantity: ConfigValue | undefined): number {
  const [, number] = /^(\d+)Mi$/.exec(String(quantity)) ?? [];
  if (number === undefined) {
    throw new Error(`resources.limits.memory is ${quantity}, not a number of Mi`);
  }
  return Number(number);
}

function isMap(value: ConfigValue | undefined): value is ConfigMap {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function asMap(value: ConfigValue | undefined): ConfigMap {
  return isMap(value) ? value : {};
}
