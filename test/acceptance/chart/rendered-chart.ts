import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parse, parseAllDocuments } from "yaml";
import { install } from "../../../tools/install";
import { run } from "../../../tools/run";
import type { Evidence } from "../acceptance";
import { handedValues } from "../harness/handed-values";
import type { Pair, SettingName } from "../harness/settings-under-test";
import { chartPath } from "./charts";

/** Of releases in these tests. */
export const NAMESPACE = "tracing";
export const RELEASE = "otel-collector";

/** What Helm makes of the chart. */
export interface RenderedChart {
  readonly objects: readonly any[];
  /** The collector's config, as it stands in the ConfigMap. */
  readonly config: any;
}

/** Renders the real chart with the values that the applied module handed to Helm. */
export async function renderChart(
  setting: SettingName,
  pair: Pair,
  evidence: Evidence,
  release = RELEASE,
): Promise<RenderedChart> {
  return renderValues(await handedValues(setting, pair, evidence, release), pair.chart, evidence, release);
}

/** Renders the real chart at a version with documents of values. */
export async function renderValues(
  values: readonly string[],
  version: string,
  evidence: Evidence,
  release = RELEASE,
): Promise<RenderedChart> {
  const helm = await install("kubectl-and-helm");
  const output = await withValues(values, async (flags) =>
    run(helm.path, ["template", release, await chartPath(version), "--namespace", NAMESPACE, ...flags]),
  );
  evidence.ranIn("Helm", helm.version);
  evidence.ranIn("chart opentelemetry-collector", version);
  const objects = parseAllDocuments(output)
    .map((document) => document.toJS())
    .filter((object) => object !== null);
  const { data } = objects.find(({ kind }) => kind === "ConfigMap");
  return { objects, config: parse(data.relay) };
}

/** Does something with flags that give Helm these documents as values, in their order. */
export async function withValues<T>(documents: readonly string[], use: (flags: string[]) => Promise<T>): Promise<T> {
  const directory = await mkdtemp(join(tmpdir(), "eks-otel-tracing-values-"));
  try {
    const files = documents.map((_, index) => join(directory, `${index}.yaml`));
    await Promise.all(files.map((file, index) => writeFile(file, documents[index])));
    return await use(files.flatMap((file) => ["--values", file]));
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}

/** Names of the components and pipelines in a config, by section. */
export function namesIn({ service, ...sections }: any): Record<string, string[]> {
  const all = { ...sections, pipelines: service.pipelines };
  return Object.fromEntries(Object.entries<object>(all).map(([name, section]) => [name, Object.keys(section).sort()]));
}
