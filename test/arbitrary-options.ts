import fc from "fast-check";
import type {
  AmpOptions,
  AndPolicy,
  EksOtelTracingProjectOptions,
  ExampleApp,
  MaskType,
  SamplingPolicy,
  SamplingRate,
  SingleSamplingPolicy,
} from "../src";
import { COLLECTOR_DIFFERENCES, collectorFacts } from "../src/collector/facts/collector-facts";
import { WORKING_CHART_VERSIONS } from "./collector/facts/chart-versions";

const KUBERNETES_NAME = /^[a-z0-9]([-a-z0-9]{0,20}[a-z0-9])?$/;
const kubernetesName = fc.stringMatching(KUBERNETES_NAME);
const attributeKey = fc.stringMatching(/^[A-Za-z][A-Za-z0-9_.]{0,20}$/);
/** Text with everything that some program on the way gives a meaning to. */
const awkwardText = fc
  .array(
    fc.constantFrom("${", "%{", "{{", "}}", "$", "$$", '"', "'", "\\", "#", ":", "- ", "ä", "a", "^", "*", "`", "~}"),
    {
      minLength: 1,
      maxLength: 8,
    },
  )
  .map((parts) => `x${parts.join("")}x`);

const apps = fc.subarray<ExampleApp>(["express", "django", "go", "spring", "dotnet"]);

/** An object of which any key may be left out. */
const group = <T>(keys: { [K in keyof T]: fc.Arbitrary<T[K]> }) => fc.record(keys, { requiredKeys: [] });

const simplePolicy: fc.Arbitrary<SingleSamplingPolicy> = fc.oneof(
  fc.record({
    name: kubernetesName,
    type: fc.constant("latency" as const),
    thresholdMs: fc.integer({ min: 1, max: 100_000 }),
  }),
  fc.record({
    name: kubernetesName,
    type: fc.constant("string_attribute" as const),
    key: attributeKey,
    values: fc.array(awkwardText, { minLength: 1, maxLength: 3 }),
    invertMatch: fc.boolean(),
  }),
  fc.record({
    name: kubernetesName,
    type: fc.constant("string_attribute" as const),
    key: attributeKey,
    values: fc.array(fc.constantFrom("^/api/v[0-9]+$", "(?i)pay|cart", "\\Aa\\|b\\z", "\\pL{1,9}"), {
      minLength: 1,
      maxLength: 2,
    }),
    enabledRegexMatching: fc.constant(true),
  }),
  fc.record({
    name: kubernetesName,
    type: fc.constant("span_count" as const),
    minSpans: fc.integer({ min: 1, max: 99 }),
  }),
  fc.record({
    name: kubernetesName,
    type: fc.constant("probabilistic" as const),
    samplingPercentage: fc.double({ min: 0, max: 100, noNaN: true }),
  }),
);

const andPolicy: fc.Arbitrary<AndPolicy> = fc.record({
  name: kubernetesName,
  type: fc.constant("and" as const),
  policies: fc.array(simplePolicy, { minLength: 1, maxLength: 2 }),
});

const policy: fc.Arbitrary<SamplingPolicy> = fc.oneof(
  simplePolicy,
  andPolicy,
  fc.record({
    name: kubernetesName,
    type: fc.constant("composite" as const),
    maxTotalSpansPerSecond: fc.integer({ min: 100, max: 10_000 }),
    shares: fc.uniqueArray(
      fc.record({
        policy: fc.oneof(simplePolicy, andPolicy),
        allocationPercentage: fc.integer({ min: 1, max: 33 }),
      }),
      { minLength: 1, maxLength: 3, selector: (share) => share.policy.name },
    ),
  }),
);

/** Rates of which none hides another, by names that no policy has. */
const rates: fc.Arbitrary<SamplingRate[]> = fc
  .uniqueArray(
    fc.record(
      {
        of: fc.oneof(
          awkwardText.map((serviceName) => ({ serviceName })),
          awkwardText.map((route) => ({ route })),
          fc.tuple(awkwardText, awkwardText).map(([serviceName, route]) => ({ serviceName, route })),
        ),
        samplingPercentage: fc.double({ min: 0, max: 100, noNaN: true }),
        spansPerSecond: fc.integer({ min: 2, max: 1000 }),
      },
      { requiredKeys: ["of", "samplingPercentage"] },
    ),
    { maxLength: 3, selector: ({ of }) => JSON.stringify(of) },
  )
  .map((list) =>
    list
      // What is narrow first.
      .sort((a, b) => Object.keys(b.of).length - Object.keys(a.of).length)
      .map(({ of, ...rest }, index) => ({ name: `Rate_${index}`, ...of, ...rest })),
  );

const memory = fc
  .record({
    memoryLimitMib: fc.integer({ min: 64, max: 4096 }),
    share: fc.double({ min: 0.05, max: 0.9, noNaN: true }),
  })
  .map(({ memoryLimitMib, share }) => ({
    memoryLimitMib,
    memorySpikeLimitMib: Math.max(1, Math.floor(memoryLimitMib * share)),
  }));

const collector = fc
  .tuple(
    memory,
    group({
      releaseName: kubernetesName.filter((name) => /^[a-z]/.test(name)),
      imageRepository: fc.constantFrom("registry.example.com/otel/contrib", "otel/opentelemetry-collector-contrib"),
      imageTag: fc.constantFrom("stable", "latest"),
      imageDigest: fc.constant(`sha256:${"0a".repeat(32)}`),
      memoryCheckIntervalSeconds: fc.integer({ min: 1, max: 60 }),
      cpuRequestMillicores: fc.integer({ min: 1, max: 4000 }),
      tolerations: fc.constantFrom(
        [],
        [{ key: "spot", operator: "Equal" as const, value: "true", effect: "NoSchedule" as const }],
      ),
      nodeSelector: fc.constantFrom({}, { "kubernetes.io/os": "linux" }, { constructor: "a", prototype: "b" }),
      imagePullSecrets: fc.uniqueArray(kubernetesName, { maxLength: 3 }),
      priorityClassName: fc.oneof(kubernetesName, fc.constantFrom("acme.critical", "system-cluster-critical")),
      logVerbosity: fc.constantFrom("basic" as const, "detailed" as const),
      tls: fc.record(
        { secretName: kubernetesName, caConfigMapName: fc.constantFrom("otel-ca", "acme.ca") },
        { requiredKeys: ["secretName"] },
      ),
    }),
  )
  .map(([limits, rest]) => ({ ...limits, ...rest }));

const gateway = fc
  .tuple(
    memory,
    group({
      replicas: fc.integer({ min: 1, max: 20 }),
      maxReplicas: fc.integer({ min: 21, max: 50 }),
      targetCpuUtilizationPercentage: fc.integer({ min: 1, max: 100 }),
      cpuRequestMillicores: fc.integer({ min: 1, max: 4000 }),
      maxUnavailable: fc.integer({ min: 1, max: 5 }),
      zoneSpread: fc.constantFrom("ScheduleAnyway" as const, "DoNotSchedule" as const),
      resolver: fc.constantFrom("dns" as const, "k8s" as const),
      tolerations: fc.constantFrom([], [{ operator: "Exists" as const }]),
      nodeSelector: fc.constantFrom({}, { pool: "gateway" }),
      priorityClassName: fc.oneof(kubernetesName, fc.constant("system-cluster-critical")),
      tls: fc.constantFrom({ secretName: "gateway-tls" }, { secretName: "gateway.tls", clientSecretName: "agent-tls" }),
    }),
  )
  .map(([limits, rest]) => ({ ...limits, ...rest }));

const egress = fc
  .tuple(
    fc.constantFrom(
      {},
      { httpsProxy: "http://proxy.example.com:3128" },
      { httpsProxy: "https://10.0.0.1:8443", noProxy: ["10.0.0.0/8", ".example.com", "fd00:ec2::/64", "localhost"] },
    ),
    group({ caConfigMapName: fc.constantFrom("acme-ca", "acme.ca"), privateCluster: fc.boolean() }),
  )
  .map(([proxy, rest]) => ({ ...proxy, ...rest }));

/** Each version from which on a collector is different, the oldest and the newest. */
const COLLECTOR_VERSIONS = ["0.92.0", ...COLLECTOR_DIFFERENCES.map(({ from }) => from), "0.159.0"];

const role = {
  roleArn: fc.constantFrom(
    "arn:aws:iam::210987654321:role/writer",
    "arn:aws-cn:iam::210987654321:role/a/b+=,.@_-/writer",
  ),
  externalId: fc.stringMatching(/^[A-Za-z0-9_+=,.@:/-]{2,40}$/),
};

/** Without the redaction, roles and external ids that a collector of this version does not know what to do with. */
function withoutUnknown({
  xray,
  amp,
  redaction,
  ...options
}: EksOtelTracingProjectOptions): EksOtelTracingProjectOptions {
  const { xrayAssumesRole, externalIds, redacts } = collectorFacts(options.collectorVersion ?? "0.159.0");
  const otlp = xray?.export === "otlp";
  const known = (by: "xray" | "amp", { roleArn, externalId, ...rest }: AmpOptions, assumes: boolean) => ({
    ...rest,
    ...(roleArn !== undefined && assumes ? { roleArn } : {}),
    ...(roleArn !== undefined && externalId !== undefined && externalIds.includes(by) ? { externalId } : {}),
  });
  return {
    ...options,
    ...(redaction !== undefined && redacts ? { redaction } : {}),
    ...(xray === undefined ? {} : { xray: known(otlp ? "amp" : "xray", xray, otlp || xrayAssumesRole) }),
    ...(amp === undefined ? {} : { amp: known("amp", amp, true) }),
  };
}

/** Without what the collector of this version does not know of span metrics. */
function withoutUnknownMetrics({
  spanMetrics,
  ...options
}: EksOtelTracingProjectOptions): EksOtelTracingProjectOptions {
  if (spanMetrics === undefined) {
    return options;
  }
  const { dimensions, maxCombinationsPerService, expireAfterMinutes, exemplars, ...rest } = spanMetrics;
  const facts = collectorFacts(options.collectorVersion ?? "0.159.0");
  const known = dimensions?.filter(({ values }) => facts.boundsSpanMetrics || values !== undefined);
  return {
    ...options,
    spanMetrics: {
      ...rest,
      ...(known === undefined ? {} : { dimensions: known }),
      ...(maxCombinationsPerService !== undefined && facts.boundsSpanMetrics ? { maxCombinationsPerService } : {}),
      ...(expireAfterMinutes !== undefined && facts.expiresSpanMetrics ? { expireAfterMinutes } : {}),
      ...(exemplars !== undefined && facts.forgetsExemplars ? { exemplars } : {}),
    },
  };
}

const anyOptions = group({
  name: fc.constantFrom("eks-otel-tracing", "tracing"),
  clusterName: fc.stringMatching(/^[A-Za-z0-9][A-Za-z0-9_-]{0,99}$/),
  namespace: kubernetesName,
  samplingRatePercentage: fc.oneof(fc.integer({ min: 0, max: 100 }), fc.double({ min: 0, max: 100, noNaN: true })),
  ampRemoteWriteEndpoint: fc.constantFrom(
    "https://aps-workspaces.eu-west-1.amazonaws.com/workspaces/ws-12345678-1234-1234-1234-123456789012/api/v1/remote_write",
    "https://metrics.internal.example.com/workspaces/ws-1/api/v1/remote_write",
  ),
  topology: fc.constantFrom("daemonset" as const, "gateway" as const),
  identity: fc.constantFrom("irsa" as const, "pod-identity" as const),
  chartVersion: fc.constantFrom(...WORKING_CHART_VERSIONS),
  // An inverted match within an `and` is refused for those in between.
  collectorVersion: fc.constantFrom(
    ...COLLECTOR_VERSIONS.filter((version) => !/^0\.(10[4-9]|11[0-5])\./.test(version)),
  ),
  exampleApps: apps,
  existingApps: apps,
  sampling: group({
    decisionWaitSeconds: fc.integer({ min: 1, max: 3600 }),
    numTraces: fc.integer({ min: 1, max: 1_000_000 }),
    expectedNewTracesPerSec: fc.nat(100_000),
    keepErrors: fc.boolean(),
    latencyThresholdMs: fc.integer({ min: 1, max: 600_000 }),
    rates,
    baselineSpansPerSecond: fc.integer({ min: 2, max: 10_000 }),
    policies: fc.uniqueArray(policy, { maxLength: 4, selector: ({ name }) => name }),
  }),
  collector,
  gateway,
  networkPolicy: fc.oneof(
    fc.record({ enabled: fc.boolean() }),
    fc.record({
      enabled: fc.constant(true),
      senderNamespaceLabels: fc.constantFrom({}, { "kubernetes.io/metadata.name": "shop" }, { constructor: "x" }),
      egressCidrBlocks: fc.subarray(["10.0.0.0/16", "192.0.2.7/32", "fd00:10::/64"]),
    }),
  ),
  egress,
  xray: fc.oneof(
    group({
      export: fc.constant("awsxray" as const),
      transactionSearchExample: fc.boolean(),
      indexAllAttributes: fc.boolean(),
      ...role,
    }),
    fc.record(
      { indexedAttributes: fc.uniqueArray(attributeKey, { maxLength: 5 }), ...role },
      { requiredKeys: ["indexedAttributes"] },
    ),
    fc.record(
      { export: fc.constant("otlp" as const), transactionSearchExample: fc.boolean(), ...role },
      { requiredKeys: ["export"] },
    ),
    fc.constant({ export: "none" as const }),
  ),
  amp: group(role),
  otlpExporters: fc.uniqueArray(
    fc
      .tuple(
        fc.constantFrom(
          { endpoint: "https://otlp.example.com:4317" },
          { endpoint: "http://tempo.tracing.svc:4317/", protocol: "grpc" as const },
          { endpoint: "https://otlp.example.com/otlp", protocol: "http" as const },
        ),
        fc.record(
          {
            name: fc.stringMatching(/^[a-z][a-z0-9]{0,8}(-[a-z0-9]{1,5})?$/),
            headers: fc.constantFrom(
              [],
              [
                { header: "Authorization", secretName: "backend.credentials", secretKey: "token.txt" },
                { header: "x-scope-orgid", secretName: "backend", secretKey: "_tenant" },
              ],
            ),
            compression: fc.constantFrom("gzip" as const, "none" as const),
            timeoutSeconds: fc.integer({ min: 1, max: 300 }),
            signals: fc.subarray<"traces" | "metrics" | "logs">(["traces", "metrics", "logs"], { minLength: 1 }),
          },
          { requiredKeys: ["name"] },
        ),
      )
      .map(([address, rest]) => ({ ...address, ...rest })),
    { minLength: 1, maxLength: 3, selector: ({ name }) => name },
  ),
  otlpQueue: fc.constantFrom({}, { persistent: false }, { persistent: true }, { persistent: true, volumeSizeMib: 64 }),
  kubernetesAttributes: fc.constantFrom(
    {},
    { enabled: false },
    { enabled: true },
    { enabled: true, podLabels: ["app.kubernetes.io/name", "constructor"] },
    { enabled: true, podLabels: ["a"], namespaceLabels: ["team", "example.com/Cost_center.x"] },
  ),
  spanMetrics: fc.oneof(
    fc.record({ enabled: fc.boolean() }),
    fc.record(
      {
        enabled: fc.constant(true),
        dimensions: fc.constantFrom("http.route", "a/b:c.d-e", "url.path").chain((name) =>
          fc.array(
            fc.record(
              {
                name: fc.constant(name),
                values: fc.uniqueArray(awkwardText, { minLength: 1, maxLength: 3 }),
                default: awkwardText,
                allowHighCardinality: fc.constant(true),
              },
              { requiredKeys: name === "url.path" ? ["name", "values"] : ["name"] },
            ),
            { maxLength: 1 },
          ),
        ),
        durationBucketsMs: fc.constantFrom([0.001], [5, 10.5, 86_400_000]),
        maxCombinationsPerService: fc.integer({ min: 1, max: 10_000 }),
        flushIntervalSeconds: fc.integer({ min: 1, max: 240 }),
        expireAfterMinutes: fc.integer({ min: 1, max: 1440 }),
        exemplars: fc.boolean(),
      },
      { requiredKeys: ["enabled"] },
    ),
  ),
  redaction: group({
    removeKeys: fc.constantFrom([], ["enduser.id"], ["a.secret-Key/1:x", "constructor"]),
    hashKeys: fc.constantFrom([], ["session.id", "user.hash"]),
    maskTypes: fc.subarray<MaskType>(["credit-card", "email", "bearer-token", "jwt"]),
    maskPatterns: fc.constantFrom([], ["sk_live_[0-9a-zA-Z]+"], ["'\"\\$\\{x\\}%{if}{{", "(?i)zz|y$"]),
  }),
  dropHealthChecks: fc.constantFrom([], ["/healthz", "/live.z"]),
  terraform: group({
    requiredVersion: fc.constantFrom(">= 1.9, < 2.0", "~> 1.11", ">= 1.5", "~> 1.7.0"),
    awsProviderVersion: fc.constantFrom(">= 5.29, < 7.0", "~> 5.100"),
    helmProviderVersion: fc.constantFrom(">= 2.12, < 4.0", "~> 3.1"),
    kubernetesProviderVersion: fc.constantFrom(">= 2.20, < 4.0", "~> 3.0"),
    namespacePodSecurity: fc.constantFrom("restricted" as const, "baseline" as const, "privileged" as const),
    permissionsBoundaryArn: fc.constantFrom(
      "arn:aws:iam::123456789012:policy/boundary",
      "arn:aws-cn:iam::123456789012:policy/team/boundary",
    ),
    roleName: fc.constantFrom("{cluster_name}-tracing", "{namespace}.{cluster_name}@traces", "collector"),
    rolePath: fc.constantFrom("/", "/team/tracing/", '/a"${b}%{c}\\|`d/'),
    rolePolicyName: fc.constantFrom("xray-write", "{cluster_name}-{namespace}-xray"),
    tags: fc.dictionary(
      fc.stringMatching(/^[A-Za-z][A-Za-z0-9_.:/=+@ -]{0,20}$/).filter((key) => !/^aws:/i.test(key)),
      fc.stringMatching(/^[A-Za-z0-9_.:/=+@ -]{0,30}$/),
    ),
  }),
  repository: group({
    license: fc.constantFrom("Apache-2.0" as const, "MIT" as const, "UNLICENSED" as const),
    moduleSource: fc.constantFrom("git::https://github.com/acme/tracing.git", "app.terraform.io/acme/tracing/aws"),
    copyrightOwner: fc.constantFrom("Example Ltd", "ACME & Söhne", "Cash $& Co"),
    copyrightPeriod: fc.constantFrom("2026", "2020-2026"),
    codeOwners: fc.constantFrom([], ["@example/platform"]),
    securityContact: fc.constantFrom("security@example.com", "https://example.com/security?form=1&kind=a#report"),
    defaultBranch: fc.constantFrom("main", "trunk", "release/1.x", "1.0", "true"),
    runnerLabels: fc.uniqueArray(
      fc.oneof(
        fc.stringMatching(/^[A-Za-z0-9]([A-Za-z0-9 ._:=/,+-]{0,20}[A-Za-z0-9])?$/),
        fc.constantFrom("self-hosted", "codebuild-x-${{ github.run_id }}-${{ github.run_attempt }}"),
      ),
      { minLength: 1, maxLength: 5 },
    ),
    npmRegistry: fc.constantFrom("https://npm.example.com", "http://localhost:4873/", "https://example.com/a%20b/npm/"),
    npmRegistryScopes: fc.constantFrom([], ["@example", "@example.two"]),
    npmTokenSecret: fc.constantFrom("NPM_TOKEN", "_x9"),
    githubWorkflows: fc.boolean(),
    renovate: fc.boolean(),
    renovateRegeneration: fc.constantFrom("post-upgrade-tasks" as const, "workflow" as const),
    renovateFollowTag: fc.constantFrom("next", "early-2.x"),
  }).filter(
    // What contradicts itself is an error.
    ({ renovateRegeneration: by, renovateFollowTag: tag, renovate = true, githubWorkflows = true, ...npm }) =>
      (by === undefined || (renovate && (by !== "workflow" || githubWorkflows))) &&
      (tag === undefined || renovate) &&
      (npm.npmRegistry !== undefined || (npm.npmTokenSecret ?? npm.npmRegistryScopes?.[0]) === undefined),
  ),
}) as fc.Arbitrary<EksOtelTracingProjectOptions>;

/** Without the rates that a collector of this version can't tell from all others. */
function withoutUnknownRates({ sampling, ...options }: EksOtelTracingProjectOptions): EksOtelTracingProjectOptions {
  const { notWithinAnd } = collectorFacts(options.collectorVersion ?? "0.159.0");
  const known = sampling?.rates?.filter(
    ({ serviceName, route }) => notWithinAnd || serviceName === undefined || route === undefined,
  );
  return sampling === undefined
    ? options
    : { ...options, sampling: known === undefined ? sampling : { ...sampling, rates: known } };
}

/** Any options that are valid. */
export const validOptions = anyOptions
  .map(withoutUnknown)
  .map(withoutUnknownMetrics)
  .map(withoutUnknownRates)
  .map(({ xray, ...options }) =>
    // Traces have to go somewhere.
    xray === undefined || (xray.export === "none" && !takesTraces(options)) ? options : { ...options, xray },
  )
  .map(({ otlpQueue, ...options }) =>
    // A queue is for backends.
    options.otlpExporters === undefined || otlpQueue === undefined ? options : { ...options, otlpQueue },
  );

function takesTraces({ otlpExporters = [] }: EksOtelTracingProjectOptions): boolean {
  return otlpExporters.some(({ signals = ["traces"] }) => signals.includes("traces"));
}

/** For each option, values that are not valid. */
export const INVALID: Record<string, readonly unknown[]> = {
  name: ["", "Upper Case", 3],
  clusterName: ["", "-x", "x".repeat(101), "{{x}}", 7],
  namespace: ["", "Not Valid", "-a", "a".repeat(64), "a_b", 1, null],
  samplingRatePercentage: [-1, 100.1, Number.NaN, "10", null],
  ampRemoteWriteEndpoint: [
    "http://plain.example.com",
    "aps",
    "https://x/${y}",
    "https://aps-workspaces.eu-west-1.amazonaws.com/workspaces/ws-1/",
    "",
  ],
  topology: ["deployment", 1],
  identity: ["instance-profile", true],
  chartVersion: ["0.1.0", "latest", 78, "0.110.1", "0.79.1"],
  collectorVersion: ["0.91.0", "latest", 92, "v0.92.0"],
  exampleApps: ["express", ["rails"], [1]],
  existingApps: ["express", ["rails"], [1]],
  "sampling.decisionWaitSeconds": [0, 1.5, "10s", 3601],
  "sampling.numTraces": [0, -1, "many"],
  "sampling.expectedNewTracesPerSec": [-1, 0.5],
  "sampling.keepErrors": ["yes", 1],
  "sampling.latencyThresholdMs": [-1, 0, "500ms"],
  "sampling.rates": [
    "checkout",
    [{ name: "a", samplingPercentage: 5 }],
    [{ name: "a", serviceName: "a" }],
    [{ name: "a", serviceName: "", samplingPercentage: 5 }],
    [{ name: "a", serviceName: "a", samplingPercentage: 101 }],
    [{ name: "a", route: "/a", samplingPercentage: 5, spansPerSecond: 1 }],
    [{ name: "probabilistic", serviceName: "a", samplingPercentage: 5 }],
    [
      { name: "a", serviceName: "a", samplingPercentage: 5 },
      { name: "a", serviceName: "b", samplingPercentage: 5 },
    ],
    [
      { name: "a", serviceName: "a", samplingPercentage: 5 },
      { name: "b", serviceName: "a", route: "/b", samplingPercentage: 50 },
    ],
    new Array(51).fill(0).map((_, index) => ({ name: `a${index}`, route: `/${index}`, samplingPercentage: 5 })),
  ],
  "sampling.baselineSpansPerSecond": [0, 1, 2.5, "100"],
  "sampling.policies": [
    "errors",
    {},
    [{ name: "a", type: "composite", maxTotalSpansPerSecond: 100, shares: [] }],
    [
      {
        name: "a",
        type: "composite",
        maxTotalSpansPerSecond: 100,
        shares: [{ policy: { name: "b", type: "latency", thresholdMs: 1 }, allocationPercentage: 0 }],
      },
    ],
    [
      {
        name: "a",
        type: "composite",
        maxTotalSpansPerSecond: 100,
        shares: [
          { policy: { name: "b", type: "latency", thresholdMs: 1 }, allocationPercentage: 60 },
          { policy: { name: "c", type: "latency", thresholdMs: 2 }, allocationPercentage: 41 },
        ],
      },
    ],
    [{ name: "a", type: "string_attribute", key: "k", values: ["("], enabledRegexMatching: true }],
    [{ name: "a", type: "string_attribute", key: "k", values: ["x", "(?!x)"], enabledRegexMatching: true }],
    new Array(1001).fill({ name: "a", type: "latency", thresholdMs: 1 }),
  ],
  "collector.releaseName": ["Otel", "0otel", "otel-", "a.b", "a".repeat(54), ""],
  "collector.chartRepository": ["ftp://x", "charts", "https://x y"],
  "collector.imageRepository": ["otel/contrib:1.0", "UPPER/x", ""],
  "collector.imageTag": ["", "a b", "x".repeat(129), "0.93.0"],
  "collector.imageDigest": ["", "sha256:abc", "md5:0", `sha256:${"0A".repeat(32)}`],
  "collector.imagePullSecrets": ["registry", [""], ["A"], ["a..b"], ["a", "a"], [{ name: "a" }]],
  "collector.memoryLimitMib": [0, 63, "400Mi", 1.5],
  "collector.memorySpikeLimitMib": [0, -5, "100Mi"],
  "collector.memoryCheckIntervalSeconds": [0, 61, "1s"],
  "collector.cpuRequestMillicores": [0, "100m"],
  "collector.tolerations": ["all", {}],
  "collector.nodeSelector": ["linux", { "a b": "c" }, { "a..b/c": "d" }, { "-a/c": "d" }, { a: "b".repeat(64) }],
  "collector.priorityClassName": ["Not Valid", "", "a..b", "a.-b", "system-tracing"],
  "collector.logVerbosity": ["loud", 1],
  "collector.tls.secretName": [undefined, "", "Not Valid", 1],
  "collector.tls.caConfigMapName": ["", "a_b", true],
  "gateway.replicas": [0, 1.5, "three"],
  "gateway.maxReplicas": [1, 0, "many"],
  "gateway.targetCpuUtilizationPercentage": [0, 101, "70%"],
  "gateway.cpuRequestMillicores": [0, "500m"],
  "gateway.memoryLimitMib": [0, 63, "1Gi"],
  "gateway.memorySpikeLimitMib": [0, "200Mi"],
  "gateway.maxUnavailable": [0, "1"],
  "gateway.zoneSpread": ["always", true],
  "gateway.resolver": ["static", 1],
  "gateway.tolerations": ["all", {}],
  "gateway.nodeSelector": ["linux", { "a b": "c" }],
  "gateway.priorityClassName": ["Not Valid", "system-tracing", 1],
  "networkPolicy.enabled": ["yes", 1],
  "networkPolicy.senderNamespaceLabels": ["shop", { "a b": "c" }, { a: "b/c" }],
  "networkPolicy.egressCidrBlocks": ["10.0.0.0/16", ["10.0.0.0"], ["10.0.0.0/33"], ["10.0.0/8"], ["::/129"], ["a/8"]],
  "gateway.tls.secretName": [undefined, "", "a..b", {}],
  "gateway.tls.clientSecretName": ["", "A", 1],
  "egress.httpsProxy": [
    "",
    "proxy.example.com:3128",
    "http://proxy.example.com",
    "socks5://proxy:1080",
    "http://me:secret@proxy.example.com:3128",
    "http://proxy.example.com/path",
    "http://${PROXY}",
    3128,
  ],
  "egress.noProxy": [".example.com", [""], ["a,b"], ["a b"], ["http://example.com"], ["10.0.0.0/x"], ["a", "a"], [1]],
  "egress.caConfigMapName": ["", "Not Valid", 1],
  "egress.privateCluster": ["yes", 1],
  otlpExporters: [
    "https://otlp.example.com:4317",
    [{ name: "a" }],
    [{ name: "A", endpoint: "https://otlp.example.com:4317" }],
    [{ name: "a--b", endpoint: "https://otlp.example.com:4317" }],
    [{ name: "a", endpoint: "otlp.example.com:4317" }],
    [{ name: "a", endpoint: "https://otlp.example.com" }],
    [{ name: "a", endpoint: "https://user:secret@otlp.example.com:4317" }],
    [{ name: "a", endpoint: "https://otlp.example.com:4317", signals: [] }],
    [{ name: "a", endpoint: "https://otlp.example.com:4317", headers: [{ header: "grpc-timeout" }] }],
    [
      { name: "a", endpoint: "https://otlp.example.com:4317" },
      { name: "a", endpoint: "https://other.example.com:4317" },
    ],
    new Array(11).fill(0).map((_, index) => ({ name: `a${index}`, endpoint: "https://otlp.example.com:4317" })),
  ],
  "otlpQueue.persistent": ["yes", 1],
  "otlpQueue.volumeSizeMib": [63, "1Gi", 1.5],
  "kubernetesAttributes.enabled": ["yes", 1],
  "kubernetesAttributes.podLabels": ["app", ["a b"], [""], ["app", "app"], [1]],
  "kubernetesAttributes.namespaceLabels": ["team", ["-team"], ["${team}"]],
  "spanMetrics.enabled": ["yes", 1],
  "spanMetrics.dimensions": [
    "http.route",
    [{}],
    [{ name: "a b" }],
    [{ name: "url.full" }],
    [{ name: "span.kind" }],
    [{ name: "a.b" }, { name: "a-b" }],
    [{ name: "a", values: [] }],
    [{ name: "a", values: ["x", "x"] }],
    [{ name: "a", default: "" }],
    [{ name: "a", default: "a\nb" }],
    [{ name: "a", allowHighCardinality: "yes" }],
    new Array(21).fill(0).map((_, index) => ({ name: `a${index}` })),
  ],
  "spanMetrics.durationBucketsMs": [[], [0], [2, 1], [1, 1], ["1ms"], 5, new Array(61).fill(0).map((_, at) => at + 1)],
  "spanMetrics.maxCombinationsPerService": [0, 1.5, "many"],
  "spanMetrics.flushIntervalSeconds": [0, 241, "15s"],
  "spanMetrics.expireAfterMinutes": [0, 0.5, "1h"],
  "spanMetrics.exemplars": ["yes", 1],
  "xray.export": ["segments", true, null],
  "xray.transactionSearchExample": ["yes", 1],
  "redaction.removeKeys": ["enduser.id", ["a b"], ["a", "a"], ["cluster_name"], [1]],
  "redaction.hashKeys": ["enduser.id", [""], ["k8s.cluster.name"]],
  "redaction.maskTypes": ["email", ["phone"], ["email", "email"]],
  "redaction.maskPatterns": ["x", ["("], ["(?!x)"], ["a*"], ["(?P<a>b)"], ["\\Qa"], [""], new Array(51).fill("x")],
  "xray.indexAllAttributes": ["all", 1],
  "xray.indexedAttributes": ["http.route", ["a b"], Array.from({ length: 50 }, (_, index) => `a${index}`)],
  "xray.roleArn": [
    "",
    "xray-writer",
    "arn:aws:iam::1:role/x",
    "arn:aws:iam::210987654321:role/",
    "arn:aws:iam::210987654321:user/x",
    1,
  ],
  "xray.externalId": ["", "x", "a b", "${x}", "x".repeat(1225), 12],
  "amp.roleArn": ["", "amp-writer", "arn:aws:iam::210987654321:role/a b", "arn:aws:iam::210987654321:role/x/"],
  "amp.externalId": ["", "x", 'a"b', "x".repeat(1225)],
  dropHealthChecks: ["/healthz", ["healthz"], ["/a?b"]],
  "terraform.requiredVersion": ["one", ">= 1.9 < 2", ">= 4.0, < 3.0", "< 2.0", ">= 1.2", "~> 1.5.0", "1.9.0, != 1.9.0"],
  "terraform.awsProviderVersion": ["latest", "", "> 5.0, < 5.0.1"],
  "terraform.helmProviderVersion": ["v3", 3, "~> 2.12, ~> 3.0"],
  "terraform.kubernetesProviderVersion": ["v3", 3, "~> 2.12, ~> 3.0"],
  "terraform.namespacePodSecurity": ["strict", true],
  "terraform.tags": [["a"], { "aws:x": "y" }, { a: "*" }],
  "terraform.permissionsBoundaryArn": ["boundary", "arn:aws:iam::1:policy/x", ""],
  "terraform.roleName": ["", "no/slashes", "{region}-x", "x".repeat(65), 7],
  "terraform.rolePath": ["", "team", "/team", "team/", "/a b/", "/ä/", `/${"x".repeat(511)}/`, 1],
  "terraform.rolePolicyName": ["", "a b", "${var.cluster_name}", "x".repeat(129)],
  "repository.license": ["GPL", true],
  "repository.moduleSource": [
    "",
    "tracing",
    "./tracing",
    "https://example.com/x",
    "git::https://github.com/acme/tracing.git?ref=v1",
    'git::https://x"',
    "git::https://${x}",
    1,
  ],
  "repository.copyrightOwner": ["", "a\nb", "a\u2028b", "\ud800"],
  "repository.copyrightPeriod": ["now", 2026],
  "repository.codeOwners": ["@a", ["nobody"]],
  "repository.securityContact": [
    "",
    "security",
    "http://example.com",
    "https://me:pw@example.com/",
    "a@b",
    "<a@b.c>",
    1,
  ],
  "repository.defaultBranch": [
    "",
    "HEAD",
    "a b",
    "release/*",
    "/x",
    "x/",
    "a..b",
    "x.lock",
    "-x",
    "renovate/x",
    "a\nb",
    1,
  ],
  "repository.runnerLabels": [
    "self-hosted",
    [],
    [""],
    ["x".repeat(257)],
    ["a\nb"],
    ["a", "a"],
    ["a}"],
    ["x-${{ github.event.pull_request.title }}"],
    Array.from({ length: 21 }, (_, index) => `l${index}`),
    [1],
  ],
  "repository.npmRegistry": [
    "",
    "npm.example.com",
    "http://npm.example.com/",
    "http://localhost.example.com/",
    "https://user:secret@npm.example.com/",
    "https://token@npm.example.com/",
    "https://npm.example.com:65536/",
    "https://1.2.3.999/",
    "https://npm.example.com/?a=${NPM_TOKEN}",
    "https://npm.example.com/\n//x",
    1,
  ],
  "repository.npmRegistryScopes": ["@example", ["example"], ["@Example"], ["@a/b"], ["@a=b"]],
  "repository.npmTokenSecret": ["", "GITHUB_TOKEN", "npm-token", "1a", "A }}", "npm_0123456789 ", 1],
  "repository.githubWorkflows": ["yes"],
  "repository.renovate": [1],
  "repository.renovateRegeneration": ["bot", true],
  "repository.renovateFollowTag": ["", "2.0.0", "v2", "a b", '"', 2],
  presets: ["acme", { name: "Acme" }],
  devDeps: ["x", [1], ["constructor"], ["a b"], ["@acme"], ["x@"]],
};
