import { collectorConfig } from "../generated";

const TEMPO = { name: "tempo", endpoint: "http://tempo.tracing.svc:4317" };
const size = (options: object) => collectorConfig(options).processors.batch.send_batch_max_size;
const patience = (options: object) => collectorConfig(options).exporters.awsxray.request_timeout_seconds;

test("where traces go to X-Ray alone, a batch and a call are as they were", () => {
  expect(size({})).toBe(512);
  expect(patience({})).toBeUndefined();
  const logs = { otlpExporters: [{ ...TEMPO, signals: ["logs"] }] };
  expect(size(logs)).toBe(512);
  expect(patience(logs)).toBeUndefined();
});

test("backends that wait for X-Ray get more at a time, and do not wait long", () => {
  expect(size({ otlpExporters: [TEMPO] })).toBe(1024);
  expect(patience({ otlpExporters: [TEMPO] })).toBe(1);
});

test("nobody waits for OTLP", () => {
  expect(size({ otlpExporters: [TEMPO], xray: { export: "otlp" } })).toBe(512);
});

test("a queue of requests takes as much memory, however large they are", () => {
  const queue = (options: object) =>
    collectorConfig({ collectorVersion: "0.92.0", otlpQueue: { persistent: true }, ...options });
  const beside = queue({ otlpExporters: [TEMPO] }).exporters["otlp/tempo"].sending_queue.queue_size;
  const without = queue({ otlpExporters: [TEMPO], xray: { export: "none" } });
  expect(without.exporters["otlp/tempo"].sending_queue.queue_size).toBe(beside * 2);
});
