/**
 * With no options at all, what is generated is what the article says: "EKS Distributed Tracing: OpenTelemetry + X-Ray
 * (Part 4 of 5)". Each test is named after the sentence that it holds the generator to.
 */
import { parse } from "@cdktn/hcl2json";
import { chartValues } from "../src/collector/chart-values";
import type { Explained } from "../src/explained";
import { resolveSettings } from "../src/settings/settings";
import { nodeTier } from "../src/settings/tiers";
import { AMP, collectorConfig, generated } from "./generated";

const files = generated();
const config = collectorConfig();
/** That of the collector which the article's chart was released with. */
const articlesOwn = collectorConfig({ collectorVersion: "0.92.0" });

const hcl = (path: string) => parse(path, files[path]);
const only = <T>(list: T[]): T => {
  expect(list).toHaveLength(1);
  return list[0];
};
const variable = async (name: string) => only((await hcl("variables.tf")).variable[name]) as any;
const output = async (name: string) => only((await hcl("outputs.tf")).output[name]) as any;

test('"the official Helm chart (pinned to 0.78.0)"', async () => {
  const release = only((await hcl("main.tf")).resource.helm_release.collector) as any;
  expect(release).toMatchObject({ name: "otel-collector", chart: "opentelemetry-collector", version: "0.78.0" });
});

test('"repository = https://open-telemetry.github.io/opentelemetry-helm-charts"', async () => {
  expect((await variable("chart_repository")).default).toBe(
    "https://open-telemetry.github.io/opentelemetry-helm-charts",
  );
});

test('"running as a DaemonSet"', () => {
  const settings = resolveSettings({});
  const values = chartValues(settings, nodeTier(settings), {
    imageRepository: "",
    memoryLimit: "",
    memoryRequest: "",
    roleArn: "",
    clusterRoleName: "",
  });
  expect(values.mode).toBe("daemonset");
  expect((values.tolerations as Explained).value).toEqual([{ operator: "Exists" }]);
});

test('"This is the vanilla OTel Collector, not AWS Distro for OpenTelemetry"', async () => {
  expect((await variable("image_repository")).default).toBe(
    "ghcr.io/open-telemetry/opentelemetry-collector-releases/opentelemetry-collector-contrib",
  );
});

test('"OTLP receiver → memory_limiter → tail_sampling → batch → resource → [X-Ray, logging]": logging is called debug now', () => {
  const traces = { receivers: ["otlp"], processors: ["memory_limiter", "tail_sampling", "batch", "resource"] };
  expect(config.service.pipelines).toEqual({ traces: { ...traces, exporters: ["awsxray", "debug"] } });
  expect(files["collector-config.yaml.tpl"]).toContain(
    "  # Writes to the collector's own log. Before collector 0.86 this exporter was called logging.\n  debug:\n",
  );
  expect(articlesOwn.service.pipelines).toEqual({ traces: { ...traces, exporters: ["awsxray", "logging"] } });
});

test('"endpoint: 0.0.0.0:4317 … 0.0.0.0:4318"', () => {
  expect(config.receivers).toEqual({
    otlp: { protocols: { grpc: { endpoint: "0.0.0.0:4317" }, http: { endpoint: "0.0.0.0:4318" } } },
  });
});

test('"decision_wait: 10s, num_traces: 100000, expected_new_traces_per_sec: 1000"', () => {
  expect(config.processors.tail_sampling).toMatchObject({
    decision_wait: "10s",
    num_traces: 100_000,
    expected_new_traces_per_sec: 1000,
  });
});

test('"Every error trace is kept. 100% of traces with an error status."', () => {
  expect(config.processors.tail_sampling.policies[0]).toEqual({
    name: "always-sample-errors",
    type: "status_code",
    status_code: { status_codes: ["ERROR"] },
  });
});

test('"Every slow trace is kept. 100% of traces over 500ms.": 500 ms is slow, though the sampler asks for more now', () => {
  const slow = (thresholdMs: number) => ({
    name: "always-sample-slow",
    type: "latency",
    latency: { threshold_ms: thresholdMs },
  });
  expect(config.processors.tail_sampling.policies[1]).toEqual(slow(499));
  expect(articlesOwn.processors.tail_sampling.policies[1]).toEqual(slow(500));
});

test('"Everything else is sampled at sampling_rate_percentage (default 10%)."', async () => {
  const policies = collectorConfig({}, { sampling_rate_percentage: 37 }).processors.tail_sampling.policies;
  expect(policies.slice(2)).toEqual([
    { name: "probabilistic", type: "probabilistic", probabilistic: { sampling_percentage: 37 } },
  ]);
  expect((await variable("sampling_rate_percentage")).default).toBe(10);
});

test('"check_interval: 1s, limit_mib: 400, spike_limit_mib: 100"', async () => {
  expect(config.processors.memory_limiter).toEqual({ check_interval: "1s", limit_mib: 400, spike_limit_mib: 100 });
  expect((await variable("memory_limit_mib")).default).toBe(400);
  expect((await variable("memory_spike_limit_mib")).default).toBe(100);
});

test('"index_all_attributes: true makes every span attribute searchable"', () => {
  expect(config.exporters.awsxray).toEqual({ region: "eu-central-1", index_all_attributes: true });
});

test('"The resource processor stamps every span with cluster_name"', () => {
  expect(config.processors.resource.attributes).toContainEqual({
    key: "cluster_name",
    value: "prod",
    action: "upsert",
  });
});

test('"remote-writes metrics to Amazon Managed Prometheus with SigV4 auth"', () => {
  const { exporters, extensions, service } = collectorConfig({}, AMP);
  expect(exporters.prometheusremotewrite).toMatchObject({
    auth: { authenticator: "sigv4auth" },
    resource_to_telemetry_conversion: { enabled: true },
  });
  expect([extensions.sigv4auth.service, service.extensions]).toEqual(["aps", ["health_check", "sigv4auth"]]);
});

test('"The X-Ray write policy is always attached", with Resource "*"', async () => {
  const { data } = await hcl("iam.tf");
  expect(only((only(data.aws_iam_policy_document.permissions) as any).statement as any[])).toMatchObject({
    actions: ["xray:PutTraceSegments", "xray:PutTelemetryRecords"],
    resources: ["*"],
  });
});

test('"the AMP remote-write permission is only added when you enable the metrics pipeline"', async () => {
  const { data } = await hcl("iam.tf");
  const dynamic = only((only(data.aws_iam_policy_document.permissions) as any).dynamic.statement as any[]);
  expect(dynamic.for_each).toMatch(/var\.amp_remote_write_endpoint == null \? \[\] :/);
  expect(only(dynamic.content as any[]).actions).toEqual(["aps:RemoteWrite"]);
});

test('"the trust policy binds it to one service account in one namespace"', async () => {
  const { data } = await hcl("iam.tf");
  const statement = only((only(data.aws_iam_policy_document.trust) as any).statement as any[]);
  expect(statement.condition.map(({ test: kind, values }: any) => [kind, values])).toEqual([
    ["StringEquals", ["system:serviceaccount:${var.namespace}:otel-collector"]],
    ["StringEquals", ["sts.amazonaws.com"]],
  ]);
});

test('"namespace | tracing", "amp_remote_write_endpoint | null", "cluster_name | (required)"', async () => {
  expect((await variable("namespace")).default).toBe("tracing");
  expect((await variable("amp_remote_write_endpoint")).default).toBeNull();
  expect(await variable("cluster_name")).not.toHaveProperty("default");
});

test('"cluster_name | (required)" is the only variable without a default', async () => {
  const { variable: variables } = await hcl("variables.tf");
  expect(Object.keys(variables).filter((name) => !("default" in variables[name][0]))).toEqual(["cluster_name"]);
});

test('"Outputs hand you the collector endpoints (otel-collector.tracing.svc.cluster.local:4317 for gRPC, :4318 for HTTP)"', async () => {
  expect((await output("otlp_grpc_endpoint")).value).toBe("${local.host}:4317");
  expect((await output("otlp_http_endpoint")).value).toBe("${local.host}:4318");
  const hosts = (await hcl("main.tf")).locals.map(({ host }: any) => host).filter(Boolean);
  expect(hosts).toEqual(["otel-collector.${helm_release.collector.namespace}.svc.cluster.local"]);
});

test('"plus the IRSA role ARN"', async () => {
  expect((await output("role_arn")).value).toBe("${aws_iam_role.collector.arn}");
});

test('"once you set two environment variables": the README shows both, as the article does', () => {
  expect(files["README.md"]).toMatch(
    /name: OTEL_EXPORTER_OTLP_ENDPOINT\n\s+value: "http:\/\/otel-collector\.tracing\.svc\.cluster\.local:4317"\n/,
  );
  expect(files["README.md"]).toMatch(/name: OTEL_SERVICE_NAME\n\s+value: "checkout-service"\n/);
});

test('"auto-instrument most popular frameworks": the example sends to the same endpoint', () => {
  expect(files["examples/apps/express/kubernetes.yaml"]).toContain(
    'OTEL_EXPORTER_OTLP_ENDPOINT: "http://otel-collector.tracing.svc.cluster.local:4317"',
  );
});
