import { type ChartReferences, chartValues } from "../../src/collector/chart-values";
import { Explained } from "../../src/explained";
import type { EksOtelTracingProjectOptions } from "../../src/options";
import { resolveSettings, type Settings } from "../../src/settings/settings";
import { gatewayTier, nodeTier, type Tier } from "../../src/settings/tiers";

const references = {
  imageRepository: "image",
  memoryRequest: "request",
  memoryLimit: "limit",
  roleArn: "role",
  clusterRoleName: "role-in-cluster",
};

/** Of the collectors on every node. */
const values = (options: EksOtelTracingProjectOptions = {}): any => valuesOf(options, nodeTier, references);

/** Of the gateway. */
const gatewayValues = (options: EksOtelTracingProjectOptions = {}): any =>
  valuesOf({ topology: "gateway", ...options }, gatewayTier, {
    ...references,
    gateway: { replicas: "replicas", autoscaled: "autoscaled", maxReplicas: "most" },
  });

function valuesOf(
  options: EksOtelTracingProjectOptions,
  tier: (settings: Settings) => Tier | undefined,
  given: ChartReferences<string>,
): any {
  const settings = resolveSettings(options);
  return JSON.parse(
    JSON.stringify(chartValues(settings, tier(settings) as Tier, given), (_, value) =>
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

test("the image is pulled with the secrets that are named, by either tier, and with none otherwise", () => {
  const collector = { imagePullSecrets: ["registry", "mirror.example.com"] };
  const secrets = [{ name: "registry" }, { name: "mirror.example.com" }];
  expect(values({ collector }).imagePullSecrets).toEqual(secrets);
  expect(gatewayValues({ collector }).imagePullSecrets).toEqual(secrets);
  expect(values()).not.toHaveProperty("imagePullSecrets");
});

test("a gateway has the priority of the collectors on the nodes, unless it is given its own", () => {
  const collector = { priorityClassName: "system-node-critical" };
  expect(gatewayValues({ collector }).priorityClassName).toBe("system-node-critical");
  const gateway = { priorityClassName: "system-cluster-critical" };
  expect(gatewayValues({ collector, gateway }).priorityClassName).toBe("system-cluster-critical");
  expect(gatewayValues()).not.toHaveProperty("priorityClassName");
  expect(values({ topology: "gateway", gateway })).not.toHaveProperty("priorityClassName");
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

test("behind a gateway the collectors on the nodes keep the names that applications know, and have no role", () => {
  const agents = values({ topology: "gateway" });
  expect(agents).toMatchObject({ mode: "daemonset", fullnameOverride: "otel-collector", service: { enabled: true } });
  expect(agents.serviceAccount).toEqual({ create: true, name: "otel-collector" });
});

test("the gateway has names and a service account of its own, which assumes the role", () => {
  expect(gatewayValues()).toMatchObject({
    mode: "deployment",
    fullnameOverride: "otel-collector-gateway",
    serviceAccount: { name: "otel-collector-gateway", annotations: { "eks.amazonaws.com/role-arn": "role" } },
  });
});

test("the gateway opens the port that agents send to, and no other", () => {
  const { ports } = gatewayValues();
  const opened = Object.keys(ports).filter((name) => ports[name].enabled);
  expect(opened.map((name) => [name, ports[name].containerPort])).toEqual([["otlp", 4317]]);
});

test("the gateway's Service is headless, so that its name has the address of every pod", () => {
  expect(gatewayValues().service).toEqual({ clusterIP: "None" });
});

test("the number of gateways comes from Terraform, and a drain takes as few as the option says", () => {
  expect(gatewayValues({ gateway: { maxUnavailable: 2 } })).toMatchObject({
    replicaCount: "replicas",
    autoscaling: { enabled: "autoscaled", minReplicas: "replicas", maxReplicas: "most" },
    podDisruptionBudget: { enabled: true, maxUnavailable: 2 },
  });
});

test("gateways are spread over zones, as strictly as the option says, and over nodes", () => {
  const { topologySpreadConstraints } = gatewayValues({ gateway: { zoneSpread: "DoNotSchedule" } });
  expect(
    topologySpreadConstraints.map(({ topologyKey, whenUnsatisfiable }: any) => [topologyKey, whenUnsatisfiable]),
  ).toEqual([
    ["topology.kubernetes.io/zone", "DoNotSchedule"],
    ["kubernetes.io/hostname", "ScheduleAnyway"],
  ]);
});

test("the gateway has time to decide and export when it stops; an agent decides nothing", () => {
  const options = { topology: "gateway", chartVersion: "0.170.0" } as const;
  expect(gatewayValues(options).terminationGracePeriodSeconds).toBe(40);
  expect(values(options).terminationGracePeriodSeconds).toBeUndefined();
});

test.each([
  ["0.139.0", "", "endpoints"],
  ["0.140.0", "discovery.k8s.io", "endpointslices"],
])(
  "with resolver k8s the agents of collector %s may read what it asks for, and no more",
  (version, group, resource) => {
    const k8s = { topology: "gateway", collectorVersion: version, gateway: { resolver: "k8s" } } as const;
    expect(values(k8s).clusterRole).toEqual({
      create: true,
      name: "role-in-cluster",
      clusterRoleBinding: { name: "role-in-cluster" },
      rules: [{ apiGroups: [group], resources: [resource], verbs: ["get", "list", "watch"] }],
    });
    expect(gatewayValues(k8s).clusterRole).toBeUndefined();
  },
);

test("with resolver dns nobody reads the Kubernetes API", () => {
  expect([values({ topology: "gateway" }).clusterRole, gatewayValues().clusterRole]).toEqual([undefined, undefined]);
});
