import { parse } from "yaml";
import { type ConfigPart, components, configView, terraformInputs } from "../../src/collector/config-parts";
import { intake } from "../../src/collector/intake";
import { resolveSettings } from "../../src/settings/settings";
import { nodeTier } from "../../src/settings/tiers";
import { render } from "../../src/template";
import { renderTerraformTemplate } from "../terraform-template";

const settings = resolveSettings({});
const text = (...parts: ConfigPart[]) =>
  render("collector/config.yaml", configView([intake, () => parts], settings, terraformInputs(nodeTier(settings))));
const config = (parts: ConfigPart[], variables: Record<string, unknown> = {}) =>
  parse(renderTerraformTemplate(text(...parts), { memory_limit_mib: 1, memory_spike_limit_mib: 1, ...variables }));

const exporter = (name: string): ConfigPart => ({
  components: { exporters: `  ${name}:\n` },
  pipelines: { traces: { exporters: [name] } },
});

test("a processor is in every pipeline of its signals that passes its stage, in the order of the stages", () => {
  const processor = (name: string, stage: "sample" | "redact" | "batch", signals: ("traces" | "metrics")[]) => ({
    components: { processors: `  ${name}:\n` },
    processors: [{ name, stage, signals }],
  });
  const { service } = config([
    processor("batch", "batch", ["traces", "metrics"]),
    processor("tail_sampling", "sample", ["traces"]),
    processor("redaction", "redact", ["traces", "metrics"]),
    exporter("a"),
    {
      components: { connectors: "  spanmetrics:\n" },
      pipelines: {
        "traces/unsampled": { receivers: ["otlp"], exporters: ["spanmetrics"], stages: ["limit", "redact"] },
        "metrics/spans": { receivers: ["spanmetrics"], exporters: ["a"], stages: ["batch"] },
      },
    },
  ]);
  expect(service.pipelines).toEqual({
    traces: {
      receivers: ["otlp"],
      processors: ["memory_limiter", "redaction", "tail_sampling", "batch"],
      exporters: ["a"],
    },
    "traces/unsampled": {
      receivers: ["otlp"],
      processors: ["memory_limiter", "redaction"],
      exporters: ["spanmetrics"],
    },
    "metrics/spans": { receivers: ["spanmetrics"], processors: ["batch"], exporters: ["a"] },
  });
});

test("processors of one pipeline alone come after those of its stages", () => {
  const { service } = config([
    exporter("a"),
    {
      components: { processors: "  resource/spans:\n" },
      pipelines: { "traces/unsampled": { receivers: ["otlp"], exporters: ["a"], processors: ["resource/spans"] } },
    },
  ]);
  expect(service.pipelines["traces/unsampled"].processors).toEqual(["memory_limiter", "resource/spans"]);
  expect(service.pipelines.traces.processors).toEqual(["memory_limiter"]);
});

test("a condition goes around everything that a part adds, and a pipeline is there when anyone needs it", () => {
  const conditional = (name: string, variable: string): ConfigPart => ({
    when: `${variable} != null`,
    components: { exporters: `  ${name}:\n` },
    pipelines: { traces: { exporters: [name] }, metrics: { receivers: ["otlp"], exporters: [name] } },
  });
  const parts = [exporter("always"), conditional("x", "first"), conditional("y", "first")];
  const on = config(parts, { first: "set" });
  const off = config(parts, { first: null });
  expect([
    Object.keys(on.exporters),
    on.service.pipelines.traces.exporters,
    on.service.pipelines.metrics.exporters,
  ]).toEqual([
    ["always", "x", "y"],
    ["always", "x", "y"],
    ["x", "y"],
  ]);
  expect([Object.keys(off.exporters), off.service.pipelines.traces.exporters, off.service.pipelines.metrics]).toEqual([
    ["always"],
    ["always"],
    undefined,
  ]);

  const needed = [...parts, { ...exporter("z"), pipelines: { metrics: { receivers: ["otlp"], exporters: ["z"] } } }];
  expect(config(needed, { first: null }).service.pipelines.metrics).toEqual({
    receivers: ["otlp"],
    processors: ["memory_limiter"],
    exporters: ["z"],
  });
  expect(config(needed, { first: "set" }).service.pipelines.metrics.exporters).toEqual(["z", "x", "y"]);
});

test("a list of which nothing is there in any case is refused: its commas could not be right", () => {
  const when = (variable: string) => ({ ...exporter(variable), when: `${variable} != null` });
  expect(() => text(when("a"), when("b"))).toThrow("of a, b nothing is there in any case");
});

test("a template that begins with no section is refused", () => {
  expect(() =>
    components("collector/receiver-tls.yaml", { serverCertificate: "", reloadSeconds: 1, clientCa: [] }),
  ).toThrow("templates/collector/receiver-tls.yaml begins with no section");
});
