import type { EksOtelTracingProjectOptions } from "../../../src/options";
import type { ModuleCall } from "./applied-module";

/** The versions of the chart that the tests know the defaults of, and of the collector that can be built. */
export type TestedChart = "0.78.0" | "0.170.0";
export type TestedCollector = "0.92.0" | "0.159.0";

/** A chart, and the collector that runs in what it makes. */
export interface Pair {
  readonly chart: TestedChart;
  readonly collector: TestedCollector;
}

/** Both ends of either range with each other. */
export const PAIRS = {
  default: { chart: "0.78.0", collector: "0.159.0" },
  "the article's": { chart: "0.78.0", collector: "0.92.0" },
  newest: { chart: "0.170.0", collector: "0.159.0" },
  "newest chart, oldest collector": { chart: "0.170.0", collector: "0.92.0" },
} as const satisfies Record<string, Pair>;

/** Name of the cluster on which every module is applied. */
export const CLUSTER = "prod";

/** Remote write of a workspace in another region than the cluster's. */
export const AMP_ENDPOINT =
  "https://aps-workspaces.eu-west-1.amazonaws.com/workspaces/ws-12345678-1234-1234-1234-123456789012/api/v1/remote_write";

/** The way out of a company that inspects TLS. */
const EGRESS = { httpsProxy: "http://proxy.example.com:3128", caConfigMapName: "acme-ca" };

/** Only failed and slow traces are kept, and the decision falls soon. */
const nothingOrdinary = { samplingRatePercentage: 0, sampling: { decisionWaitSeconds: 1 } };

/** The article's share of ordinary traces, decided soon. */
const aTenth = { sampling: { decisionWaitSeconds: 2 } };

/** Every option that is for the safety of the collectors, or that says where and how their pods run. */
const closed = {
  egress: { httpsProxy: "http://proxy.example.com:3128", caConfigMapName: "proxy-ca" },
  ampRemoteWriteEndpoint: "https://metrics.internal.example.com:8443/api/v1/remote_write",
  networkPolicy: {
    enabled: true,
    senderNamespaceLabels: { team: "shop" },
    egressCidrBlocks: ["10.0.0.0/16", "fd00:10::/64"],
  },
  otlpExporters: [
    {
      name: "tempo",
      endpoint: "https://tempo.example.com:9317",
      headers: [{ header: "authorization", secretName: "tempo", secretKey: "token" }],
    },
  ],
  otlpQueue: { persistent: true },
  collector: {
    imageDigest: `sha256:${"0a".repeat(32)}`,
    imagePullSecrets: ["registry-credentials"],
    priorityClassName: "system-node-critical",
    nodeSelector: { "kubernetes.io/os": "linux" },
    tls: { secretName: "otel-tls", caConfigMapName: "otel-ca" },
  },
} satisfies EksOtelTracingProjectOptions;
/** Every way to redact, and every place where a secret could be seen. */
const redacted = {
  redaction: {
    removeKeys: ["password"],
    hashKeys: ["session.id"],
    maskTypes: ["credit-card"],
    maskPatterns: ["sk_live_[0-9a-z]+"],
  },
  ampRemoteWriteEndpoint: AMP_ENDPOINT,
  otlpExporters: [
    {
      name: "all",
      endpoint: "http://all.example.com:4317",
      compression: "none",
      signals: ["traces", "metrics", "logs"],
    },
  ],
  collector: { logVerbosity: "detailed" },
} satisfies EksOtelTracingProjectOptions;

const workspace = {
  amp_workspace_arn: "arn:aws:aps:eu-west-1:123456789012:workspace/ws-12345678-1234-1234-1234-123456789012",
};

/**
 * The settings with which collectors run in the tests, each with several pairs of versions. A case names one.
 *
 * They are applied in one run of Terraform, because another module in it costs nothing and another run half a minute.
 */
export const SETTINGS = {
  "as in the article": {},

  "with a gateway's memory": { variables: { memory_limit_mib: 1000, memory_spike_limit_mib: 200 } },

  "two tiers by name": { options: { topology: "gateway", gateway: { resolver: "dns" } } },

  "two tiers that watch": { options: { topology: "gateway", gateway: { resolver: "k8s" } } },

  "nothing ordinary": { options: nothingOrdinary },

  "a fifth": {
    options: { sampling: { decisionWaitSeconds: 2 } },
    variables: { sampling_rate_percentage: 20 },
  },

  rates: {
    options: {
      samplingRatePercentage: 100,
      sampling: {
        decisionWaitSeconds: 1,
        rates: [
          { name: "pay", serviceName: "shop", route: "/pay", samplingPercentage: 100 },
          { name: "probes", route: "/healthz", samplingPercentage: 0 },
          { name: "quiet", serviceName: "quiet", samplingPercentage: 0 },
          { name: "shop", serviceName: "shop", samplingPercentage: 0 },
          { name: "half", serviceName: "half", samplingPercentage: 50 },
          { name: "busy", serviceName: "busy", samplingPercentage: 100, spansPerSecond: 40 },
          { name: "loud", serviceName: "loud", samplingPercentage: 100 },
        ],
        baselineSpansPerSecond: 60,
        policies: [
          {
            name: "kinds",
            type: "composite",
            maxTotalSpansPerSecond: 100,
            shares: [
              {
                policy: { name: "gold", type: "string_attribute", key: "kind", values: ["gold"] },
                allocationPercentage: 60,
              },
              {
                policy: { name: "any", type: "string_attribute", key: "kind", values: ["gold", "silver"] },
                allocationPercentage: 20,
              },
            ],
          },
        ],
      },
    },
  },

  "little memory": {
    options: { ...nothingOrdinary, sampling: { decisionWaitSeconds: 5 } },
    variables: { memory_limit_mib: 72, memory_spike_limit_mib: 16 },
  },

  "with metrics": { options: { ...nothingOrdinary, ampRemoteWriteEndpoint: AMP_ENDPOINT } },

  // A tenth of ordinary traces is kept.
  "span metrics": {
    options: {
      sampling: { decisionWaitSeconds: 1 },
      ampRemoteWriteEndpoint: AMP_ENDPOINT,
      spanMetrics: {
        enabled: true,
        flushIntervalSeconds: 1,
        dimensions: [
          { name: "customer.tier", values: ["gold", "50% off ${x}"] },
          { name: "http.response.status_code", values: ["200", "500"] },
          { name: "region", values: ["eu"] },
        ],
      },
    },
  },

  "other accounts": {
    options: {
      ...nothingOrdinary,
      ampRemoteWriteEndpoint: AMP_ENDPOINT,
      xray: { roleArn: "arn:aws:iam::210987654321:role/observability/xray-writer" },
      amp: { roleArn: "arn:aws:iam::210987654321:role/amp-writer" },
    },
  },

  "own policies": {
    options: {
      ...nothingOrdinary,
      sampling: {
        decisionWaitSeconds: 1,
        policies: [
          {
            name: "by-template",
            type: "string_attribute",
            key: "cart.template",
            // What Terraform, Helm and the collector each take for their own.
            values: ["^pay$", "^\\$\\{cart}$", "^{{cart}}$", "^%{cart}$", "^\\$\\$5$"],
            enabledRegexMatching: true,
          },
          {
            name: "by-pattern",
            type: "string_attribute",
            key: "cart.pattern",
            // What RE2 knows and JavaScript does not, or takes for something else.
            values: ["(?i)\\Agold\\z", "^(?P<kind>vip)-[[:digit:]]{1,3}$", "^\\pL+\\|\\x{5B}$"],
            enabledRegexMatching: true,
          },
          {
            name: "gold",
            type: "ottl_condition",
            spanConditions: ['attributes["tier"] == "{{gold}}$"', 'IsMatch(attributes["route"], "^/v\\\\d[.]\\x61$")'],
          },
        ],
      },
    },
  },

  "a veto": {
    options: {
      ...nothingOrdinary,
      sampling: {
        decisionWaitSeconds: 1,
        policies: [{ name: "no-bots", type: "string_attribute", key: "visitor", values: ["bot"], invertMatch: true }],
      },
    },
  },

  "no health checks": { options: { ...nothingOrdinary, dropHealthChecks: ["/healthz", "/ready.txt"] } },

  "a tenth": { options: aTenth },

  "a tenth behind a gateway": { options: { ...aTenth, topology: "gateway", gateway: { resolver: "dns" } } },

  "agents that watch": { options: { ...aTenth, topology: "gateway", gateway: { resolver: "k8s" } } },

  "gateways that follow the load": { options: { ...aTenth, topology: "gateway", gateway: { maxReplicas: 6 } } },

  "agents with little memory": {
    options: { ...nothingOrdinary, topology: "gateway", gateway: { resolver: "dns" } },
    variables: { memory_limit_mib: 72, memory_spike_limit_mib: 16 },
  },

  closed: { options: { ...aTenth, ...closed, identity: "pod-identity" }, variables: workspace },

  "closed, in two tiers": {
    options: {
      ...aTenth,
      ...closed,
      topology: "gateway",
      gateway: {
        resolver: "k8s",
        maxReplicas: 6,
        priorityClassName: "system-cluster-critical",
        zoneSpread: "DoNotSchedule",
        tls: { secretName: "gateway-tls", clientSecretName: "agent-tls" },
      },
    },
    variables: workspace,
  },

  "over TLS": {
    options: { ...nothingOrdinary, collector: { tls: { secretName: "otel-tls", caConfigMapName: "otel-ca" } } },
  },

  "a gateway over mutual TLS": {
    options: {
      ...aTenth,
      topology: "gateway",
      collector: { tls: { secretName: "otel-tls" } },
      gateway: { tls: { secretName: "gateway-tls", clientSecretName: "agent-tls" } },
    },
  },

  "through a proxy": {
    options: { ...nothingOrdinary, ampRemoteWriteEndpoint: AMP_ENDPOINT, egress: { ...EGRESS, privateCluster: true } },
    variables: { vpc_id: "vpc-1", vpc_endpoint_services: [] },
  },

  "past a proxy": {
    options: { ...nothingOrdinary, egress: EGRESS },
    variables: { no_proxy: ["xray.eu-central-1.amazonaws.com"] },
  },

  "several backends": {
    options: {
      ...nothingOrdinary,
      otlpExporters: [
        { name: "away", endpoint: "http://away.example.com:4317" },
        { name: "slow", endpoint: "http://slow.example.com:4318", protocol: "http", compression: "none" },
        { name: "refusing", endpoint: "http://refusing.example.com/otlp", protocol: "http" },
        {
          name: "good-one",
          endpoint: "http://good.example.com:4317",
          headers: [
            { header: "Authorization", secretName: "good-one", secretKey: "token" },
            { header: "X-Scope-OrgID", secretName: "good-one", secretKey: "tenant" },
          ],
          signals: ["traces", "logs"],
        },
      ],
    },
    variables: { memory_limit_mib: 200, memory_spike_limit_mib: 40 },
  },

  "traces by OTLP": {
    options: {
      ...nothingOrdinary,
      xray: { export: "otlp" },
      otlpExporters: [{ name: "tempo", endpoint: "http://tempo.example.com:4317" }],
    },
  },

  "a queue on disk": {
    options: {
      ...nothingOrdinary,
      otlpExporters: [{ name: "away", endpoint: "http://away.example.com:4317" }],
      otlpQueue: { persistent: true },
    },
  },

  "pods named": {
    options: {
      ...nothingOrdinary,
      kubernetesAttributes: { enabled: true, podLabels: ["app.kubernetes.io/name"], namespaceLabels: ["team"] },
    },
  },

  "pods named by agents": {
    options: { ...nothingOrdinary, topology: "gateway", kubernetesAttributes: { enabled: true } },
  },

  redacted: { options: { ...nothingOrdinary, ...redacted } },

  "redacted in two tiers": { options: { ...nothingOrdinary, ...redacted, topology: "gateway" } },

  "selective index": { options: { ...nothingOrdinary, xray: { indexedAttributes: ["customer.tier"] } } },
} satisfies Record<string, ModuleCall>;

/** The name of a setting. */
export type SettingName = keyof typeof SETTINGS;

/** Options of a setting with a pair of versions. */
export function optionsOf(setting: SettingName, { chart, collector }: Pair): EksOtelTracingProjectOptions {
  const { options }: ModuleCall = SETTINGS[setting];
  const versions = { chartVersion: chart, collectorVersion: collector };
  // Collector 0.92.0 can't bound span metrics.
  if (setting === "span metrics" && collector !== "0.92.0") {
    const bounded = { maxCombinationsPerService: 20, exemplars: true };
    return { ...options, ...versions, spanMetrics: { ...options?.spanMetrics, ...bounded } };
  }
  // Collector 0.92.0 does not reach every place, so that this is refused.
  if (collector === "0.92.0" && options?.redaction !== undefined) {
    const { redaction: _, ...rest } = options;
    return { ...rest, ...versions };
  }
  // Collector 0.92.0 can't say that no span is of a service and a route.
  if (setting === "rates" && collector === "0.92.0") {
    const rates = options?.sampling?.rates?.filter(({ name }) => name !== "pay");
    return { ...options, ...versions, sampling: { ...options?.sampling, rates } };
  }
  // Collector 0.92.0 can send no external id.
  return setting !== "other accounts" || collector === "0.92.0"
    ? { ...options, ...versions }
    : {
        ...options,
        ...versions,
        xray: { ...options?.xray, externalId: "shop/traces" },
        amp: { ...options?.amp, externalId: "shop/metrics" },
      };
}
