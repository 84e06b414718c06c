import { ModuleTests } from "../../src/repository/module-tests";
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

test("the tests run on OpenTofu, which knows no override_during", () => {
  for (const text of Object.values(synth(ModuleTests)).map(String)) {
    expect(text).not.toContain("override_during");
  }
});
