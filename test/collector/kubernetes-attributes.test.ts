import { chartValues } from "../../src/collector/chart-values";
import { Explained } from "../../src/explained";
import type { EksOtelTracingProjectOptions, KubernetesAttributesOptions } from "../../src/options";
import { resolveSettings, type Settings } from "../../src/settings/settings";
import { gatewayTier, nodeTier, type Tier } from "../../src/settings/tiers";
import { AMP, agentConfig, collectorConfig, generated } from "../generated";

const ON = { kubernetesAttributes: { enabled: true } } as const;
const TWO_TIERS = { ...ON, topology: "gateway" } as const;
const LABELS: EksOtelTracingProjectOptions = {
  kubernetesAttributes: { enabled: true, podLabels: ["app.kubernetes.io/name"], namespaceLabels: ["team"] },
};
const logs = { otlpExporters: [{ name: "loki", endpoint: "http://loki:4317", signals: ["logs" as const] }] };

/** What the chart is told of a collector, on every node by default. */
function values(
  options: EksOtelTracingProjectOptions,
  tierOf: (settings: Settings) => Tier | undefined = nodeTier,
): any {
  const settings = resolveSettings(options);
  const gateway = { replicas: "replicas", autoscaled: "autoscaled", maxReplicas: "most" };
  const tier = tierOf(settings) as Tier;
  const given = chartValues(settings, tier, {
    imageRepository: "image",
    memoryRequest: "request",
    memoryLimit: "limit",
    roleArn: "role",
    clusterRoleName: "role-in-cluster",
    ...(tier.role === "gateway" ? { gateway } : {}),
  });
  return JSON.parse(JSON.stringify(given, (_, value) => (value instanceof Explained ? value.value : value)));
}

test("every pipeline says which pod something comes from before anything looks at it, and before redaction", () => {
  const redaction = { removeKeys: ["password"] };
  const { pipelines } = collectorConfig({ ...ON, ...logs, redaction }, AMP).service;
  const first = ["memory_limiter", "k8s_attributes", "transform/redaction", "redaction"];
  expect(pipelines.traces.processors).toEqual([...first, "tail_sampling", "batch", "resource"]);
  expect(pipelines.metrics.processors).toEqual([...first, "batch", "resource"]);
  expect(pipelines.logs.processors).toEqual([...first, "batch", "resource"]);
});

test("in two tiers the agents do it, for they alone see addresses, and the gateway does not", () => {
  const { pipelines } = agentConfig({ ...TWO_TIERS, ...logs }, AMP).service;
  expect(Object.values<any>(pipelines).map(({ processors }) => processors)).toEqual(
    new Array(3).fill(["memory_limiter", "k8s_attributes"]),
  );
  expect(collectorConfig(TWO_TIERS).processors).not.toHaveProperty("k8s_attributes");
  expect(values(TWO_TIERS, gatewayTier)).not.toHaveProperty("clusterRole");
  expect(values(TWO_TIERS, gatewayTier)).not.toHaveProperty("extraEnvs");
});

test("a collector watches the pods of its own node, which Kubernetes tells it", () => {
  expect(collectorConfig(ON).processors.k8s_attributes.filter).toEqual({ node_from_env_var: "K8S_NODE_NAME" });
  for (const options of [ON, TWO_TIERS]) {
    expect(values(options).extraEnvs).toEqual([
      { name: "K8S_NODE_NAME", valueFrom: { fieldRef: { fieldPath: "spec.nodeName" } } },
    ]);
  }
});

test("it knows pods by what they say of themselves, else by their address", () => {
  expect(collectorConfig(ON).processors.k8s_attributes.pod_association).toEqual([
    { sources: [{ from: "resource_attribute", name: "k8s.pod.uid" }] },
    { sources: [{ from: "resource_attribute", name: "k8s.pod.ip" }] },
    { sources: [{ from: "connection" }] },
  ]);
});

test.each(["0.92.0", "0.145.0", "0.159.0"])(
  "collector %s takes labels under the names of today's conventions",
  (version) => {
    const { processors } = collectorConfig({ ...LABELS, collectorVersion: version });
    const { extract } = processors[version === "0.159.0" ? "k8s_attributes" : "k8sattributes"];
    expect(extract.metadata).toEqual([
      "k8s.namespace.name",
      "k8s.pod.name",
      "k8s.pod.uid",
      "k8s.deployment.name",
      "k8s.node.name",
    ]);
    expect(extract.labels).toEqual([
      { tag_name: "k8s.pod.label.app.kubernetes.io/name", key: "app.kubernetes.io/name", from: "pod" },
      { tag_name: "k8s.namespace.label.team", key: "team", from: "namespace" },
    ]);
    expect(collectorConfig(ON).processors.k8s_attributes.extract).not.toHaveProperty("labels");
  },
);

const verbs = ["list", "watch"];
const PODS = { apiGroups: [""], resources: ["pods"], verbs };
const NAMESPACES = { apiGroups: [""], resources: ["namespaces"], verbs };
const KUBE_SYSTEM = { ...NAMESPACES, resourceNames: ["kube-system"] };
const REPLICA_SETS = { apiGroups: ["apps"], resources: ["replicasets"], verbs };

test.each<[string, KubernetesAttributesOptions, object[]]>([
  ["0.92.0", {}, [PODS, KUBE_SYSTEM, REPLICA_SETS]],
  ["0.92.0", { namespaceLabels: ["team"] }, [PODS, NAMESPACES, REPLICA_SETS]],
  ["0.98.0", { podLabels: ["app"] }, [PODS, REPLICA_SETS]],
  ["0.159.0", { podLabels: ["app"] }, [PODS]],
  ["0.159.0", { namespaceLabels: ["team"] }, [PODS, NAMESPACES]],
])("collector %s with %j may read what it asks for, and no more", (collectorVersion, chosen, rules) => {
  for (const topology of ["daemonset", "gateway"] as const) {
    const options = { topology, collectorVersion, kubernetesAttributes: { enabled: true, ...chosen } };
    expect(values(options).clusterRole).toEqual({
      create: true,
      name: "role-in-cluster",
      clusterRoleBinding: { name: "role-in-cluster" },
      rules,
    });
  }
});

test("agents that look for the gateway in the API keep the right to it", () => {
  const { clusterRole } = values({ ...TWO_TIERS, gateway: { resolver: "k8s" } });
  expect(clusterRole.rules).toEqual([
    { apiGroups: ["discovery.k8s.io"], resources: ["endpointslices"], verbs: ["get", "list", "watch"] },
    PODS,
  ]);
  const agent = (options: EksOtelTracingProjectOptions) =>
    generated({ topology: "gateway", gateway: { resolver: "k8s" }, ...options })["agent-config.yaml.tpl"];
  expect(agent({})).toContain("which is all that the agents may read");
  expect(agent(ON)).not.toContain("which is all that the agents may read");
});

test("a developer's collector has no cluster, and no such processor", () => {
  expect(generated(ON)["examples/apps/express/collector-config.yaml"]).not.toMatch(/k8s_?attributes/);
});

test("the README says what there is, how it is searched, and what the collector may read", () => {
  const readme = generated(LABELS)["README.md"];
  expect(readme).toContain("| `k8s.namespace.label.team` | its namespace's label `team` |");
  expect(readme).toContain("annotations, such as `otel.resource.k8s.deployment.name`");
  expect(readme).toContain("list and watch pods and namespaces, and nothing else for this.");
  const old = generated({ ...ON, collectorVersion: "0.92.0" })["README.md"];
  expect(old).toContain("annotations, such as `otel_resource_k8s_deployment_name`");
  expect(old).toMatch(
    /list and watch pods, the namespace `kube-system` and ReplicaSets,[^#]*may lack `k8s.deployment.name` for five minutes/,
  );
  const byOtlp = generated({ ...ON, collectorVersion: "0.159.0", xray: { export: "otlp" } })["README.md"];
  expect(byOtlp).not.toContain("annotations, such as");
  expect(generated()["README.md"]).not.toContain("k8s.deployment.name");
});

test("the README says that a narrowed policy has to let the only collector reach the Kubernetes API", () => {
  const readme = (options: EksOtelTracingProjectOptions) =>
    generated({ ...options, networkPolicy: { enabled: true, egressCidrBlocks: ["10.0.0.0/16"] } })["README.md"];
  expect(readme(ON)).toContain("have to hold the Kubernetes API");
  expect(readme(TWO_TIERS)).toContain("reach DNS and the gateway, and HTTPS for the Kubernetes API");
  expect(readme({})).not.toContain("Kubernetes API");
});

test("labels without the attributes are refused", () => {
  expect(() => resolveSettings({ kubernetesAttributes: { podLabels: ["app"] } })).toThrow(
    /kubernetesAttributes\.podLabels +\["app"\] +are of attributes that are off: set kubernetesAttributes\.enabled to true/,
  );
});
