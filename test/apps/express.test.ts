import { parseAllDocuments } from "yaml";
import { ExampleApps } from "../../src/apps/example-apps";
import type { EksOtelTracingProjectOptions } from "../../src/options";
import { synth } from "../repository/synth";

const DIRECTORY = "examples/apps/express";
const AMP = "https://aps-workspaces.eu-west-1.amazonaws.com/workspaces/ws-1/api/v1/remote_write";

const files = (options: EksOtelTracingProjectOptions = {}) => synth(ExampleApps, options);
type KubernetesObject = any;
const manifest = (options: EksOtelTracingProjectOptions = {}) =>
  parseAllDocuments(files(options)[`${DIRECTORY}/kubernetes.yaml`]).map(
    (document): KubernetesObject => document.toJS(),
  );
const environment = (options: EksOtelTracingProjectOptions = {}) => manifest(options)[0].data;
const container = (deployment: KubernetesObject) => deployment.spec.template.spec.containers[0];
const deployments = () => manifest().filter(({ kind }) => kind === "Deployment");

test("the application sends to the collector's Service, in its protocol", () => {
  expect(environment({ namespace: "obs", collector: { releaseName: "otel" } })).toMatchObject({
    OTEL_EXPORTER_OTLP_ENDPOINT: "http://otel.obs.svc.cluster.local:4317",
    OTEL_EXPORTER_OTLP_PROTOCOL: "grpc",
  });
});

test("metrics are sent only where a pipeline takes them, logs never", () => {
  expect(environment()).toMatchObject({ OTEL_METRICS_EXPORTER: "none", OTEL_LOGS_EXPORTER: "none" });
  expect(environment({ ampRemoteWriteEndpoint: AMP }).OTEL_METRICS_EXPORTER).toBe("otlp");
});

test("every OpenTelemetry variable says why it is there", () => {
  const lines = files()[`${DIRECTORY}/kubernetes.yaml`].split("\n");
  for (const [index, line] of lines.entries()) {
    if (/^ *(- name: )?(OTEL_|NODE_OPTIONS)/.test(line)) {
      expect(lines[index - 1]).toMatch(/^ *# \S/);
    }
  }
});

test("a slow payment is slower than the threshold", () => {
  const payments = manifest({ sampling: { latencyThresholdMs: 900 } }).filter(({ kind }) => kind === "Deployment")[1];
  expect(container(payments).env).toContainEqual({ name: "SLOW_PAYMENT_MS", value: "1100" });
});

test("the instrumentation is loaded before the application", () => {
  expect(container(deployments()[0]).env).toContainEqual({
    name: "NODE_OPTIONS",
    value: "--require @opentelemetry/auto-instrumentations-node/register",
  });
});

test("versions are pinned exactly", () => {
  const { dependencies } = files()[`${DIRECTORY}/package.json`];
  for (const version of Object.values(dependencies)) {
    expect(version).toMatch(/^\d+\.\d+\.\d+$/);
  }
});

test("no example, when the options ask for none", () => {
  expect(Object.keys(files({ exampleApps: [] })).filter((path) => path.startsWith("examples"))).toEqual([]);
});
