import { within } from "../../src/settings/rules";
import { DOCUMENTED_DEFAULTS } from "./documented-defaults";
import { mistakes } from "./mistakes";

const ROLE = "arn:aws:iam::210987654321:role/writer";
const TEMPO = { name: "tempo", endpoint: "http://tempo.tracing.svc:4317" };
const TIER = { name: "gold", type: "string_attribute", key: "tier", values: ["gold"] };
const NUMERIC = { name: "n", type: "numeric_attribute", key: "k", minValue: 2, maxValue: 1 };
const composite = (maxTotalSpansPerSecond: number, allocationPercentage: number) => ({
  name: "kinds",
  type: "composite",
  maxTotalSpansPerSecond,
  shares: [{ policy: TIER, allocationPercentage }],
});
const PAIR = { name: "carts", serviceName: "carts", route: "/carts", samplingPercentage: 50 };

/** Options that are good one by one, the mistake that they are together, what is good, and what of them has no part in it. */
const CONTRADICTIONS: [options: object, mistake: string, good: object, beside?: string[]][] = [
  [
    { collector: { memoryLimitMib: 100, memorySpikeLimitMib: 100 } },
    "collector.memorySpikeLimitMib: must be less than collector.memoryLimitMib",
    { collector: { memoryLimitMib: 100, memorySpikeLimitMib: 99 } },
  ],
  [
    { collector: { memoryLimitMib: 64 } },
    "collector.memorySpikeLimitMib: must be less than collector.memoryLimitMib",
    { collector: { memoryLimitMib: 101 } },
  ],
  [
    { gateway: { memoryLimitMib: 100, memorySpikeLimitMib: 100 } },
    "gateway.memorySpikeLimitMib: must be less than gateway.memoryLimitMib",
    { gateway: { memoryLimitMib: 100, memorySpikeLimitMib: 99 } },
  ],
  [
    { gateway: { replicas: 4, maxReplicas: 4 } },
    "gateway.maxReplicas: must be more than gateway.replicas",
    { gateway: { replicas: 4, maxReplicas: 5 } },
  ],
  [
    { gateway: { tls: { secretName: "a", clientSecretName: "a" } } },
    "gateway.tls.clientSecretName: must not be that of gateway.tls.secretName",
    { gateway: { tls: { secretName: "a", clientSecretName: "b" } } },
  ],
  [
    { topology: "gateway", collector: { releaseName: "a".repeat(46) } },
    "collector.releaseName: must have at most 45 characters with topology 'gateway'",
    { topology: "gateway", collector: { releaseName: "a".repeat(45) } },
  ],
  [
    { collector: { tolerations: [{ key: "a", operator: "Exists", value: "x" }] } },
    "collector.tolerations[0].value: must be left out with operator Exists",
    { collector: { tolerations: [{ key: "a", operator: "Equal", value: "x" }] } },
    ["collector.tolerations[0].key"],
  ],
  [
    { collector: { tolerations: [{ operator: "Equal", value: "x" }] } },
    "collector.tolerations[0].key: must be given, unless the operator is Exists",
    { collector: { tolerations: [{ operator: "Exists" }] } },
    ["collector.tolerations[0].value"],
  ],
  [
    { networkPolicy: { enabled: false, senderNamespaceLabels: { team: "shop" } } },
    "networkPolicy.senderNamespaceLabels: are of a policy that is off",
    { networkPolicy: { enabled: true, senderNamespaceLabels: { team: "shop" } } },
  ],
  [
    { networkPolicy: { enabled: false, egressCidrBlocks: ["10.0.0.0/16"] } },
    "networkPolicy.egressCidrBlocks: are of a policy that is off",
    { networkPolicy: { enabled: true, egressCidrBlocks: ["10.0.0.0/16"] } },
  ],
  [
    { egress: { noProxy: ["10.0.0.0/8"] } },
    "egress.noProxy: are reached without a proxy, and there is none",
    { egress: { noProxy: ["10.0.0.0/8"], httpsProxy: "http://proxy.example.com:3128" } },
  ],
  [
    { xray: { externalId: "shop" } },
    "xray.externalId: is sent to assume a role that is not given: set xray.roleArn",
    { xray: { externalId: "shop", roleArn: ROLE } },
  ],
  [
    { amp: { externalId: "shop" } },
    "amp.externalId: is sent to assume a role that is not given: set amp.roleArn",
    { amp: { externalId: "shop", roleArn: ROLE } },
  ],
  [
    { xray: { indexAllAttributes: true, indexedAttributes: ["a"] } },
    "xray.indexAllAttributes: indexes every attribute",
    { xray: { indexAllAttributes: false, indexedAttributes: ["a"] } },
  ],
  [
    { xray: { export: "otlp", indexAllAttributes: false } },
    "xray.indexAllAttributes: is of the exporter awsxray, and xray.export is 'otlp', whose spans are searched",
    { xray: { export: "awsxray", indexAllAttributes: false } },
  ],
  [
    { xray: { export: "otlp", indexedAttributes: ["a"] } },
    "xray.indexedAttributes: is of the exporter awsxray, and xray.export is 'otlp', whose spans are searched",
    { xray: { export: "awsxray", indexedAttributes: ["a"] } },
  ],
  [
    { otlpExporters: [TEMPO], xray: { export: "none", indexedAttributes: ["a"] } },
    "xray.indexedAttributes: is of the exporter awsxray, and xray.export is 'none': leave one of them out",
    { otlpExporters: [TEMPO], xray: { export: "none" } },
    ["otlpExporters"],
  ],
  [
    { otlpExporters: [TEMPO], xray: { export: "none", roleArn: ROLE } },
    "xray.roleArn: is assumed to write to X-Ray, and xray.export is 'none'",
    { otlpExporters: [TEMPO], xray: { export: "awsxray", roleArn: ROLE } },
    ["otlpExporters"],
  ],
  [
    { otlpExporters: [TEMPO], xray: { export: "none", transactionSearchExample: true } },
    "xray.transactionSearchExample: is about traces in X-Ray, and xray.export is 'none'",
    { otlpExporters: [TEMPO], xray: { export: "otlp", transactionSearchExample: true } },
    ["otlpExporters"],
  ],
  [
    { xray: { export: "none" }, otlpExporters: [{ ...TEMPO, signals: ["logs"] }] },
    "xray.export: is 'none', and no entry of otlpExporters takes traces",
    { xray: { export: "none" }, otlpExporters: [{ ...TEMPO, signals: ["logs", "traces"] }] },
  ],
  [
    {
      xray: { export: "otlp" },
      otlpExporters: [{ name: "xray", endpoint: "https://otlp.example.com", protocol: "http" }],
    },
    "xray.export: is 'otlp', whose exporter has the name that an entry of otlpExporters has too",
    { xray: { export: "otlp" }, otlpExporters: [{ ...TEMPO, name: "xray" }] },
  ],
  [
    { otlpExporters: [{ name: "a", endpoint: "https://otlp.example.com:4317/v1", protocol: "grpc" }] },
    "otlpExporters[0].endpoint: must have a port and no path for protocol 'grpc'",
    { otlpExporters: [{ name: "a", endpoint: "https://otlp.example.com", protocol: "http" }] },
    ["otlpExporters[0].name"],
  ],
  [
    { otlpQueue: { persistent: true } },
    "otlpQueue.persistent: is for backends, of which there are none",
    { otlpQueue: { persistent: true }, xray: { export: "otlp" } },
  ],
  [
    { otlpQueue: { persistent: false, volumeSizeMib: 64 }, otlpExporters: [TEMPO] },
    "otlpQueue.volumeSizeMib: is of a volume that is not there",
    { otlpQueue: { persistent: true, volumeSizeMib: 64 }, otlpExporters: [TEMPO] },
    ["otlpExporters"],
  ],
  [
    { kubernetesAttributes: { enabled: false, podLabels: ["app"] } },
    "kubernetesAttributes.podLabels: are of attributes that are off",
    { kubernetesAttributes: { enabled: true, podLabels: ["app"] } },
  ],
  [
    { kubernetesAttributes: { enabled: false, namespaceLabels: ["team"] } },
    "kubernetesAttributes.namespaceLabels: are of attributes that are off",
    { kubernetesAttributes: { enabled: true, namespaceLabels: ["team"] } },
  ],
  [
    { spanMetrics: { enabled: true, dimensions: [{ name: "url.full", allowHighCardinality: false }] } },
    "spanMetrics.dimensions[0].name: is known to have any number of values",
    { spanMetrics: { enabled: true, dimensions: [{ name: "url.full", allowHighCardinality: true }] } },
    ["spanMetrics.enabled"],
  ],
  [
    { spanMetrics: { enabled: true, dimensions: [{ name: "service.name" }] } },
    "spanMetrics.dimensions[0].name: is a label that every span metric has: they are cluster_name, collector_instance_id",
    { spanMetrics: { enabled: true, dimensions: [{ name: "service.names" }] } },
    ["spanMetrics.enabled"],
  ],
  [
    { sampling: { policies: [NUMERIC] } },
    "sampling.policies[0].maxValue: must not be less than minValue",
    { sampling: { policies: [{ ...NUMERIC, maxValue: 2 }] } },
    ["sampling.policies[0].name", "sampling.policies[0].key", "sampling.policies[0].type"],
  ],
  [
    { sampling: { policies: [composite(50, 1)] } },
    "sampling.policies[0].maxTotalSpansPerSecond: must leave each of its shares one span per second or more",
    { sampling: { policies: [composite(50, 2)] } },
    ["sampling.policies[0].name", "sampling.policies[0].type", "sampling.policies[0].shares[0].policy"],
  ],
  [
    { sampling: { policies: [{ name: "both", type: "and", policies: [NUMERIC] }] } },
    "sampling.policies[0].policies[0].maxValue: must not be less than minValue",
    { sampling: { policies: [{ name: "both", type: "and", policies: [{ ...NUMERIC, maxValue: 2 }] }] } },
    ["sampling.policies[0]"],
  ],
  [
    { sampling: { policies: [{ ...TIER, name: "probabilistic" }] } },
    "sampling.policies[0].name: is already the name of another policy",
    { sampling: { policies: [TIER] } },
    ["sampling.policies[0].type", "sampling.policies[0].key", "sampling.policies[0].values"],
  ],
  [
    { sampling: { policies: [{ ...TIER, name: "drop-health-checks-url-path" }] } },
    "sampling.policies[0].name: is already the name of another policy",
    { sampling: { policies: [TIER] } },
    ["sampling.policies[0].type", "sampling.policies[0].key", "sampling.policies[0].values"],
  ],
  [
    { sampling: { policies: [TIER], rates: [{ ...PAIR, name: "gold" }] } },
    "sampling.rates: have names that policies have too: gold",
    { sampling: { policies: [TIER], rates: [PAIR] } },
  ],
  [
    { collectorVersion: "0.92.0", sampling: { rates: [PAIR, { ...PAIR, name: "tills", serviceName: "tills" }] } },
    "sampling.rates: have a service and a route in carts, tills, and collector 0.92.0",
    { collectorVersion: "0.159.0", sampling: { rates: [PAIR] } },
  ],
  [
    {
      collectorVersion: "0.110.0",
      sampling: {
        policies: ["both", "two"].map((name) => ({ name, type: "and", policies: [{ ...TIER, invertMatch: true }] })),
      },
    },
    "sampling.policies: have an inverted match within both, two, which",
    {
      collectorVersion: "0.116.0",
      sampling: { policies: [{ name: "both", type: "and", policies: [{ ...TIER, invertMatch: true }] }] },
    },
  ],
  [
    { collectorVersion: "0.159.0", collector: { imageTag: "0.158.0" } },
    "collector.imageTag: is another collector than collectorVersion 0.159.0",
    { collectorVersion: "0.158.0", collector: { imageTag: "0.158.0" } },
  ],
  [
    { collectorVersion: "0.121.0", xray: { export: "awsxray", roleArn: ROLE } },
    "xray.roleArn: is read by collector 0.121.0, which then writes as itself",
    { collectorVersion: "0.121.0", xray: { export: "otlp", roleArn: ROLE } },
  ],
  [
    { collectorVersion: "0.144.0", xray: { export: "otlp", roleArn: ROLE, externalId: "shop" } },
    "xray.externalId: is unknown to collector 0.144.0",
    { collectorVersion: "0.144.0", xray: { export: "awsxray", roleArn: ROLE, externalId: "shop" } },
    ["xray.roleArn"],
  ],
  [
    { collectorVersion: "0.144.0", amp: { roleArn: ROLE, externalId: "shop" } },
    "amp.externalId: is unknown to collector 0.144.0",
    { collectorVersion: "0.149.0", amp: { roleArn: ROLE, externalId: "shop" } },
    ["amp.roleArn"],
  ],
  [
    { collectorVersion: "0.92.0", redaction: { removeKeys: ["a"] } },
    "redaction: is nothing that collector 0.92.0 can do everywhere",
    { collectorVersion: "0.159.0", redaction: { removeKeys: ["a"] } },
  ],
  [
    { redaction: { removeKeys: ["a", "b"], hashKeys: ["b", "c", "a"] } },
    "redaction.hashKeys: would hash b, a, which redaction.removeKeys removes",
    { redaction: { removeKeys: ["a", "b"], hashKeys: ["c"] } },
  ],
  [
    { redaction: { hashKeys: ["a"], maskPatterns: ["[0-9a-f]{64}", "[a-z]+@", "sha256:.*"] } },
    "redaction.maskPatterns: would match every hash that redaction.hashKeys leaves, by [0-9a-f]{64} and sha256:.*: ",
    { redaction: { removeKeys: ["a"], maskPatterns: ["[0-9a-f]{64}"] } },
  ],
  [
    { redaction: { removeKeys: ["tier"] }, sampling: { policies: [TIER] } },
    "redaction: takes away tier of policy gold, which would find nothing",
    { redaction: { removeKeys: ["tier"] }, sampling: { policies: [{ ...TIER, type: "trace_state" }] } },
  ],
  [
    { redaction: { removeKeys: ["tier"] }, sampling: { policies: [composite(100, 50)] } },
    "redaction: takes away tier of policy gold, which would find nothing",
    { redaction: { removeKeys: ["tiers"] }, sampling: { policies: [composite(100, 50)] } },
  ],
  [
    { redaction: { hashKeys: ["service.name", "http.route"] }, sampling: { rates: [PAIR] } },
    "redaction: takes away service.name of rate carts, http.route of rate carts, which would find nothing",
    { redaction: { hashKeys: ["service.name"] }, sampling: { rates: [{ ...PAIR, serviceName: undefined }] } },
  ],
  [
    { redaction: { removeKeys: ["service.name"] }, spanMetrics: { enabled: true } },
    "redaction: takes away service.name of spanMetrics, which would find nothing",
    { redaction: { removeKeys: ["service.name"] }, spanMetrics: { enabled: false } },
  ],
  [
    { redaction: { removeKeys: ["a"] }, xray: { indexedAttributes: ["otel.resource.a"] } },
    "redaction: takes away a of xray.indexedAttributes, which would find nothing",
    { redaction: { removeKeys: ["a"] }, xray: { indexedAttributes: ["b.otel.resource.a"] } },
  ],
  [
    { redaction: { hashKeys: ["url.path"] }, dropHealthChecks: ["/healthz"] },
    "redaction: takes away url.path of dropHealthChecks, which would find nothing",
    { redaction: { hashKeys: ["url.path"] } },
  ],
  [
    { redaction: { removeKeys: ["http.route", "a"] }, xray: { indexedAttributes: ["a", "http.route"] } },
    "redaction: takes away a of xray.indexedAttributes, http.route of xray.indexedAttributes, which would find nothing",
    { redaction: { hashKeys: ["http.route"] }, xray: { indexedAttributes: ["http.route"] } },
  ],
  [
    { identity: "pod-identity", terraform: { awsProviderVersion: ">= 5.0" } },
    "terraform.awsProviderVersion: allows AWS provider 5.0.0, and identity 'pod-identity' needs 5.29.0",
    { identity: "irsa", terraform: { awsProviderVersion: ">= 5.0" } },
  ],
  [
    { repository: { npmRegistryScopes: ["@acme"] } },
    "repository.npmRegistryScopes: come from a registry that is not named",
    { repository: { npmRegistryScopes: ["@acme"], npmRegistry: "https://npm.example.com/" } },
  ],
  [
    { repository: { npmTokenSecret: "NPM_TOKEN" } },
    "repository.npmTokenSecret: is for a registry that is not named",
    { repository: { npmTokenSecret: "NPM_TOKEN", npmRegistry: "https://npm.example.com/" } },
  ],
  [
    { repository: { renovate: false, renovateRegeneration: "post-upgrade-tasks" } },
    "repository.renovateRegeneration: finishes what Renovate begins, and repository.renovate is off",
    { repository: { renovate: true, renovateRegeneration: "post-upgrade-tasks" } },
  ],
  [
    { repository: { renovate: false, renovateFollowTag: "next" } },
    "repository.renovateFollowTag: is what Renovate follows, and repository.renovate is off",
    { repository: { renovate: true, renovateFollowTag: "next" } },
  ],
  [
    { repository: { githubWorkflows: false, renovateRegeneration: "workflow" } },
    "repository.renovateRegeneration: is a workflow, and repository.githubWorkflows is off",
    { repository: { githubWorkflows: false, renovateRegeneration: "post-upgrade-tasks" } },
  ],
  [{ exampleApps: ["express", "express"] }, "exampleApps[1]: is there twice", { exampleApps: ["express", "go"] }],
];

test.each(CONTRADICTIONS)("%j is a mistake, told at one option", (options, mistake, good) => {
  const told = mistakes(options);
  expect(told.map((text) => text.slice(0, mistake.length))).toEqual([mistake]);
  expect(mistakes(good)).toEqual([]);
  // A check that does not say which options it reads is not made where any other one is of another type.
  expect(mistakes({ ...options, name: 7 })).toEqual(["name: is a number, and must be text: write '7'", ...told]);
});

/** Each option of a group that these options do not say, of a type that it does not take. */
function otherMistakesOf(group: string, options: Record<string, object>): Record<string, unknown>[] {
  return Object.entries(DOCUMENTED_DEFAULTS)
    .filter(([path]) => path.startsWith(`${group}.`))
    .map(([path, preset]) => ({ [path.slice(group.length + 1)]: typeof preset === "boolean" ? 7 : true }))
    .filter((other) => !Object.keys(other).some((key) => Object.hasOwn(options[group] ?? {}, key)));
}

/** Groups that have other options than those that contradict each other. */
const MANY_OPTIONS = CONTRADICTIONS.map(([options, mistake]) => {
  const group = mistake.split(/[.:]/)[0];
  const others = mistake.startsWith(`${group}.`) ? otherMistakesOf(group, options as Record<string, object>) : [];
  return { options: options as Record<string, object>, mistake, group, others };
}).filter(({ group, others }) => others.length > 0 && !["amp", "egress", "otlpQueue"].includes(group));

test.each(MANY_OPTIONS)("$mistake, told beside another mistake of its group", ({ options, mistake, group, others }) => {
  const silencing = others.filter((other) => {
    const told = mistakes({ ...options, [group]: { ...options[group], ...other } });
    return !told.some((text) => text.startsWith(mistake));
  });
  expect(silencing.length).toBeLessThan(others.length);
});

/** The same options with one thing in them changed, for each such thing, by its path. */
function withOneChanged(options: unknown, to: unknown, above = ""): { path: string; changed: unknown }[] {
  if (typeof options !== "object" || options === null) {
    return [];
  }
  return Object.entries(options).flatMap(([key, value]) => {
    const path = Array.isArray(options) ? `${above}[${key}]` : above ? `${above}.${key}` : key;
    const put = (other: unknown) =>
      Array.isArray(options) ? Object.assign([...options], { [key]: other }) : { ...options, [key]: other };
    const inside = withOneChanged(value, to, path).map((one) => ({ ...one, changed: put(one.changed) }));
    return [{ path, changed: put(to) }, ...inside];
  });
}

test.each(CONTRADICTIONS)(
  "what is of another type in %j is no contradiction too",
  (options, mistake, _good, beside = []) => {
    for (const { path, changed } of [...withOneChanged(options, null), ...withOneChanged(options, {})]) {
      const texts = mistakes(changed as object);
      const elsewhere = texts.filter((text) => !within(text.split(": ")[0], path));
      if (elsewhere.length < texts.length && !beside.some((one) => within(path, one))) {
        expect(elsewhere).toEqual([]);
        // An empty group may lack what it must have.
        expect(texts.filter((text) => text.startsWith(`${path}: `) && text.startsWith(mistake))).toEqual([]);
      }
    }
  },
);
