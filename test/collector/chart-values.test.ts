import { chartValues, Explained } from "../../src/collector/chart-values";
import type { EksOtelTracingProjectOptions } from "../../src/options";
import { resolveSettings } from "../../src/settings/settings";

const references = { imageRepository: "image", memoryRequest: "request", memoryLimit: "limit", roleArn: "role" };

function values(options: EksOtelTracingProjectOptions = {}): any {
  return JSON.parse(
    JSON.stringify(chartValues(resolveSettings(options), references), (_, value) =>
      value instanceof Explained ? value.value : value,
    ),
  );
}

test("the chart makes a Service, which it does not by itself in daemonset mode", () => {
  expect(values()).toMatchObject({ mode: "daemonset", service: { enabled: true } });
});

test("Service and service account are called as the article calls them", () => {
  expect(values()).toMatchObject({ fullnameOverride: "otel-collector", serviceAccount: { name: "otel-collector" } });
});

test("the service account assumes the role", () => {
  expect(values().serviceAccount.annotations).toEqual({ "eks.amazonaws.com/role-arn": "role" });
});

test("a collector runs on every node", () => {
  expect(values().tolerations).toEqual([{ operator: "Exists" }]);
});

test("no port of the host is taken, and ports that nothing listens on are closed", () => {
  const { ports } = values();
  expect([ports.otlp.hostPort, ports["otlp-http"].hostPort]).toEqual([null, null]);
  expect(["jaeger-compact", "jaeger-thrift", "jaeger-grpc", "zipkin"].map((port) => ports[port].enabled)).toEqual([
    false,
    false,
    false,
    false,
  ]);
});

test("an update has the new collector ready before the old one stops", () => {
  expect(values().rollout.rollingUpdate).toEqual({ maxSurge: 1, maxUnavailable: 0 });
});

test("chart 0.78.0: its default components are taken out", () => {
  expect(values().config).toEqual({
    receivers: { jaeger: null, prometheus: null, zipkin: null },
    exporters: { debug: null },
    extensions: { memory_ballast: null },
    service: { pipelines: { logs: null, metrics: null } },
  });
});

test("chart 0.170.0: so are the percentages that would merge with limits in MiB", () => {
  expect(values({ chartVersion: "0.170.0" }).config).toEqual({
    receivers: { jaeger: null, prometheus: null, zipkin: null },
    processors: { memory_limiter: { limit_percentage: null, spike_limit_percentage: null } },
    service: { pipelines: { logs: null, metrics: null } },
  });
});

test("the image's tag is the chart's unless it is given", () => {
  expect([values().image, values({ collector: { imageTag: "0.95.0" } }).image]).toEqual([
    { repository: "image" },
    { repository: "image", tag: "0.95.0" },
  ]);
});

test("the pods meet the restricted Pod Security standard", () => {
  expect(values()).toMatchObject({
    podSecurityContext: { runAsNonRoot: true, seccompProfile: { type: "RuntimeDefault" } },
    securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ["ALL"] } },
  });
});

test("nodes and priority are chosen when they are given", () => {
  const chosen = values({ collector: { nodeSelector: { pool: "a" }, priorityClassName: "system-node-critical" } });
  expect(chosen).toMatchObject({ nodeSelector: { pool: "a" }, priorityClassName: "system-node-critical" });
  expect(Object.keys(values())).not.toEqual(expect.arrayContaining(["nodeSelector"]));
});
