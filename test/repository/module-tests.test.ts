import { isDeepStrictEqual } from "node:util";
import { parse } from "@cdktn/hcl2json";
import type { EksOtelTracingProjectOptions } from "../../src";
import { ModuleTests } from "../../src/repository/module-tests";
import { BROKEN_MODULES } from "../acceptance/module/broken-modules";
import { AMP, agentConfig, collectorConfig, generated } from "../generated";
import { moduleFiles } from "../terraform/module/tracing-module";
import { asserted } from "./asserted";
import { PROMISES } from "./promises";
import { synth } from "./synth";

test("the module's tests expect the numbers and names of the options", () => {
  const defaults = synth(ModuleTests, {
    namespace: "obs",
    samplingRatePercentage: 2.5,
    sampling: { latencyThresholdMs: 250, decisionWaitSeconds: 20 },
    collector: { releaseName: "otel" },
    chartVersion: "0.170.0",
  })["tests/defaults.tftest.hcl"];
  expect(defaults).toContain('output.otlp_grpc_endpoint == "otel.obs.svc.cluster.local:4317"');
  expect(defaults).toContain(":sub=system:serviceaccount:obs:otel");
  expect(defaults).toContain("threshold_ms = 249"); // collector 0.159.0 keeps what lasts longer than that
  expect(defaults).toContain("sampling_percentage = 2.5");
  expect(defaults).toContain('decision_wait == "20s"');
  expect(defaults).toContain('output.chart_version == "0.170.0"');
});

test("nobody expects failed traces that are not kept", () => {
  const withoutErrors = synth(ModuleTests, { sampling: { keepErrors: false } })["tests/defaults.tftest.hcl"];
  expect(withoutErrors).not.toContain("always-sample-errors");
});

test.each<["collector" | "gateway", EksOtelTracingProjectOptions]>([
  ["collector", {}],
  ["gateway", { topology: "gateway" }],
])("what samples is tested in the release %s", (release, options) => {
  const files = synth(ModuleTests, {
    ...options,
    networkPolicy: { enabled: true },
    egress: { privateCluster: true, httpsProxy: "http://proxy.example.com:3128" },
  });
  for (const path of ["tests/network-policy.tftest.hcl", "tests/private.tftest.hcl"]) {
    const releases = [...files[path].matchAll(/helm_release\.(\w+)/g)].map(([, name]) => name);
    expect(new Set(releases)).toEqual(new Set([release]));
  }
  expect(files["tests/network-policy.tftest.hcl"]).toContain(".ports[*].port == [443, 8443, 3128]\n");
  expect(files["tests/inputs.tftest.hcl"]).toContain("reverse(helm_release.collector.values)[0] ==");
});

test("two tiers under a rule about the image, whose agents do more than hand on", () => {
  const files = synth(ModuleTests, {
    topology: "gateway",
    redaction: { removeKeys: ["a"] },
    presets: [{ name: "Acme", rules: [{ option: "collector.imageTag", mustBe: "0.159.0", reason: "scanned" }] }],
  });
  expect(files["tests/inputs.tftest.hcl"]).toContain("reverse(helm_release.collector.values)[1] ==");
  expect(files["tests/gateway.tftest.hcl"]).toContain("reverse(helm_release.gateway.values)[1] ==");
  expect(files["tests/gateway.tftest.hcl"]).toContain('error_message = "Agents must decide nothing."');
});

const LOGS = [{ name: "loki", endpoint: "http://loki.logs.svc:4317", signals: ["logs"] }] as const;

test.each<object>([{}, { otlpExporters: LOGS }, { spanMetrics: { enabled: true } }])(
  "the pipelines that are expected are those that there are: %j",
  (options) => {
    const files = synth(ModuleTests, options);
    const expected = (name: string) =>
      JSON.parse(/service\.pipelines\) == (\[.*\])/.exec(files[`tests/${name}.tftest.hcl`])?.[1] ?? "[]");
    const pipelines = (variables: object) => Object.keys(collectorConfig(options, variables).service.pipelines).sort();
    expect(expected("metrics")).toEqual(pipelines(AMP));
    expect(expected("defaults")).toEqual("spanMetrics" in options ? [] : pipelines({}));
  },
);

test("the tests run on OpenTofu, which knows no override_during", () => {
  for (const text of Object.values(synth(ModuleTests)).map(String)) {
    expect(text).not.toContain("override_during");
  }
});

test.each(Object.entries(BROKEN_MODULES))(
  "the module's tests promise no less: %s",
  async (name, { options, leftOut = [] }) => {
    const files = Object.entries(synth(ModuleTests, options)).filter(([path]) => path.endsWith(".tftest.hcl"));
    const promised = await Promise.all(files.map(async ([path, text]) => [path, await asserted(path, text)] as const));
    expect(Object.fromEntries(promised.filter(([path]) => !leftOut.includes(path)))).toEqual(PROMISES[name]);
  },
);

test.each<[string, EksOtelTracingProjectOptions]>([
  ...Object.entries(BROKEN_MODULES).map(([name, { options }]): [string, EksOtelTracingProjectOptions] => [
    name,
    options,
  ]),
  ["an endpoint of the options", { ampRemoteWriteEndpoint: "https://metrics.example.com/api/v1/remote_write" }],
  ["X-Ray by OTLP", { xray: { export: "otlp" } }],
  [
    "segments, with roles of other accounts",
    {
      xray: { roleArn: "arn:aws:iam::210987654321:role/writer", externalId: "shop" },
      amp: { roleArn: "arn:aws:iam::210987654321:role/writer", externalId: "shop" },
    },
  ],
  [
    "agents that do more than hand on",
    {
      topology: "gateway",
      gateway: { resolver: "k8s" },
      kubernetesAttributes: { enabled: true },
      redaction: { removeKeys: ["a"] },
      xray: { roleArn: "arn:aws:iam::210987654321:role/writer", externalId: "shop" },
    },
  ],
  [
    "no X-Ray",
    { xray: { export: "none" }, otlpExporters: [{ name: "tempo", endpoint: "http://tempo.tracing.svc:4317" }] },
  ],
])(
  "what the module's tests refuse is planned alone, and each assertion looks for what is there, with a sentence for when it is not: %s",
  async (_, options) => {
    const files = Object.entries(synth(ModuleTests, options)).filter(([path]) => path.endsWith(".tftest.hcl"));
    const parsed = await Promise.all(files.map(async ([path, text]) => (await parse(path, text)).run));
    const runs = parsed.flatMap((one) => Object.entries<any>(one)).map(([name, [run]]) => ({ name, ...run }));
    expect(runs.length).toBeGreaterThan(10);
    const refused = runs.filter(({ expect_failures }) => expect_failures !== undefined);
    expect(refused.map(({ name, command }) => [name, command])).toEqual(refused.map(({ name }) => [name, "${plan}"]));
    for (const { condition, error_message } of runs.flatMap(({ assert = [] }) => assert)) {
      expect(condition).toMatch(/^\$\{[\s\S]+\}$/);
      expect(error_message).toMatch(/^[A-Z\d].*\.$/);
    }
    const roles = { xray_role_arn: "x", xray_external_id: "x", amp_role_arn: "x", amp_external_id: "x" };
    const configs = {
      agent: options.topology === "gateway" ? agentConfig(options) : {},
      collector: collectorConfig(options, { ...AMP, ...roles }),
    };
    const sids = [...moduleFiles(options)["iam.tf"].matchAll(/\bsid += "(\w+)"/g)].map(([, sid]) => sid);
    for (const { variables, assert = [] } of runs) {
      for (const { condition } of assert) {
        expect(missed(condition, configs, variables === undefined)).toEqual([]);
        expect(sids).toEqual(
          expect.arrayContaining([...condition.matchAll(/\bsid(?: ==|,) "(.*?)"/g)].map(([, sid]) => sid)),
        );
      }
    }
  },
);

/** What an assertion looks for in a config that is not there, or where no variables are given not so. Pipelines are looked at above. */
function missed(condition: string, configs: Record<string, object>, isDefault: boolean): string[] {
  const paths = /(keys\()?yamldecode\(output\.(\w+)_config\)((?:\.\w+|\["[^"]+"\])+)\)?(?: == ("[^"]*"|\[.*?\]|\d+))?/g;
  return [...condition.matchAll(paths)].flatMap(([text, keys, config, path, literal = "null"]) => {
    const found = [...path.matchAll(/\.(\w+)|\["([^"]+)"\]/g)].reduce(
      (value: any, [, name, quoted]) => value?.[name ?? quoted],
      configs[config],
    );
    const value = keys && found ? Object.keys(found).sort() : found;
    const expected = JSON.parse(path === ".service.pipelines" || !isDefault ? "null" : literal);
    return value === undefined || (expected !== null && !isDeepStrictEqual(value, expected)) ? [text] : [];
  });
}

describe("the module's tests give no variable its default, which a module that ignores it would pass", () => {
  const ampRemoteWriteEndpoint =
    "https://aps-workspaces.us-east-1.amazonaws.com/workspaces/ws-0123/api/v1/remote_write" as const;

  test.each<EksOtelTracingProjectOptions>([
    {},
    {
      clusterName: "shop",
      namespace: "observability",
      samplingRatePercentage: 2.5,
      ampRemoteWriteEndpoint,
      collector: { memoryLimitMib: 1000, memorySpikeLimitMib: 200 },
      terraform: { tags: { team: "platform" } },
    },
    {
      topology: "gateway",
      gateway: { replicas: 5, memoryLimitMib: 2000, memorySpikeLimitMib: 400 },
      clusterName: "store",
      namespace: "monitoring",
      ampRemoteWriteEndpoint: "https://metrics.example.com/api/v1/remote_write",
    },
  ])("%j", async (options) => {
    const { variable } = await parse("variables.tf", generated(options)["variables.tf"]);
    const tests = Object.entries(synth(ModuleTests, options)).filter(([path]) => /inputs|metrics|gateway/.test(path));
    expect(tests).toHaveLength(options.topology === "gateway" ? 3 : 2);
    for (const [file, text] of tests) {
      const { variables, run } = await parse(file, text);
      const given = [variables, ...Object.values<any>(run).flatMap((runs) => runs.map((one: any) => one.variables))];
      const pairs = given.flat().flatMap((block) => Object.entries<any>(block ?? {}));
      expect(pairs.length).toBeGreaterThan(5);
      for (const [name, value] of pairs.filter(([, value]) => value !== null)) {
        expect({ [name]: value }).not.toEqual({ [name]: variable[name][0].default });
        expect({ [name]: value }).not.toEqual({ [name]: "" });
      }
    }
  });
});
