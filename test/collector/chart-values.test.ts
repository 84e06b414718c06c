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

/** A port of the container and of the Service, and none of the host. */
const open = (port: number) => ({ enabled: true, containerPort: port, servicePort: port, hostPort: null });

/** What the chart opens by itself. */
const CLOSED = Object.fromEntries(
  ["jaeger-compact", "jaeger-thrift", "jaeger-grpc", "zipkin"].map((name) => [name, { enabled: false }]),
);

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

test("the chart makes the service account, which assumes the role", () => {
  expect(values().serviceAccount).toEqual({
    create: true,
    name: "otel-collector",
    annotations: { "eks.amazonaws.com/role-arn": "role" },
  });
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
  expect(values().ports).toEqual({ otlp: open(4317), "otlp-http": open(4318), ...CLOSED });
});

test("an update has the new collector ready before the old one stops", () => {
  expect(values().rollout).toEqual({
    strategy: "RollingUpdate",
    rollingUpdate: { maxSurge: 1, maxUnavailable: 0 },
  });
});

test("a container asks for the memory of a quiet collector, may take that of a busy one, and is not slowed down", () => {
  const collector = { cpuRequestMillicores: 250 };
  expect(values({ collector }).resources).toEqual({
    requests: { cpu: "250m", memory: "request" },
    limits: { memory: "limit" },
  });
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
  const { podSecurityContext, securityContext } = values();
  expect(podSecurityContext).toEqual({
    runAsNonRoot: true,
    runAsUser: 10001,
    runAsGroup: 10001,
    seccompProfile: { type: "RuntimeDefault" },
  });
  expect(securityContext).toEqual({
    allowPrivilegeEscalation: false,
    readOnlyRootFilesystem: true,
    capabilities: { drop: ["ALL"] },
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
    serviceAccount: {
      create: true,
      name: "otel-collector-gateway",
      annotations: { "eks.amazonaws.com/role-arn": "role" },
    },
  });
});

test("the gateway opens the port that agents send to, and no other", () => {
  expect(gatewayValues().ports).toEqual({ otlp: open(4317), "otlp-http": { enabled: false }, ...CLOSED });
});

test("the gateway's Service is headless, so that its name has the address of every pod", () => {
  expect(gatewayValues().service).toEqual({ clusterIP: "None" });
});

test("the number of gateways comes from Terraform, and a drain takes as few as the option says", () => {
  const { replicaCount, podDisruptionBudget } = gatewayValues({ gateway: { maxUnavailable: 2 } });
  expect(replicaCount).toBe("replicas");
  expect(podDisruptionBudget).toEqual({ enabled: true, maxUnavailable: 2 });
});

test("autoscaling moves one gateway at a time, and takes one away only after ten quiet minutes", () => {
  const onePer = (periodSeconds: number) => [{ type: "Pods", value: 1, periodSeconds }];
  expect(gatewayValues({ gateway: { targetCpuUtilizationPercentage: 50 } }).autoscaling).toEqual({
    enabled: "autoscaled",
    minReplicas: "replicas",
    maxReplicas: "most",
    targetCPUUtilizationPercentage: 50,
    behavior: {
      scaleUp: { policies: onePer(60) },
      scaleDown: { stabilizationWindowSeconds: 600, policies: onePer(300) },
    },
  });
});

test("gateways are spread over zones, as strictly as the option says, and over nodes", () => {
  const evenly = (topologyKey: string, whenUnsatisfiable: string) => ({
    maxSkew: 1,
    topologyKey,
    whenUnsatisfiable,
    labelSelector: { matchLabels: { "app.kubernetes.io/instance": "otel-collector-gateway" } },
  });
  expect(gatewayValues({ gateway: { zoneSpread: "DoNotSchedule" } }).topologySpreadConstraints).toEqual([
    evenly("topology.kubernetes.io/zone", "DoNotSchedule"),
    evenly("kubernetes.io/hostname", "ScheduleAnyway"),
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

describe("a value is explained by what it is there for", () => {
  const K8S = { topology: "gateway", gateway: { resolver: "k8s" } } as const;
  const PODS = { kubernetesAttributes: { enabled: true } } as const;
  const TLS = { collector: { tls: { secretName: "otlp-tls" } } };
  const QUEUE = {
    otlpQueue: { persistent: true },
    otlpExporters: [{ name: "tempo", endpoint: "http://tempo:4317" }],
  };
  const gateway = "What the resolver reads to find the gateway. The chart knows no smaller role.";
  const pods = "What attributes of pods come from. No role is of a node's pods alone.";
  const keys =
    "The keys that this collector reads, and no others. 288 is 0440: readable by the group that the pod runs as.";
  const held = "What is held for backends lives as long as the pod.";

  test.each<[string, EksOtelTracingProjectOptions, string]>([
    ["clusterRole", K8S, gateway],
    ["clusterRole", PODS, pods],
    ["clusterRole", { ...K8S, ...PODS }, `${gateway} ${pods}`],
    ["extraVolumes", TLS, keys],
    ["extraVolumes", QUEUE, held],
    ["extraVolumes", { ...TLS, ...QUEUE }, `${keys} ${held}`],
  ])("%s with %j", (key, options, why) => {
    const settings = resolveSettings(options);
    expect(chartValues(settings, nodeTier(settings), references)[key]).toMatchObject({ why });
  });
});

test("with resolver dns nobody reads the Kubernetes API", () => {
  expect([values({ topology: "gateway" }).clusterRole, gatewayValues().clusterRole]).toEqual([undefined, undefined]);
});
