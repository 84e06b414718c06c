import { block, moduleFiles } from "./tracing-module";

const gateway = moduleFiles({ topology: "gateway" });
const release = (name: string) => block(gateway["main.tf"], `resource "helm_release" "${name}"`);

test("the release that applications send to keeps its address and name, so that it is changed in place", () => {
  expect(release("collector")).toContain('  name       = "otel-collector"\n');
  expect(release("gateway")).toContain('  name       = "otel-collector-gateway"\n');
});

test("the gateway is there before the agents send to it, and goes after they have stopped", () => {
  expect(release("collector")).toContain("  depends_on = [helm_release.gateway]\n");
  expect(release("gateway")).toContain("    create_before_destroy = true\n");
});

test("no gateway starts before its role may write", () => {
  expect(release("gateway")).toContain("  depends_on = [aws_iam_role_policy.collector]\n");
});

test("the role keeps its name, and trusts the gateway's service account alone", () => {
  const { "iam.tf": one } = moduleFiles();
  expect(gateway["iam.tf"]).toBe(one.replace(':otel-collector"]', ':otel-collector-gateway"]'));
  expect(gateway["iam.tf"]).not.toBe(one);
});

test("only the gateway is told of the role", () => {
  expect(gateway["values.tf"].match(/aws_iam_role/g)).toHaveLength(1);
  expect(gateway["values.tf"].indexOf("aws_iam_role")).toBeGreaterThan(
    gateway["values.tf"].indexOf("gateway_chart_values"),
  );
});

test.each(["replicaCount", "autoscaling", "podDisruptionBudget", "topologySpreadConstraints"])(
  "only the gateway has %s",
  (key) => {
    const { "values.tf": values } = gateway;
    expect(values.match(new RegExp(`^ +${key} += `, "gm"))).toHaveLength(1);
    expect(values.search(new RegExp(`^ +${key} += `, "m"))).toBeGreaterThan(
      values.indexOf(" gateway_chart_values = {"),
    );
    expect(values).toContain(" gateway_chart_values = {");
  },
);

test("the number of gateways is the cluster's, and follows the load up to another where that is given", () => {
  const { "values.tf": values } = gateway;
  expect(values).toMatch(/^ +replicaCount += var\.gateway_replicas$/m);
  expect(values).toMatch(/^ +enabled += var\.gateway_max_replicas != null$/m);
  expect(values).toMatch(/^ +minReplicas += var\.gateway_replicas$/m);
  expect(values).toMatch(/^ +maxReplicas += coalesce\(var\.gateway_max_replicas, var\.gateway_replicas\)$/m);
});

test("a cluster chooses number and memory of the gateways, and has further values for either tier", () => {
  const names = (files: Record<string, string>) =>
    [...files["variables.tf"].matchAll(/^variable "(\w+)"/gm)].map(([, name]) => name);
  expect(names(gateway).filter((name) => !names(moduleFiles()).includes(name))).toEqual([
    "gateway_replicas",
    "gateway_max_replicas",
    "gateway_memory_limit_mib",
    "gateway_memory_spike_limit_mib",
    "gateway_extra_values",
  ]);
});

test("each tier's memory is its own", () => {
  expect(gateway["main.tf"]).toContain("    memory_limit_mib          = var.gateway_memory_limit_mib\n");
  expect(release("gateway")).toContain(
    "condition     = var.gateway_memory_spike_limit_mib < var.gateway_memory_limit_mib\n",
  );
  expect(release("collector")).toContain("condition     = var.memory_spike_limit_mib < var.memory_limit_mib\n");
});

test("what a number is for is written where the agents have it, once", () => {
  const explained = [...gateway["values.tf"].matchAll(/^ +# .*\n +(\w*memory_\w+) += "/gm)];
  expect(explained.map(([, name]) => name)).toEqual(["memory_limit", "memory_request"]);
});

test("outputs name the service account that has the role, and both configs", () => {
  const { "outputs.tf": outputs } = gateway;
  expect(block(outputs, 'output "service_account_name"')).toContain("helm_release.gateway.name");
  expect(block(outputs, 'output "collector_config"')).toContain("local.collector_config");
  expect(block(outputs, 'output "agent_config"')).toContain("local.agent_config");
});

test("with resolver k8s a ClusterRole is named by namespace and release, for two modules may be in one cluster", () => {
  const { "values.tf": values, "main.tf": main } = moduleFiles({ topology: "gateway", gateway: { resolver: "k8s" } });
  expect(values).toContain('name               = "${var.namespace}-otel-collector"\n');
  expect(main).toContain('"otel-collector-gateway.${helm_release.gateway.namespace}"');
});
