import { parse } from "yaml";
import { localCollectorConfigView } from "../../src/collector/local-collector";
import type { EksOtelTracingProjectOptions } from "../../src/options";
import { resolveSettings } from "../../src/settings/settings";
import { render } from "../../src/template";
import { collectorConfig } from "../generated";

const localConfig = (options: EksOtelTracingProjectOptions = {}) =>
  parse(
    render("examples/apps/collector-config.yaml", {
      ...localCollectorConfigView(resolveSettings(options)),
      marker: "",
    }),
  );

test("the local collector samples as the cluster's does, with the variables' defaults", () => {
  const options = {
    samplingRatePercentage: 25,
    sampling: { decisionWaitSeconds: 3, latencyThresholdMs: 80 },
    collector: { memoryLimitMib: 200, memorySpikeLimitMib: 40 },
    dropHealthChecks: ["/healthz"],
  };
  const variables = { sampling_rate_percentage: 25, memory_limit_mib: 200, memory_spike_limit_mib: 40 };
  const { resource: _, ...inCluster } = collectorConfig(options, variables).processors;
  expect(localConfig(options).processors).toEqual(inCluster);
});

test.each([
  ["0.92.0", "otlp", "logging"],
  ["0.159.0", "otlp_grpc", "debug"],
] as const)(
  "collector %s: traces go to the viewer in place of X-Ray, by %s",
  (collectorVersion, otlpExporter, logExporter) => {
    const { exporters, service } = localConfig({ collectorVersion });
    expect(exporters[otlpExporter]).toEqual({ endpoint: "jaeger:4317", tls: { insecure: true } });
    expect(service).toEqual({
      pipelines: {
        traces: {
          receivers: ["otlp"],
          processors: ["memory_limiter", "tail_sampling", "batch"],
          exporters: [otlpExporter, logExporter],
        },
      },
    });
  },
);

test("no other program reads the local config, so only the collector's own $ is escaped", () => {
  const values = ["${x} %{y} {{z}} $HOME"];
  const policies = [{ name: "p", type: "string_attribute" as const, key: "k", values }];
  const [, , , policy] = localConfig({ sampling: { policies } }).processors.tail_sampling.policies;
  expect(policy.string_attribute.values).toEqual(["$${x} %{y} {{z}} $$HOME"]);
});

test("on a developer's machine nobody waits for X-Ray, so that a batch is no larger", () => {
  const otlpExporters = [{ name: "tempo", endpoint: "http://tempo.tracing.svc:4317" }];
  expect(localConfig({ otlpExporters }).processors.batch.send_batch_max_size).toBe(512);
});
