import { type Expressions, isMapping, Reference, referencesIn, shown, type Value } from "./expressions";
import type { Findings } from "./findings";
import { recogniseConfig } from "./recognised-config";
import { addressOf } from "./recognised-interface";
import { recogniseValues } from "./recognised-values";
import { type Block, type Body, each } from "./terraform-files";

export const CHART = "opentelemetry-collector";

/** Arguments of helm_release by what the module does about them. */
const ADJUSTABLE = new Set("atomic cleanup_on_fail wait timeout max_history".split(" "));
const SETTLED = new Set(
  "name repository chart version namespace create_namespace values set count depends_on lifecycle".split(" "),
);

/** Whether a block installs the collector's chart, also from an OCI address or a local mirror. */
export function installsCollector({ address, body }: Block): boolean {
  const chart = typeof body.chart === "string" ? body.chart : "";
  return address.startsWith("helm_release.") && chart.split("/").at(-1) === CHART;
}

/** Reads the Helm release: what the collector does, and how it is installed. */
export async function recogniseRelease(release: Block, expressions: Expressions, findings: Findings): Promise<void> {
  const { body, file, address } = release;
  const value = async (name: string) => expressions.of(body[name]);
  const name = await value("name");
  const releaseName = await expressions.known(name);
  if (typeof releaseName !== "string") {
    findings.obstacles.push(
      `${address}: its name is ${shown(name)}, which the files do not tell. Helm can't rename a release: write the name that it has in your clusters in its place.`,
    );
    return;
  }
  await findings.take(name, "collector.releaseName");
  await recogniseNamespace(await value("namespace"), release, expressions, findings);
  const version = await value("version");
  if (!(await findings.take(version, "chartVersion"))) {
    findings.unrecognised.push({ file, address: `${address}.version`, value: shown(version) });
  }
  const repository = await value("repository");
  const inputs = { input: "chart_repository" };
  if (!(await findings.take(repository, "collector.chartRepository", inputs))) {
    findings.unrecognised.push({ file, address: `${address}.repository`, value: shown(repository) });
  }
  for (const argument of Object.keys(body).filter((key) => !SETTLED.has(key))) {
    const given = await value(argument);
    if (ADJUSTABLE.has(argument)) {
      const key = argument === "timeout" ? "timeout_seconds" : argument;
      findings.differs(`${address}.${argument}`, given, `helm_release.${key}, which callers set`);
    } else {
      findings.unrecognised.push({ file, address: `${address}.${argument}`, value: shown(given) });
    }
  }
  await recogniseDocuments(release, releaseName, expressions, findings);
}

async function recogniseNamespace(
  given: Value,
  { file, address }: Block,
  expressions: Expressions,
  findings: Findings,
): Promise<void> {
  const metadata = given instanceof Reference ? namespaceMetadata(given, expressions) : undefined;
  const namespace = metadata ? await expressions.of(metadata.name) : given;
  const taken = await findings.take(namespace === null ? "default" : namespace, "namespace", { input: "namespace" });
  if (!taken) {
    findings.obstacles.push(
      `${file}: ${address}.namespace is ${shown(namespace)}, which can be no default of the variable namespace. Helm can't move a release: make it a variable or a text first.`,
    );
  }
}

/** What the namespace is called that a reference is to, if it is to one. */
function namespaceMetadata({ source }: Reference, expressions: Expressions): Body | undefined {
  const address = addressOf(source);
  return address.startsWith("kubernetes_namespace") ? each(expressions.block(address)?.body.metadata)[0] : undefined;
}

/** Values and `set` arguments, merged as Helm does. */
async function recogniseDocuments(
  { body, file, address }: Block,
  releaseName: string,
  expressions: Expressions,
  findings: Findings,
): Promise<void> {
  const given = await expressions.of(body.values);
  const values: Record<string, Value> = {};
  for (const item of Array.isArray(given) ? given : []) {
    const document = expressions.document(item);
    if (isMapping(document)) {
      merge(values, document);
      continue;
    }
    const [variable] = referencesIn(item).map(({ source }) => source);
    findings.unrecognised.push({ file, address: `${address}.values`, value: shown(item) });
    if (variable?.startsWith("var.")) {
      findings.renameInput(variable.slice(4), "extra_values");
    }
  }
  if (given instanceof Reference) {
    findings.unrecognised.push({ file, address: `${address}.values`, value: shown(given) });
  }
  for (const setting of each(body.set)) {
    const [name, value] = [await expressions.of(setting.name), await expressions.of(setting.value)];
    if (typeof name === "string") {
      put(
        values,
        name.split(/(?<!\\)\./).map((key) => key.replaceAll("\\.", ".")),
        typed(value),
      );
    } else {
      findings.unrecognised.push({ file, address: `${address}.set`, value: shown(name) });
    }
  }
  const source = [...expressions.filesRead].at(-1) ?? file;
  const config = expressions.document(values.config);
  if (!isMapping(config)) {
    findings.obstacles.push(
      `${file}: ${address} has no collector config that can be read. Looked for was \`config\` in its values: YAML of templatefile(), file() or a text, or yamlencode() of an object.`,
    );
    return;
  }
  await recogniseValues({ ...values, config }, { file: source, releaseName, findings });
  await recogniseConfig(config, source, findings);
}

function merge(into: Record<string, Value>, from: Record<string, Value>): void {
  for (const [key, value] of Object.entries(from)) {
    const before = into[key];
    if (isMapping(before) && isMapping(value)) {
      merge(before, value);
    } else {
      into[key] = value;
    }
  }
}

function put(into: Record<string, Value>, [key, ...rest]: string[], value: Value): void {
  if (rest.length === 0) {
    into[key] = value;
    return;
  }
  const below = into[key];
  const mapping = isMapping(below) ? below : {};
  into[key] = mapping;
  put(mapping, rest, value);
}

/** Helm reads the text of a `set` argument as YAML does. */
function typed(value: Value): Value {
  return value === "true" ? true : value === "false" ? false : value;
}
