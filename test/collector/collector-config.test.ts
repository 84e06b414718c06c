import { AMP, collectorConfig, generated } from "../generated";

const policies = (options = {}) => collectorConfig(options).processors.tail_sampling.policies;

test("without a metrics endpoint there is no metrics pipeline, exporter or authenticator", () => {
  const { service, exporters, extensions } = collectorConfig();
  expect([Object.keys(service.pipelines), Object.keys(exporters), Object.keys(extensions), service.extensions]).toEqual(
    [["traces"], ["awsxray", "debug"], ["health_check"], ["health_check"]],
  );
});

test("with a metrics endpoint metrics go there, signed for its region", () => {
  const { service, exporters, extensions } = collectorConfig({}, AMP);
  expect(service.pipelines.metrics).toEqual({
    receivers: ["otlp"],
    processors: ["memory_limiter", "batch", "resource"],
    exporters: ["prometheusremotewrite"],
  });
  expect(exporters.prometheusremotewrite).toEqual({
    endpoint: AMP.amp_remote_write_endpoint,
    auth: { authenticator: "sigv4auth" },
    resource_to_telemetry_conversion: { enabled: true },
  });
  expect(extensions.sigv4auth).toEqual({ region: "eu-west-1", service: "aps" });
  expect(service.extensions).toEqual(["health_check", "sigv4auth"]);
});

test.each([
  ["0.92.0", "logging"],
  ["0.110.0", "logging"],
  ["0.111.0", "debug"],
])("collector %s logs through the exporter %s, whatever the chart", (collectorVersion, exporter) => {
  for (const chartVersion of ["0.78.0", "0.170.0"]) {
    const { service, exporters } = collectorConfig({ chartVersion, collectorVersion });
    expect(service.pipelines.traces.exporters).toEqual(["awsxray", exporter]);
    expect(Object.keys(exporters)).toEqual(["awsxray", exporter]);
  }
});

test("applications may send by gRPC and by HTTP; behind agents, which send by gRPC, nothing else is open", () => {
  const protocols = (options = {}) => Object.keys(collectorConfig(options).receivers.otlp.protocols);
  expect([protocols(), protocols({ topology: "gateway" })]).toEqual([["grpc", "http"], ["grpc"]]);
});

test("the health check answers on the pod's address, where the probes ask", () => {
  expect(collectorConfig().extensions.health_check).toEqual({ endpoint: "${env:MY_POD_IP}:13133" });
});

test("spans carry the cluster's name under the article's key and under the semantic convention's", () => {
  expect(collectorConfig({}, { cluster_name: "blue" }).processors.resource.attributes).toEqual([
    { key: "cluster_name", value: "blue", action: "upsert" },
    { key: "k8s.cluster.name", value: "blue", action: "upsert" },
  ]);
});

test("selective indexing keeps the cluster's name searchable", () => {
  expect(collectorConfig({ xray: { indexedAttributes: ["http.route"] } }).exporters.awsxray).toEqual({
    region: "eu-central-1",
    index_all_attributes: false,
    indexed_attributes: ["otel.resource.cluster_name", "http.route"],
  });
});

test("errors are an ordinary share when they are not to be kept", () => {
  expect(policies({ sampling: { keepErrors: false } }).map(({ name }: { name: string }) => name)).toEqual([
    "always-sample-slow",
    "probabilistic",
  ]);
});

test("every typed policy has the collector's own keys", () => {
  const typed = [
    { name: "a", type: "boolean_attribute", key: "vip", value: true },
    { name: "b", type: "latency", thresholdMs: 200 },
    { name: "c", type: "numeric_attribute", key: "items", minValue: 1, maxValue: 9 },
    { name: "d", type: "ottl_condition", spanConditions: ['attributes["a"] == "b"'] },
    { name: "e", type: "probabilistic", samplingPercentage: 0.5 },
    { name: "f", type: "rate_limiting", spansPerSecond: 35 },
    { name: "g", type: "span_count", minSpans: 3 },
    { name: "h", type: "status_code", statusCodes: ["OK", "UNSET"] },
    { name: "i", type: "string_attribute", key: "service.name", values: ["checkout"] },
    { name: "j", type: "trace_state", key: "k", values: ["v"] },
    { name: "k", type: "and", policies: [{ name: "k1", type: "latency", thresholdMs: 5 }] },
  ];
  expect(policies({ sampling: { policies: typed } }).slice(3)).toEqual([
    { name: "a", type: "boolean_attribute", boolean_attribute: { key: "vip", value: true } },
    { name: "b", type: "latency", latency: { threshold_ms: 199 } },
    { name: "c", type: "numeric_attribute", numeric_attribute: { key: "items", min_value: 1, max_value: 9 } },
    { name: "d", type: "ottl_condition", ottl_condition: { error_mode: "ignore", span: ['attributes["a"] == "b"'] } },
    { name: "e", type: "probabilistic", probabilistic: { sampling_percentage: 0.5 } },
    { name: "f", type: "rate_limiting", rate_limiting: { spans_per_second: 35 } },
    { name: "g", type: "span_count", span_count: { min_spans: 3 } },
    { name: "h", type: "status_code", status_code: { status_codes: ["OK", "UNSET"] } },
    { name: "i", type: "string_attribute", string_attribute: { key: "service.name", values: ["checkout"] } },
    { name: "j", type: "trace_state", trace_state: { key: "k", values: ["v"] } },
    {
      name: "k",
      type: "and",
      and: { and_sub_policy: [{ name: "k1", type: "latency", latency: { threshold_ms: 4 } }] },
    },
  ]);
});

test("a health check is vetoed whatever its SDK calls the path", () => {
  const vetoes = policies({ collectorVersion: "0.92.0", dropHealthChecks: ["/health.z"] }).slice(3);
  expect(vetoes.map(({ string_attribute }: any) => [string_attribute.key, string_attribute.invert_match])).toEqual([
    ["http.target", true],
    ["url.path", true],
    ["http.route", true],
  ]);
  // The collector reads "$$" as "$".
  expect(new RegExp(vetoes[0].string_attribute.values[0].replace("$$", "$")).test("/health.z?verbose=1")).toBe(true);
  expect(new RegExp(vetoes[0].string_attribute.values[0].replace("$$", "$")).test("/healthXz")).toBe(false);
});

test.each([
  ["0.156.0", 500, 200],
  ["0.157.0", 499, 199],
])("on collector %s a trace of exactly the threshold is kept", (collectorVersion, slowMs, ownMs) => {
  const sampling = { policies: [{ name: "a", type: "latency" as const, thresholdMs: 200 }] };
  const [, slow, , own] = policies({ collectorVersion, sampling });
  expect([slow.latency, own.latency]).toEqual([{ threshold_ms: slowMs }, { threshold_ms: ownMs }]);
});

test.each(["0.78.0", "0.170.0"])(
  "with chart %s a veto is a drop policy, for an inverted match lost its veto",
  (chartVersion) => {
    const [veto] = policies({ chartVersion, dropHealthChecks: ["/healthz"] }).slice(3);
    expect(veto).toEqual({
      name: "drop-health-checks-http-target",
      type: "drop",
      drop: {
        drop_sub_policy: [
          {
            name: "drop-health-checks-http-target",
            type: "string_attribute",
            string_attribute: { key: "http.target", values: ["^/healthz(\\?.*)?$$"], enabled_regex_matching: true },
          },
        ],
      },
    });
  },
);

test("what a user writes into a policy passes Terraform, Helm and the collector unchanged", () => {
  const values = ["${x} %{y} {{z}} $HOME \"q\" 'p' # no comment"];
  const [policy] = policies({
    sampling: { policies: [{ name: "p", type: "string_attribute", key: "k", values }] },
  }).slice(3);
  const afterHelm = policy.string_attribute.values[0].replaceAll("{{`{{`}}", "{{");
  expect(afterHelm.replaceAll("$$", "$")).toBe(values[0]);
});

test("the template tells that it is generated", () => {
  expect(generated()["collector-config.yaml.tpl"]).toMatch(/^# ~~ Generated by projen/);
});

describe("roles of other accounts", () => {
  const roleArn = "arn:aws:iam::210987654321:role/writer";
  const roles = { xray: { roleArn, externalId: "shop" }, amp: { roleArn, externalId: "shop" } };
  const given = { xray_role_arn: "arn:x", xray_external_id: "x=1,2", amp_role_arn: "arn:y", amp_external_id: "0012" };

  test("are assumed as Terraform says, with their external ids as text", () => {
    const { exporters, extensions } = collectorConfig(roles, { ...AMP, ...given });
    expect(exporters.awsxray).toMatchObject({ role_arn: "arn:x", external_id: "x=1,2", index_all_attributes: true });
    expect(extensions.sigv4auth).toEqual({
      region: "eu-west-1",
      service: "aps",
      assume_role: { arn: "arn:y", external_id: "0012" },
    });
  });

  test("are left out where a cluster wants none", () => {
    const none = { xray_role_arn: null, xray_external_id: "x", amp_role_arn: null, amp_external_id: "y" };
    const { exporters, extensions } = collectorConfig(roles, { ...AMP, ...none });
    expect(exporters.awsxray).toEqual(collectorConfig().exporters.awsxray);
    expect(extensions.sigv4auth).toEqual(collectorConfig({}, AMP).extensions.sigv4auth);
  });

  test("may ask for no external id", () => {
    const { exporters, extensions } = collectorConfig(roles, {
      ...AMP,
      ...given,
      xray_external_id: null,
      amp_external_id: null,
    });
    expect(exporters.awsxray).not.toHaveProperty("external_id");
    expect(extensions.sigv4auth.assume_role).toEqual({ arn: "arn:y" });
  });
});

test("the collector's own log says how many spans went out, and not what is in them", () => {
  expect(collectorConfig().exporters.debug).toEqual({ verbosity: "basic" });
});
