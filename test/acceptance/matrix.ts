import type { EksOtelTracingProjectOptions, SingleSamplingPolicy } from "../../src";

/** One policy of every simple type, with texts that some program on the way gives a meaning to. */
const SIMPLE_POLICIES: SingleSamplingPolicy[] = [
  { name: "beta", type: "boolean_attribute", key: "feature.beta", value: true },
  { name: "very-slow", type: "latency", thresholdMs: 5000 },
  { name: "server-errors", type: "numeric_attribute", key: "http.response.status_code", minValue: 500, maxValue: 599 },
  {
    name: "gold",
    type: "ottl_condition",
    spanConditions: ['attributes["tier"] == "gold"', 'attributes["a"] == "${b}"'],
  },
  { name: "one-in-a-thousand", type: "probabilistic", samplingPercentage: 0.1 },
  { name: "at-most", type: "rate_limiting", spansPerSecond: 500 },
  { name: "deep", type: "span_count", minSpans: 50 },
  { name: "unset", type: "status_code", statusCodes: ["OK", "ERROR", "UNSET"] },
  { name: "checkout", type: "string_attribute", key: "service.name", values: ["check{{out}}", "${env:HOME}", "%{if}"] },
  {
    name: "no-probes",
    type: "string_attribute",
    key: "http.target",
    values: ["^/(live|ready)$"],
    enabledRegexMatching: true,
    invertMatch: true,
  },
  { name: "forced", type: "trace_state", key: "sampled", values: ["yes", 'say "yes"', "back\\slash"] },
];

/**
 * Options that together take every branch of the generator. Each set is a repository that someone might want.
 *
 * `matrix.test.ts` fails when an option, or a word that an option takes, is in none of them.
 */
export const MATRIX = {
  defaults: {},

  "current chart with metrics": {
    exampleApps: ["express", "django", "go", "spring", "dotnet"],
    existingApps: ["express", "django", "go", "spring", "dotnet"],
    name: "shop-tracing",
    clusterName: "shop_Prod-1",
    namespace: "observability",
    samplingRatePercentage: 2.5,
    ampRemoteWriteEndpoint: "https://aps-workspaces.eu-west-1.amazonaws.com/workspaces/ws-0123/api/v1/remote_write",
    chartVersion: "0.170.0",
    sampling: {
      decisionWaitSeconds: 30,
      numTraces: 20_000,
      expectedNewTracesPerSec: 200,
      latencyThresholdMs: 250,
      rates: [
        { name: "carts", serviceName: "che|ck{{out}}", route: "/carts/:id${x}", samplingPercentage: 0.5 },
        { name: "checkout", serviceName: 'say "check"\\', samplingPercentage: 50, spansPerSecond: 400 },
      ],
      baselineSpansPerSecond: 1000,
    },
    collector: {
      releaseName: "tracing-collector",
      memoryLimitMib: 1200,
      memorySpikeLimitMib: 240,
      memoryCheckIntervalSeconds: 2,
      cpuRequestMillicores: 250,
      logVerbosity: "detailed",
      tls: { secretName: "collector-certificate", caConfigMapName: "collector-ca" },
    },
    egress: {
      httpsProxy: "http://proxy.internal.example.com:3128",
      noProxy: [".internal.example.com", "10.0.0.0/8", "fd00::/8", "metrics.example.com"],
      caConfigMapName: "acme.ca",
    },
    networkPolicy: { enabled: true },
    otlpExporters: [
      {
        name: "grafana",
        endpoint: "https://otlp.example.com:4317",
        protocol: "grpc",
        headers: [
          { header: "Authorization", secretName: "grafana.cloud", secretKey: "token" },
          { header: "X-Scope-OrgID", secretName: "grafana.cloud", secretKey: "tenant.txt" },
        ],
        compression: "gzip",
        timeoutSeconds: 20,
        signals: ["traces", "metrics", "logs"],
      },
      { name: "archive-2", endpoint: "http://archive.tracing.svc/otlp", protocol: "http", compression: "none" },
    ],
    kubernetesAttributes: {
      enabled: true,
      podLabels: ["app.kubernetes.io/name", "example.com/Cost_center.x"],
      namespaceLabels: ["team"],
    },
    spanMetrics: {
      enabled: true,
      dimensions: [
        { name: "http.request.method", values: ["GET", "POST", "50% ${off}", "{{x}}"] },
        { name: "http.route", default: "no route: %{x}" },
        { name: "tenant.user_id", allowHighCardinality: true },
      ],
      durationBucketsMs: [0.5, 50, 500],
      maxCombinationsPerService: 200,
      flushIntervalSeconds: 30,
      expireAfterMinutes: 60,
      exemplars: true,
    },
    redaction: {
      removeKeys: ["enduser.id", "http.request.header.x-api-key"],
      hashKeys: ["session.id"],
      maskTypes: ["credit-card", "email", "bearer-token", "jwt"],
      maskPatterns: ['(?i)it\'s "${secret}"', "{{[a-z]+}}%{if}", "\\$\\$[0-9]{3}$", "`[^`]+`"],
    },
    xray: {
      indexedAttributes: ["http.route", "otel.resource.service.name"],
      roleArn: "arn:aws:iam::210987654321:role/observability/xray-writer",
      externalId: "shop/prod",
    },
    amp: { roleArn: "arn:aws:iam::210987654321:role/amp-writer", externalId: "shop=prod,1" },
    dropHealthChecks: ["/healthz", "/live.z"],
    terraform: { tags: { team: "platform", "cost-center": "42 / shop" } },
    repository: {
      moduleSource: "app.terraform.io/example/tracing/aws",
      license: "MIT",
      copyrightOwner: "Example Ltd & Söhne",
      copyrightPeriod: "2024-2026",
      codeOwners: ["@example/platform", "someone@example.com"],
      renovateRegeneration: "workflow",
      securityContact: "security@example.com",
      defaultBranch: "release/1.x",
      runnerLabels: ["self-hosted", "linux", "codebuild-shop-${{ github.run_id }}-${{ github.run_attempt }}"],
      npmRegistry: "https://npm.example.com/shop",
      npmRegistryScopes: ["@example"],
      npmTokenSecret: "SHOP_NPM_TOKEN",
    },
    devDeps: ["left-pad@1.3.0"],
  },

  "every policy": {
    collectorVersion: "0.92.0",
    sampling: {
      keepErrors: false,
      latencyThresholdMs: 1,
      rates: [
        { name: "search", serviceName: "search", samplingPercentage: 1 },
        { name: "orders", route: "/orders/{id}", samplingPercentage: 100 },
      ],
      policies: [
        ...SIMPLE_POLICIES,
        { name: "all-at-once", type: "and", policies: SIMPLE_POLICIES },
        {
          name: "by-kind",
          type: "composite",
          maxTotalSpansPerSecond: 1000,
          shares: [
            ...SIMPLE_POLICIES.map((policy) => ({ policy, allocationPercentage: 5 })),
            { policy: { name: "all-in-one", type: "and", policies: SIMPLE_POLICIES }, allocationPercentage: 20 },
          ],
        },
      ],
    },
    ampRemoteWriteEndpoint: "https://aps-workspaces.eu-west-1.amazonaws.com/workspaces/ws-0123/api/v1/remote_write",
    spanMetrics: { enabled: true, dimensions: [{ name: "url.path", values: ["/cart"] }] },
    otlpQueue: { persistent: true, volumeSizeMib: 512 },
    xray: { indexAllAttributes: false, roleArn: "arn:aws:iam::210987654321:role/xray-writer" },
    otlpExporters: [{ name: "tempo", endpoint: "http://tempo.tracing.svc:4317" }],
    terraform: { requiredVersion: ">= 1.5" },
    repository: { license: "MPL-2.0", renovateRegeneration: "post-upgrade-tasks", renovateFollowTag: "next" },
  },

  "some nodes, from a private mirror": {
    identity: "pod-identity",
    chartVersion: "0.170.0",
    collector: {
      chartRepository: "oci://123456789012.dkr.ecr.eu-central-1.amazonaws.com/charts",
      imageRepository: "registry.example.com:5000/otel/collector-contrib",
      imageTag: "v0.159.0-mirrored",
      imageDigest: `sha256:${"0a".repeat(32)}`,
      imagePullSecrets: ["registry-credentials", "mirror.example.com"],
      tolerations: [
        { key: "dedicated", operator: "Equal", value: "shop", effect: "NoSchedule" },
        { key: "spot", operator: "Exists", effect: "PreferNoSchedule" },
        { key: "example.com/old", value: "", effect: "NoExecute" },
      ],
      nodeSelector: { "kubernetes.io/os": "linux", pool: "shop", constructor: "shop" },
      priorityClassName: "system-node-critical",
      logVerbosity: "normal",
    },
    egress: { privateCluster: true },
    terraform: {
      requiredVersion: "~> 1.9",
      awsProviderVersion: "~> 5.60",
      helmProviderVersion: "~> 3.1",
      kubernetesProviderVersion: "~> 2.38",
      namespacePodSecurity: "baseline",
      roleName: "{cluster_name}-traces",
      rolePath: "/shop/tracing/",
      rolePolicyName: "{namespace}-xray",
    },
    repository: {
      license: "MIT-0",
      securityContact: "https://example.com/security?form=1#report",
      runnerLabels: ["tracing-runners"],
      npmRegistry: "https://npm.example.com",
    },
  },

  "the module alone": {
    exampleApps: [],
    ampRemoteWriteEndpoint: "https://metrics.internal.example.com/workspaces/ws-1/api/v1/remote_write",
    terraform: { namespacePodSecurity: "privileged" },
    repository: { license: "UNLICENSED", githubWorkflows: false, renovate: false },
  },

  "ruled by presets": {
    presets: [
      {
        name: "Acme",
        defaults: {
          chartVersion: "0.170.0",
          collector: { memoryLimitMib: 800 },
          terraform: { tags: { "cost-centre": "42" } },
        },
        rules: [
          {
            option: "clusterName",
            matches: "^(shop|prod)(-[0-9])?$",
            example: "prod-1",
            reason: "a name tells what a cluster is for",
          },
          {
            option: "terraform.permissionsBoundaryArn",
            mustBe: "arn:aws:iam::123456789012:policy/acme/boundary",
            reason: "every role is bounded",
          },
          {
            option: "terraform.tags",
            mustInclude: { owner: "platform" },
            requiredKeys: ["cost-centre"],
            reason: 'costs are charged to "owners"',
          },
          {
            option: "collector.imageRepository",
            mustBe: "registry.example.com/otel/collector-contrib",
            reason: "images are scanned | signed",
          },
          {
            option: "collector.chartRepository",
            oneOf: ["https://open-telemetry.github.io/opentelemetry-helm-charts", "https://charts.example.com"],
            reason: "charts are mirrored",
          },
        ],
      },
      {
        name: "Acme Shop",
        defaults: {
          ampRemoteWriteEndpoint:
            "https://aps-workspaces.eu-west-1.amazonaws.com/workspaces/ws-0123/api/v1/remote_write",
        },
        rules: [
          { option: "samplingRatePercentage", atMost: 20, reason: "X-Ray is billed by the trace" },
          { option: "collector.memoryLimitMib", atLeast: 600, atMost: 900, reason: "nodes are small" },
          { option: "ampRemoteWriteEndpoint", required: true, reason: "metrics go to one workspace" },
        ],
      },
    ],
    repository: { license: "UNLICENSED" },
  },

  "two tiers": {
    topology: "gateway",
    identity: "pod-identity",
    amp: { roleArn: "arn:aws:iam::210987654321:role/amp-writer" },
    xray: { export: "otlp", transactionSearchExample: true },
    namespace: "observability",
    ampRemoteWriteEndpoint: "https://aps-workspaces.eu-west-1.amazonaws.com/workspaces/ws-0123/api/v1/remote_write",
    spanMetrics: { enabled: true },
    chartVersion: "0.170.0",
    gateway: {
      replicas: 4,
      maxReplicas: 8,
      targetCpuUtilizationPercentage: 60,
      cpuRequestMillicores: 1000,
      memoryLimitMib: 1500,
      memorySpikeLimitMib: 300,
      maxUnavailable: 2,
      zoneSpread: "DoNotSchedule",
      resolver: "k8s",
      tolerations: [
        { key: "dedicated", operator: "Equal", value: "tracing", effect: "NoSchedule" },
        { key: "spot", operator: "Exists", effect: "PreferNoSchedule" },
        { key: "old", operator: "Exists", effect: "NoExecute" },
      ],
      nodeSelector: { pool: "tracing" },
      priorityClassName: "system-cluster-critical",
      tls: { secretName: "gateway-certificate", clientSecretName: "agent.certificate" },
    },
  },

  "two tiers, closed": {
    topology: "gateway",
    kubernetesAttributes: { enabled: true, podLabels: ["app"] },
    redaction: { removeKeys: ["enduser.id"] },
    exampleApps: [],
    xray: { export: "none" },
    otlpExporters: [
      { name: "loki", endpoint: "http://loki.logs.svc/otlp", protocol: "http", signals: ["logs"] },
      { name: "tempo", endpoint: "http://tempo.tracing.svc:4317" },
    ],
    networkPolicy: {
      enabled: true,
      senderNamespaceLabels: { "kubernetes.io/metadata.name": "shop", team: "shop" },
      egressCidrBlocks: ["10.0.0.0/16", "fd00:10::/64"],
    },
    terraform: { namespacePodSecurity: "restricted" },
  },

  "two tiers as they come": {
    topology: "gateway",
    identity: "pod-identity",
    collectorVersion: "0.92.0",
    exampleApps: [],
  },

  "Helm provider 2": {
    terraform: { helmProviderVersion: ">= 2.12, < 3.0" },
  },
} satisfies Record<string, EksOtelTracingProjectOptions>;

/** The name of a set of options. */
export type MatrixEntry = keyof typeof MATRIX;

export const MATRIX_ENTRIES = Object.keys(MATRIX) as MatrixEntry[];

/** The example applications of the whole matrix: those of a set, times the sets that have them. */
export const EXAMPLE_APPS = Object.values<EksOtelTracingProjectOptions>(MATRIX).flatMap(
  ({ exampleApps }) => exampleApps ?? ["express"],
);

/** The applications of the whole matrix that exist already. */
export const EXISTING_APPS = Object.values<EksOtelTracingProjectOptions>(MATRIX).flatMap(
  ({ existingApps }) => existingApps ?? [],
);

/** The sets that Terraform can initialise with version 3 of the Helm provider, which is the one that is there. */
export const HELM_3_ENTRIES = MATRIX_ENTRIES.filter((entry) => entry !== "Helm provider 2");

/**
 * The sets whose tests OpenTofu runs too, which takes half a minute each: every file of tests is in one of them, and Terraform
 * runs those of all sets.
 */
export const TESTED_BY_OPENTOFU: readonly MatrixEntry[] = [
  "current chart with metrics",
  "some nodes, from a private mirror",
  "two tiers, closed",
];
