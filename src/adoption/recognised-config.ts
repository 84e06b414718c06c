import { isMapping, Reference, shown, type Value } from "./expressions";
import { Document, type Findings } from "./findings";
import { recognisePolicies } from "./recognised-policies";

/** What the module's config says in its only way, and which other ways of saying it are the same. */
const FIXED: readonly { path: string[]; same: unknown[]; module: string }[] = [
  {
    path: ["receivers", "otlp", "protocols", "grpc", "endpoint"],
    same: ["0.0.0.0:4317", "${env:MY_POD_IP}:4317"],
    module: "0.0.0.0:4317",
  },
  {
    path: ["receivers", "otlp", "protocols", "http", "endpoint"],
    same: ["0.0.0.0:4318", "${env:MY_POD_IP}:4318"],
    module: "0.0.0.0:4318",
  },
  { path: ["processors", "batch", "send_batch_size"], same: [512], module: "512" },
  { path: ["processors", "batch", "send_batch_max_size"], same: [512], module: "512" },
  { path: ["processors", "batch", "timeout"], same: ["200ms"], module: "200ms, the processor's default" },
  {
    path: ["extensions", "health_check", "endpoint"],
    same: ["${env:MY_POD_IP}:13133"],
    module: "${env:MY_POD_IP}:13133",
  },
  { path: ["exporters", "prometheusremotewrite", "auth", "authenticator"], same: ["sigv4auth"], module: "sigv4auth" },
  {
    path: ["exporters", "prometheusremotewrite", "resource_to_telemetry_conversion", "enabled"],
    same: [true],
    module: "true",
  },
  { path: ["extensions", "sigv4auth", "service"], same: ["aps"], module: "aps" },
];

/** Components that differ in name alone from version to version. */
const LOG_EXPORTERS = ["logging", "debug"];

/** Reads the collector's config. */
export async function recogniseConfig(config: Value, file: string, findings: Findings): Promise<void> {
  const document = new Document(structuredCopy(config), file);
  for (const { path, same, module } of FIXED) {
    const value = document.take(...path);
    if (value !== undefined && value !== null && !same.includes(value as never)) {
      findings.differs(`${file}: ${path.join(".")}`, value, module);
    }
  }
  const numeric = async (path: string[], option: string, input?: string, convert = numberOf) => {
    const value = document.get(...path);
    if (await findings.take(value, option, { input, convert })) {
      document.take(...path);
    }
  };
  await numeric(["processors", "memory_limiter", "limit_mib"], "collector.memoryLimitMib", "memory_limit_mib");
  await numeric(
    ["processors", "memory_limiter", "spike_limit_mib"],
    "collector.memorySpikeLimitMib",
    "memory_spike_limit_mib",
  );
  const limit = findings.options.get("collector.memoryLimitMib");
  if (typeof limit === "number" && !findings.options.has("collector.memorySpikeLimitMib")) {
    // As the memory limiter has it where it is not written. Our own default may be more than their whole limit.
    findings.options.set("collector.memorySpikeLimitMib", Math.floor(limit / 5));
  }
  await numeric(
    ["processors", "memory_limiter", "check_interval"],
    "collector.memoryCheckIntervalSeconds",
    undefined,
    seconds,
  );
  await numeric(["processors", "tail_sampling", "decision_wait"], "sampling.decisionWaitSeconds", undefined, seconds);
  await numeric(["processors", "tail_sampling", "num_traces"], "sampling.numTraces");
  await numeric(["processors", "tail_sampling", "expected_new_traces_per_sec"], "sampling.expectedNewTracesPerSec");
  const policies = document.take("processors", "tail_sampling", "policies");
  if (policies !== undefined) {
    await recognisePolicies(policies, file, findings);
  } else {
    findings.differs(
      `${file}: processors.tail_sampling`,
      "no tail sampling",
      "keeps failed and slow traces, and a share of the others",
    );
  }
  await recogniseExporters(document, file, findings);
  recogniseAttributes(document, file, findings);
  recognisePipelines(document, file, findings);
  document.leftovers(findings);
}

async function recogniseExporters(document: Document, file: string, findings: Findings): Promise<void> {
  const region = document.take("exporters", "awsxray", "region");
  if (region instanceof Reference) {
    const [root, name] = region.source.split(".");
    if (root === "var") {
      findings.renameInput(name, "aws_region");
    }
  } else if (region !== undefined) {
    findings.differs(`${file}: exporters.awsxray.region`, region, "the provider's region, or the variable aws_region");
  }
  const index = document.get("exporters", "awsxray", "index_all_attributes");
  const attributes = document.get("exporters", "awsxray", "indexed_attributes");
  const listed = Array.isArray(attributes) && attributes.length > 0;
  if (index === undefined && !listed && document.get("exporters", "awsxray") !== undefined) {
    findings.options.set("xray.indexAllAttributes", false);
  } else if (await findings.take(index, "xray.indexAllAttributes")) {
    document.take("exporters", "awsxray", "index_all_attributes");
  }
  if (listed) {
    document.take("exporters", "awsxray", "indexed_attributes");
    findings.options.set("xray.indexedAttributes", attributes);
    if (findings.options.get("xray.indexAllAttributes") === false) {
      findings.options.delete("xray.indexAllAttributes"); // the list says so
    }
  }
  for (const exporter of LOG_EXPORTERS) {
    const verbosity = document.take("exporters", exporter, "verbosity");
    if (verbosity !== undefined && !(await findings.take(verbosity, "collector.logVerbosity"))) {
      findings.differs(`${file}: exporters.${exporter}.verbosity`, verbosity, "basic");
    }
  }
  const endpoint = document.take("exporters", "prometheusremotewrite", "endpoint");
  if (endpoint !== undefined) {
    const options = { input: "amp_remote_write_endpoint" };
    if (!(await findings.take(endpoint, "ampRemoteWriteEndpoint", options))) {
      findings.differs(
        `${file}: exporters.prometheusremotewrite.endpoint`,
        endpoint,
        "the variable amp_remote_write_endpoint, which callers set",
      );
    }
  }
  const signedFor = document.take("extensions", "sigv4auth", "region");
  if (signedFor instanceof Reference && signedFor.source.startsWith("var.")) {
    findings.renameInput(signedFor.source.split(".")[1], "aws_region");
  }
}

/** The attribute that tells clusters apart is always set; others can't be. */
function recogniseAttributes(document: Document, file: string, findings: Findings): void {
  const attributes = document.take("processors", "resource", "attributes");
  for (const attribute of Array.isArray(attributes) ? attributes : []) {
    const { key, value, action } = isMapping(attribute) ? attribute : {};
    if ((key === "cluster_name" || key === "k8s.cluster.name") && action !== "delete") {
      const variable = value instanceof Reference ? value.source : undefined;
      if (variable?.startsWith("var.")) {
        findings.renameInput(variable.slice(4), "cluster_name");
      } else if (typeof value === "string") {
        findings.options.set("clusterName", value);
      }
    } else {
      findings.unrecognised.push({
        file,
        address: `processors.resource.attributes.${shown(key ?? null)}`,
        value: shown(attribute),
      });
    }
  }
}

/** What stands in a pipeline is the module's. Only components that it has no other place for are told. */
function recognisePipelines(document: Document, file: string, findings: Findings): void {
  const known: Readonly<Record<string, readonly string[]>> = {
    receivers: ["otlp"],
    processors: ["memory_limiter", "tail_sampling", "batch", "resource"],
    exporters: ["awsxray", "prometheusremotewrite", ...LOG_EXPORTERS],
    extensions: ["health_check", "sigv4auth"],
  };
  document.take("service", "extensions");
  for (const pipeline of ["traces", "metrics"]) {
    for (const [role, order] of Object.entries(known)) {
      const given = document.take("service", "pipelines", pipeline, role);
      if (!Array.isArray(given)) {
        continue;
      }
      const foreign = given.filter((component) => !order.includes(component as string));
      const places = given.map((component) => order.indexOf(component as string)).filter((place) => place >= 0);
      if (foreign.length > 0) {
        findings.unrecognised.push({
          file,
          address: `service.pipelines.${pipeline}.${role}`,
          value: shown(foreign),
        });
      }
      if (role === "processors" && places.some((place, index) => place < places[index - 1])) {
        const module = pipeline === "traces" ? order : order.filter((name) => name !== "tail_sampling");
        findings.differs(`${file}: service.pipelines.${pipeline}.processors`, given, shown([...module]));
      }
    }
  }
}

/** A whole or broken number, also as text. */
function numberOf(value: Value): number | undefined {
  const number = typeof value === "string" && value.trim() !== "" ? Number(value) : value;
  return typeof number === "number" && Number.isFinite(number) ? number : undefined;
}

/** Whole seconds of a duration such as `10s` or `1m`. */
function seconds(value: Value): number | undefined {
  const [, amount, unit] = /^([\d.]+)(ms|s|m|h)$/.exec(String(value)) ?? [];
  const result = Number(amount) * ({ ms: 0.001, s: 1, m: 60, h: 3600 }[unit] ?? Number.NaN);
  return Number.isInteger(result) ? result : undefined;
}

/** Documents are taken apart, key by key. */
function structuredCopy(value: Value): Value {
  return isMapping(value)
    ? Object.fromEntries(Object.entries(value).map(([key, item]) => [key, structuredCopy(item)]))
    : value;
}
