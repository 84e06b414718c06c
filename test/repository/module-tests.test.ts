import { parse } from "@cdktn/hcl2json";
import type { EksOtelTracingProjectOptions } from "../../src";
import { ModuleTests } from "../../src/repository/module-tests";
import { BROKEN_MODULES } from "../acceptance/module/broken-modules";
import { AMP, collectorConfig, generated } from "../generated";
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
  const files = synth(ModuleTests, { ...options, networkPolicy: { enabled: true }, egress: { privateCluster: true } });
  for (const path of ["tests/network-policy.tftest.hcl", "tests/private.tftest.hcl"]) {
    const releases = [...files[path].matchAll(/helm_release\.(\w+)/g)].map(([, name]) => name);
    expect(new Set(releases)).toEqual(new Set([release]));
  }
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
    "no X-Ray",
    { xray: { export: "none" }, otlpExporters: [{ name: "tempo", endpoint: "http://tempo.tracing.svc:4317" }] },
  ],
])(
  "what the module's tests refuse is planned alone, and each assertion has a condition and a sentence for when it fails: %s",
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
  },
);

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
      clusterName: "store",
      namespace: "monitoring",
      ampRemoteWriteEndpoint: "https://metrics.example.com/api/v1/remote_write",
    },
  ])("%j", async (options) => {
    const { variable } = await parse("variables.tf", generated(options)["variables.tf"]);
    for (const file of ["tests/inputs.tftest.hcl", "tests/metrics.tftest.hcl"]) {
      const { variables, run } = await parse(file, synth(ModuleTests, options)[file]);
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
