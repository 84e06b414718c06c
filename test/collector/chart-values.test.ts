import { chartValues } from "../../src/collector/chart-values";
import { Explained } from "../../src/explained";
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

test("the image's tag is the collector's version unless a mirror has its own, and a digest pins it", () => {
  const imageDigest = `sha256:${"0a".repeat(32)}`;
  expect([{}, { collector: { imageTag: "stable", imageDigest } }].map((options) => values(options).image)).toEqual([
    { repository: "image", tag: "0.159.0" },
    { repository: "image", tag: "stable", digest: imageDigest },
  ]);
});

test.each([
  ["0.151.0", undefined],
  ["0.152.0", 50],
])(
  "with chart %s a pod has time for the sampler's window and the export, where the chart can say it",
  (chartVersion, seconds) => {
    const { terminationGracePeriodSeconds } = values({ chartVersion, sampling: { decisionWaitSeconds: 20 } });
    expect(terminationGracePeriodSeconds).toBe(seconds);
  },
);

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
