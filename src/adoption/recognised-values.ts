import { isMapping, shown, type Value } from "./expressions";
import { Document, type Findings } from "./findings";

/** What the module sets by itself, and when a value of theirs is the same. */
const COMPUTED: readonly { path: string[]; same?: readonly Value[]; module: string }[] = [
  { path: ["mode"], same: ["daemonset"], module: "daemonset: one collector on every node" },
  { path: ["service", "enabled"], same: [true], module: "true" },
  { path: ["serviceAccount", "create"], same: [true], module: "true" },
  {
    path: ["resources", "limits", "memory"],
    module: "computed from memory_limit_mib, which the process exceeds by a quarter",
  },
  { path: ["resources", "limits", "cpu"], module: "none, so that a spike is not throttled" },
  { path: ["resources", "requests", "memory"], module: "computed: memory_limit_mib less memory_spike_limit_mib" },
  { path: ["podSecurityContext"], module: "not root, the runtime's seccomp profile" },
  { path: ["securityContext"], module: "no privileges, a read-only root file system, no capabilities" },
  { path: ["ports"], module: "OTLP over gRPC and HTTP, without host ports" },
  { path: ["rollout"], module: "the new collector is ready before the old one stops" },
  { path: ["terminationGracePeriodSeconds"], module: "the sampler's window, and the time to export what it kept" },
];

/** Reads the chart's values, all but the collector's config. */
export async function recogniseValues(
  values: Value,
  { file, releaseName, findings }: { file: string; releaseName: string; findings: Findings },
): Promise<void> {
  const document = new Document(isMapping(values) ? values : {}, file);
  document.take("config");
  const [account, override] = [document.take("serviceAccount", "name"), document.take("fullnameOverride")];
  document.take("serviceAccount", "annotations", "eks.amazonaws.com/role-arn");
  if (account !== undefined && account !== releaseName) {
    findings.differs("Kubernetes service account", account, `${releaseName}, like the release`);
  }
  // As the chart's template `fullname` has it.
  const chart = "opentelemetry-collector";
  const fullName = override ?? (releaseName.includes(chart) ? releaseName : `${releaseName}-${chart}`);
  if (fullName !== releaseName) {
    findings.differs(
      "Kubernetes Service, to which applications send",
      fullName,
      `${releaseName}: move applications to the new address, or keep the old one with a Service of your own`,
    );
  }
  const taken = async (path: string[], option: string, convert?: (known: Value) => unknown, input?: string) => {
    const value = document.get(...path);
    if (await findings.take(value, option, { convert, input })) {
      document.take(...path);
    }
  };
  const text = (value: Value) => (typeof value === "string" && value !== "" ? value : undefined);
  await taken(["image", "repository"], "collector.imageRepository", text, "image_repository");
  await taken(["image", "digest"], "collector.imageDigest", text);
  await recogniseTag(document, findings);
  await taken(["imagePullSecrets"], "collector.imagePullSecrets", secretNames);
  await taken(["resources", "requests", "cpu"], "collector.cpuRequestMillicores", millicores);
  await taken(["nodeSelector"], "collector.nodeSelector");
  await taken(["priorityClassName"], "collector.priorityClassName", text);
  if (document.get("tolerations") !== undefined) {
    await taken(["tolerations"], "collector.tolerations", (value) => (Array.isArray(value) ? value : undefined));
  } else {
    findings.differs(
      "Nodes with taints",
      "no collector, unless the chart's own default tolerates them",
      "a collector on every node; collector: { tolerations: [] } leaves them out",
    );
  }
  for (const { path, same = [], module } of COMPUTED) {
    const value = document.take(...path);
    if (value !== undefined && !same.includes(value)) {
      findings.differs(`${file}: ${path.join(".")}`, value, module);
    }
  }
  document.leftovers(findings);
}

/** A tag that is a version says what is inside. */
async function recogniseTag(document: Document, findings: Findings): Promise<void> {
  const tag = document.get("image", "tag");
  if (tag === undefined || tag === null || tag === "") {
    document.take("image", "tag");
    findings.differs("Collector", "the one that the chart brings", "collectorVersion, with the newest as its default");
    return;
  }
  const version = (value: Value) => /^v?(\d+\.\d+\.\d+)$/.exec(String(value))?.[1];
  if (await findings.take(tag, "collectorVersion", { convert: version })) {
    document.take("image", "tag");
  }
}

/** Kubernetes has them as objects with a name. */
function secretNames(value: Value): unknown {
  return Array.isArray(value) ? value.map((secret) => (isMapping(secret) ? secret.name : secret)) : undefined;
}

function millicores(value: Value): number | undefined {
  const [, amount, unit] = /^([\d.]+)(m?)$/.exec(typeof value === "object" ? shown(value) : String(value)) ?? [];
  const result = Number(amount) * (unit === "m" ? 1 : 1000);
  return Number.isInteger(result) ? result : undefined;
}
