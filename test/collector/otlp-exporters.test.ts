import { parse } from "yaml";
import { mountedValues } from "../../src/collector/mounted-values";
import { headerVariables } from "../../src/collector/otlp-exporters";
import { writableVolumes } from "../../src/collector/queue-volume";
import { defaultQueueSize } from "../../src/collector/sending-queue";
import type { EksOtelTracingProjectOptions, OtlpExporter } from "../../src/options";
import { InvalidOptionsError } from "../../src/settings/invalid-options-error";
import { resolveSettings } from "../../src/settings/settings";
import { nodeTier, samplingTier } from "../../src/settings/tiers";
import { AMP, agentConfig, collectorConfig, generated } from "../generated";

const GRAFANA: OtlpExporter = {
  name: "grafana-cloud",
  endpoint: "https://otlp.example.com:4317",
  headers: [{ header: "Authorization", secretName: "grafana", secretKey: "token" }],
  signals: ["traces", "metrics"],
};
const ARCHIVE: OtlpExporter = {
  name: "archive",
  endpoint: "http://archive/otlp/",
  protocol: "http",
  compression: "none",
};
const otlpExporters = [GRAFANA, ARCHIVE];

test.each([
  ["0.92.0", "otlp", "otlphttp", { enabled: true, queue_size: 1000, num_consumers: 2 }],
  ["0.143.0", "otlp", "otlphttp", { enabled: true, sizer: "items", queue_size: 1000, num_consumers: 2 }],
  ["0.159.0", "otlp_grpc", "otlp_http", { enabled: true, sizer: "items", queue_size: 1000, num_consumers: 2 }],
])(
  "collector %s sends to backends by %s and %s, each with a queue of its own",
  (collectorVersion, grpc, http, queue) => {
    const { exporters, service } = collectorConfig({ collectorVersion, otlpExporters }, AMP);
    expect(exporters[`${grpc}/grafana-cloud`]).toMatchObject({
      endpoint: "otlp.example.com:4317",
      compression: "gzip",
      timeout: "10s",
      headers: { authorization: "${env:OTLP_GRAFANA_CLOUD__AUTHORIZATION}" },
      sending_queue: queue,
      retry_on_failure: { enabled: true, initial_interval: "1s", max_interval: "30s", max_elapsed_time: "0s" },
    });
    expect(exporters[`${grpc}/grafana-cloud`].tls).toBeUndefined();
    expect(exporters[`${http}/archive`]).toMatchObject({
      endpoint: "http://archive/otlp",
      tls: { insecure: true },
      compression: "none",
      sending_queue: queue,
    });
    expect(service.pipelines.traces.exporters.slice(-2)).toEqual([`${grpc}/grafana-cloud`, `${http}/archive`]);
    expect(service.pipelines.metrics.exporters).toEqual(["prometheusremotewrite", `${grpc}/grafana-cloud`]);
  },
);

test("without a metrics endpoint there is no pipeline of which a backend could get metrics", () => {
  expect(Object.keys(collectorConfig({ otlpExporters }).service.pipelines)).toEqual(["traces"]);
});

test("a pipeline for logs is there for the backend that takes them, and applications are told to send them", () => {
  const logs: OtlpExporter = { name: "loki", endpoint: "http://loki:80", protocol: "http", signals: ["logs"] };
  const options = { otlpExporters: [GRAFANA, logs] };
  const { pipelines } = collectorConfig(options).service;
  expect(pipelines.traces.exporters).not.toContain("otlp_http/loki");
  const through = { receivers: ["otlp"], processors: ["memory_limiter", "batch", "resource"] };
  expect(pipelines.logs).toEqual({ ...through, exporters: ["otlp_http/loki"] });
  expect(agentConfig(options).service.pipelines.logs).toEqual({
    receivers: ["otlp"],
    processors: ["memory_limiter"],
    exporters: ["load_balancing"],
  });
  const files = generated(options);
  expect(files["outputs.tf"]).toMatch(/OTEL_LOGS_EXPORTER += "otlp"/);
  expect(files["README.md"]).toContain("- **No metrics.** An SDK");
  expect(generated({ otlpExporters })["outputs.tf"]).toMatch(/OTEL_LOGS_EXPORTER += "none"/);
  // On a developer's machine nothing takes logs.
  expect(files["examples/apps/express/compose.yaml"]).toMatch(/OTEL_LOGS_EXPORTER: "?none"?/);
});

test("a header's value is in its Secret, and only the collector that samples gets it", () => {
  const variable = {
    name: "OTLP_GRAFANA_CLOUD__AUTHORIZATION",
    valueFrom: { secretKeyRef: { name: "grafana", key: "token" } },
  };
  const oneTier = resolveSettings({ otlpExporters });
  expect(headerVariables(oneTier, nodeTier(oneTier))).toEqual([variable]);
  const twoTiers = resolveSettings({ otlpExporters, topology: "gateway" });
  expect(headerVariables(twoTiers, samplingTier(twoTiers))).toEqual([variable]);
  expect(headerVariables(twoTiers, nodeTier(twoTiers))).toEqual([]);
});

test("all queues together have a quarter of the memory that may be filled, whatever a cluster says of it", () => {
  expect(generated({ otlpExporters })["main.tf"]).toContain(
    "otlp_queue_size           = max(1, floor((var.memory_limit_mib - var.memory_spike_limit_mib) * 64))",
  );
  expect(generated({ otlpExporters, collectorVersion: "0.92.0" })["main.tf"]).toContain(
    "max(1, floor((var.memory_limit_mib - var.memory_spike_limit_mib) * 0.0625))",
  );
  const { "README.md": readme, "collector-config.yaml.tpl": config } = generated({ otlpExporters });
  expect(readme).toContain("at a limit of 400 MiB 19,200 spans each");
  expect(config.match(/# A backend that is away/g)).toHaveLength(1);
});

test.each([
  ["0.159.0", { enabled: true, sizer: "items", queue_size: 16384, num_consumers: 2, storage: "file_storage" }],
  ["0.92.0", { enabled: true, queue_size: 16, num_consumers: 2, storage: "file_storage" }],
])(
  "collector %s holds on disk, in half of a volume of the pod, what backends do not take",
  (collectorVersion, queue) => {
    const options = { collectorVersion, otlpExporters, otlpQueue: { persistent: true, volumeSizeMib: 128 } };
    const { exporters, extensions, service } = collectorConfig(options);
    const backends = Object.keys(exporters).filter((id) => id.includes("/"));
    expect(backends.map((id) => exporters[id].sending_queue)).toEqual([queue, queue]);
    expect(service.extensions).toContain("file_storage");
    const settings = resolveSettings(options);
    const [volume] = writableVolumes(settings, nodeTier(settings));
    expect(extensions.file_storage).toEqual({ directory: volume.mountPath });
    expect(mountedValues([], [volume])).toMatchObject({
      extraVolumes: { value: [{ name: "queue", emptyDir: { sizeLimit: "128Mi" } }] },
      extraVolumeMounts: [{ name: "queue", mountPath: volume.mountPath }],
    });
    expect(generated(options)["main.tf"]).not.toContain("otlp_queue_size");
  },
);

test("a queue that gets less than one of its unit holds one, in memory and on disk", () => {
  const many = Array.from({ length: 10 }, (_, at) => ({ ...ARCHIVE, name: `archive-${at}` }));
  const size = (options: EksOtelTracingProjectOptions) =>
    defaultQueueSize(resolveSettings({ collectorVersion: "0.92.0", otlpExporters: many, ...options }));
  expect(size({ collector: { memoryLimitMib: 100, memorySpikeLimitMib: 50 } })).toBe(1);
  expect(size({ collector: { memoryLimitMib: 800, memorySpikeLimitMib: 1 } })).toBe(9);
  expect(size({ otlpQueue: { persistent: true, volumeSizeMib: 64 } })).toBe(1);
  expect(size({ otlpQueue: { persistent: true, volumeSizeMib: 500 } })).toBe(12);
});

test("a queue on disk without backends is refused, and so is the size of a volume that is not there", () => {
  expect(() => resolveSettings({ otlpQueue: { persistent: true } })).toThrow(
    "is for backends, of which there are none",
  );
  expect(() => resolveSettings({ otlpExporters, otlpQueue: { volumeSizeMib: 128 } })).toThrow(
    "is of a volume that is not there: set otlpQueue.persistent to true",
  );
});

test("a collector on a developer's machine sends to none of them", () => {
  const { exporters } = parse(generated({ otlpExporters })["examples/apps/express/collector-config.yaml"]);
  expect(Object.keys(exporters)).toEqual(["otlp_grpc", "debug"]);
});

test.each<[unknown, string]>([
  [[GRAFANA, { ...ARCHIVE, name: "grafana-cloud" }], "otlpExporters[1].name: is already the name of another exporter"],
  [[{ ...GRAFANA, endpoint: "https://otlp.example.com" }], "otlpExporters[0].endpoint: must have a port and no path"],
  [
    [{ ...GRAFANA, endpoint: "https://otlp.example.com:4317/v1" }],
    "otlpExporters[0].endpoint: must have a port and no",
  ],
  [[{ ...GRAFANA, endpoint: "https://me:secret@x:4317" }], "otlpExporters[0].endpoint: must be an http or https URL"],
  [[{ ...GRAFANA, name: "a--b" }], "otlpExporters[0].name: must be a name"],
  [
    [
      {
        ...GRAFANA,
        headers: [...(GRAFANA.headers ?? []), { header: "authorization", secretName: "a", secretKey: "b" }],
      },
    ],
    "otlpExporters[0].headers[1].header: is given twice",
  ],
  [
    [{ ...GRAFANA, headers: [{ header: "Content-Type", secretName: "a", secretKey: "b" }] }],
    "otlpExporters[0].headers[0].header: must be the name of a header that is not the protocol's own",
  ],
  [[{ ...GRAFANA, headers: [{ header: "x", secretName: "a" }] }], "otlpExporters[0].headers[0].secretKey: is missing"],
  [[{ ...GRAFANA, header: [] }], "otlpExporters[0].header: is not an option. Did you mean headers?"],
])("%j is refused", (wrong, message) => {
  const options = { otlpExporters: wrong } as EksOtelTracingProjectOptions;
  try {
    resolveSettings(options);
  } catch (error) {
    const mistakes = (error as InvalidOptionsError).mistakes.map(({ option, message }) => `${option}: ${message}`);
    expect(error).toBeInstanceOf(InvalidOptionsError);
    expect(mistakes).toEqual([expect.stringContaining(message)]);
    return;
  }
  throw new Error("it was taken");
});
