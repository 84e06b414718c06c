import { isAbsolute, normalize } from "node:path";
import { LogLevel, Project } from "projen";
import * as v from "valibot";
import { CLUSTER_NAME_ATTRIBUTE } from "../collector/annotations";
import { chartVersion } from "./chart-version";
import {
  assumer,
  assumesXrayRole,
  collectorVersion,
  knowsExternalId,
  missedPlaces,
  otherVersionInTag,
  redactsEverywhere,
  unknownExternalId,
  unknownToCollector,
  unknownToSpanMetrics,
  vetoingPolicies,
} from "./collector-version";
import * as format from "./formats";
import { patternMatches, patternProblem } from "./go-pattern";
import { isHighCardinality } from "./high-cardinality";
import { readAfterRedaction } from "./keys-after-redaction";
import { metricLabel, SPAN_METRIC_LABELS } from "./metric-label";
import { ottlProblem } from "./ottl-problem";
import { BUILT_IN_POLICY_NAMES, HEALTH_CHECK_POLICY_NAMES } from "./policy-names";
import { branchName, npmRegistryUrl, npmScope, runnerLabel, secretName, securityContact } from "./repository-formats";
import { GATEWAY_SUFFIX } from "./tiers";
import { isBefore, lowestAllowed } from "./version-range";

/** Helm's own limit. The DaemonSet's name adds "-agent". */
const RELEASE_NAME_LENGTH = 53;

const policyName = format.format(
  /^[A-Za-z0-9][A-Za-z0-9_.-]{0,63}$/,
  "must be a policy name: at most 64 letters, digits, '-', '_' and '.'",
);

const ottlCondition = v.pipe(
  format.text(1024),
  v.rawCheck(({ dataset, addIssue }) => {
    const problem = dataset.typed && !dataset.issues ? ottlProblem(dataset.value) : undefined;
    if (problem !== undefined) {
      addIssue({ message: `must be a condition that the collector can read (OTTL): it ${problem}` });
    }
  }),
);

/** No two items of a list with the same text at a key. */
function unique<T extends { readonly [key in K]: string }, K extends string>(
  key: K,
  message: string,
  normal: (text: string) => string = (text) => text,
) {
  return v.rawCheck<T[]>(({ dataset, addIssue }) => {
    const taken = new Set<string>();
    for (const [index, item] of dataset.typed ? dataset.value.entries() : []) {
      if (taken.has(normal(item[key]))) {
        addIssue({
          message,
          path: [
            { type: "array", origin: "value", input: dataset.value as unknown[], key: index, value: item },
            { type: "object", origin: "value", input: item as never, key, value: item[key] },
          ],
        });
      }
      taken.add(normal(item[key]));
    }
  });
}

const attributeValues = format.nonEmptyListOf(format.text(), "['checkout']");

const simplePolicies = [
  format.group({
    name: policyName,
    type: v.literal("boolean_attribute"),
    key: format.attributeKey,
    value: format.flag,
  }),
  format.group({ name: policyName, type: v.literal("latency"), thresholdMs: format.wholeNumber(1, 86_400_000) }),
  v.pipe(
    format.group({
      name: policyName,
      type: v.literal("numeric_attribute"),
      key: format.attributeKey,
      minValue: format.wholeNumber(Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER),
      maxValue: format.wholeNumber(Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER),
    }),
    v.forward(
      v.partialCheck(
        [["minValue"], ["maxValue"]],
        ({ minValue, maxValue }) => minValue <= maxValue,
        "must not be less than minValue",
      ),
      ["maxValue"],
    ),
  ),
  format.group({
    name: policyName,
    type: v.literal("ottl_condition"),
    spanConditions: format.nonEmptyListOf(ottlCondition, `['attributes["tier"] == "gold"']`),
  }),
  format.group({ name: policyName, type: v.literal("probabilistic"), samplingPercentage: format.numberWithin(0, 100) }),
  format.group({
    name: policyName,
    type: v.literal("rate_limiting"),
    spansPerSecond: format.wholeNumber(1, 10_000_000),
  }),
  format.group({ name: policyName, type: v.literal("span_count"), minSpans: format.wholeNumber(1, 1_000_000) }),
  format.group({
    name: policyName,
    type: v.literal("status_code"),
    statusCodes: format.nonEmptyListOf(format.oneOf("OK", "ERROR", "UNSET"), "['ERROR']"),
  }),
  v.pipe(
    format.group({
      name: policyName,
      type: v.literal("string_attribute"),
      key: format.attributeKey,
      values: attributeValues,
      enabledRegexMatching: v.optional(format.flag, false),
      invertMatch: v.optional(format.flag, false),
    }),
    v.rawCheck(({ dataset, addIssue }) => {
      if (!dataset.typed || dataset.issues || !dataset.value.enabledRegexMatching) {
        return;
      }
      const { values } = dataset.value;
      for (const [index, value] of values.entries()) {
        const problem = patternProblem(value);
        if (problem !== undefined) {
          addIssue({
            message: `must be a regular expression that the collector can compile (RE2): ${problem}`,
            path: [
              { type: "object", origin: "value", input: dataset.value, key: "values", value: values },
              { type: "array", origin: "value", input: values, key: index, value },
            ],
          });
        }
      }
    }),
  ),
  format.group({
    name: policyName,
    type: v.literal("trace_state"),
    key: format.text(),
    values: attributeValues,
  }),
] as const;

const simplePolicy = format.oneOfGroups("a policy", [...simplePolicies]);

const andPolicy = format.group({
  name: policyName,
  type: v.literal("and"),
  policies: format.nonEmptyListOf(simplePolicy, "[{ name: 'slow', type: 'latency', thresholdMs: 200 }]"),
});

const compositePolicy = v.pipe(
  format.group({
    name: policyName,
    type: v.literal("composite"),
    maxTotalSpansPerSecond: format.wholeNumber(1, 10_000_000),
    shares: v.pipe(
      format.nonEmptyListOf(
        format.group({
          policy: format.oneOfGroups("a policy", [...simplePolicies, andPolicy]),
          // The collector takes 0 for an equal part.
          allocationPercentage: format.wholeNumber(1, 100),
        }),
        "[{ policy: { name: 'rest', type: 'probabilistic', samplingPercentage: 100 }, allocationPercentage: 50 }]",
      ),
      v.check(
        (shares) => new Set(shares.map(({ policy }) => policy.name)).size === shares.length,
        "must have policies of different names: the collector knows a part by its policy's",
      ),
      v.check(
        (shares) => partsTogether(shares) <= 100,
        ({ input }) =>
          `must have parts of 100 % together at most: allocationPercentage is ${partsTogether(input)} in all`,
      ),
    ),
  }),
  v.forward(
    v.partialCheck(
      [["maxTotalSpansPerSecond"], ["shares"]],
      ({ maxTotalSpansPerSecond: total, shares }) =>
        shares.every(({ allocationPercentage }) => total * allocationPercentage >= 100),
      "must leave each of its shares one span per second or more: raise it, or allocationPercentage",
    ),
    ["maxTotalSpansPerSecond"],
  ),
);

const partsTogether = (shares: readonly { readonly allocationPercentage: number }[]) =>
  shares.reduce((sum, { allocationPercentage }) => sum + allocationPercentage, 0);

const policy = format.oneOfGroups("a policy", [...simplePolicies, andPolicy, compositePolicy]);

interface Rate {
  readonly serviceName?: string;
  readonly route?: string;
}

/** Whether every trace that one rate matches is matched by another. */
const covers = (wide: Rate, narrow: Rate) =>
  (wide.serviceName ?? narrow.serviceName) === narrow.serviceName && (wide.route ?? narrow.route) === narrow.route;

const rates = v.pipe(
  format.listOf(
    v.pipe(
      format.group({
        name: policyName,
        serviceName: v.optional(format.text()),
        route: v.optional(format.text()),
        samplingPercentage: format.numberWithin(0, 100),
        spansPerSecond: v.optional(format.wholeNumber(2, 10_000_000)),
      }),
      v.partialCheck(
        [["serviceName"], ["route"]],
        ({ serviceName, route }) => serviceName !== undefined || route !== undefined,
        "must say which traces it is for: give serviceName, route or both. samplingRatePercentage is for all others",
      ),
    ),
    "[{ name: 'checkout', serviceName: 'checkout', samplingPercentage: 50 }]",
  ),
  // Each is in every later one, as what that one must not match.
  v.maxLength(50, "must have at most 50 entries: the sampler asks all of them about each trace"),
  unique("name", "is already the name of another rate: give it one of its own"),
  v.rawCheck(({ dataset, addIssue }) => {
    for (const [index, rate] of dataset.typed ? dataset.value.entries() : []) {
      const before = dataset.typed ? dataset.value.findIndex((wide) => covers(wide, rate)) : index;
      if (before < index) {
        addIssue({
          message: `matches nothing that sampling.rates[${before}] does not match before it: put it first, or leave it out`,
          path: [{ type: "array", origin: "value", input: dataset.value as unknown[], key: index, value: rate }],
        });
      }
    }
  }),
);

const samplingOptions = format.group({
  decisionWaitSeconds: v.optional(format.wholeNumber(1, 3600), 10),
  numTraces: v.optional(format.wholeNumber(1, 100_000_000), 100_000),
  expectedNewTracesPerSec: v.optional(format.wholeNumber(0, 1_000_000), 1000),
  keepErrors: v.optional(format.flag, true),
  latencyThresholdMs: v.optional(format.wholeNumber(1, 86_400_000), 500),
  rates: v.optional(rates, []),
  // Collector 0.92.0 keeps less than its limit, so nothing at 1.
  baselineSpansPerSecond: v.optional(format.wholeNumber(2, 10_000_000)),
  policies: v.optional(
    v.pipe(
      format.listOf(
        policy,
        "[{ name: 'keep-checkout', type: 'string_attribute', key: 'service.name', values: ['checkout'] }]",
      ),
      v.rawCheck(({ dataset, addIssue }) => {
        const taken = new Set<unknown>(Object.values({ ...BUILT_IN_POLICY_NAMES, ...HEALTH_CHECK_POLICY_NAMES }));
        for (const [index, item] of Array.isArray(dataset.value) ? dataset.value.entries() : []) {
          const name: unknown = item?.name;
          // What is no name has a mistake already.
          if (!v.is(policyName, name)) {
            continue;
          }
          if (taken.has(name)) {
            addIssue({
              message: "is already the name of another policy: give it one of its own",
              path: [
                { type: "array", origin: "value", input: dataset.value as unknown[], key: index, value: item },
                { type: "object", origin: "value", input: item as never, key: "name", value: name },
              ],
            });
          }
          taken.add(name);
        }
      }),
    ),
    [],
  ),
});

const sampling = v.pipe(
  samplingOptions,
  v.forward(
    v.partialCheck(
      [["policies"], ["rates"]],
      ({ policies, rates }) => takenNames(policies, rates).length === 0,
      ({ input: { policies, rates } }) =>
        `have names that policies have too: ${takenNames(policies, rates).join(", ")}. Give each one of its own`,
    ),
    ["rates"],
  ),
);

interface Named {
  readonly name: string;
}

/** Names of rates that are those of policies. */
function takenNames(policies: readonly Named[] = [], rates: readonly Named[] = []): string[] {
  const taken = new Set<string>([
    ...Object.values({ ...BUILT_IN_POLICY_NAMES, ...HEALTH_CHECK_POLICY_NAMES }),
    ...policies.map(({ name }) => name),
  ]);
  return rates.map(({ name }) => name).filter((name) => taken.has(name));
}

const toleration = v.pipe(
  format.group({
    key: v.optional(format.kubernetesLabelKey),
    operator: v.optional(format.oneOf("Exists", "Equal")),
    value: v.optional(format.kubernetesLabelValue),
    effect: v.optional(format.oneOf("NoSchedule", "PreferNoSchedule", "NoExecute")),
  }),
  v.forward(
    v.partialCheck(
      [["operator"], ["value"]],
      ({ operator, value }) => operator !== "Exists" || value === undefined,
      "must be left out with operator Exists, which matches every value",
    ),
    ["value"],
  ),
  v.forward(
    v.partialCheck(
      [["operator"], ["key"]],
      ({ operator, key }) => operator === "Exists" || key !== undefined,
      "must be given, unless the operator is Exists",
    ),
    ["key"],
  ),
);

const tolerations = format.listOf(toleration, "[{ operator: 'Exists' }]");
const nodeSelector = format.mapOf(format.kubernetesLabelKey, format.kubernetesLabelValue, "must map labels to values");

const collector = v.pipe(
  format.group({
    releaseName: v.optional(format.kubernetesServiceName(RELEASE_NAME_LENGTH), "otel-collector"),
    chartRepository: v.optional(format.chartRepository, "https://open-telemetry.github.io/opentelemetry-helm-charts"),
    imageRepository: v.optional(format.imageRepository),
    imageTag: v.optional(format.imageTag),
    imageDigest: v.optional(format.imageDigest),
    imagePullSecrets: v.optional(format.listOf(format.kubernetesSubdomain, "['registry-credentials']"), []),
    memoryLimitMib: v.optional(format.wholeNumber(64, 1_048_576), 400),
    memorySpikeLimitMib: v.optional(format.wholeNumber(1, 1_048_576), 100),
    memoryCheckIntervalSeconds: v.optional(format.wholeNumber(1, 60), 1),
    cpuRequestMillicores: v.optional(format.wholeNumber(1, 1_000_000), 100),
    tolerations: v.optional(tolerations, [{ operator: "Exists" }]),
    nodeSelector: v.optional(nodeSelector, {}),
    priorityClassName: v.optional(format.priorityClassName),
    logVerbosity: v.optional(format.oneOf("basic", "normal", "detailed"), "basic"),
    tls: v.optional(
      format.group({
        secretName: format.kubernetesSubdomain,
        caConfigMapName: v.optional(format.kubernetesSubdomain),
      }),
    ),
  }),
  v.forward(
    v.partialCheck(
      [["memoryLimitMib"], ["memorySpikeLimitMib"]],
      ({ memoryLimitMib, memorySpikeLimitMib }) => memorySpikeLimitMib < memoryLimitMib,
      "must be less than collector.memoryLimitMib: data is refused from the difference on",
    ),
    ["memorySpikeLimitMib"],
  ),
);

const gatewayTls = v.pipe(
  format.group({
    secretName: format.kubernetesSubdomain,
    clientSecretName: v.optional(format.kubernetesSubdomain),
  }),
  v.forward(
    v.partialCheck(
      [["secretName"], ["clientSecretName"]],
      ({ secretName, clientSecretName }) => clientSecretName !== secretName,
      "must not be that of gateway.tls.secretName: agents would get the gateway's own key. Give them a certificate of theirs",
    ),
    ["clientSecretName"],
  ),
);

const gateway = v.pipe(
  format.group({
    replicas: v.optional(format.wholeNumber(1, 1000), 3),
    maxReplicas: v.optional(format.wholeNumber(1, 1000)),
    targetCpuUtilizationPercentage: v.optional(format.wholeNumber(1, 100), 70),
    cpuRequestMillicores: v.optional(format.wholeNumber(1, 1_000_000), 500),
    memoryLimitMib: v.optional(format.wholeNumber(64, 1_048_576), 1000),
    memorySpikeLimitMib: v.optional(format.wholeNumber(1, 1_048_576), 200),
    maxUnavailable: v.optional(format.wholeNumber(1, 1000), 1),
    zoneSpread: v.optional(format.oneOf("ScheduleAnyway", "DoNotSchedule"), "ScheduleAnyway"),
    resolver: v.optional(format.oneOf("dns", "k8s"), "dns"),
    tolerations: v.optional(tolerations, []),
    nodeSelector: v.optional(nodeSelector, {}),
    priorityClassName: v.optional(format.priorityClassName),
    tls: v.optional(gatewayTls),
  }),
  v.forward(
    v.partialCheck(
      [["memoryLimitMib"], ["memorySpikeLimitMib"]],
      ({ memoryLimitMib, memorySpikeLimitMib }) => memorySpikeLimitMib < memoryLimitMib,
      "must be less than gateway.memoryLimitMib: data is refused from the difference on",
    ),
    ["memorySpikeLimitMib"],
  ),
  v.forward(
    v.partialCheck(
      [["replicas"], ["maxReplicas"]],
      ({ replicas, maxReplicas }) => maxReplicas === undefined || maxReplicas > replicas,
      "must be more than gateway.replicas, from which autoscaling starts: leave it out for a fixed number",
    ),
    ["maxReplicas"],
  ),
);

const networkPolicy = v.pipe(
  format.group({
    enabled: v.optional(format.flag, false),
    senderNamespaceLabels: v.optional(
      format.mapOf(format.kubernetesLabelKey, format.kubernetesLabelValue, "must map labels to values"),
      {},
    ),
    egressCidrBlocks: v.optional(format.listOf(format.cidrBlock, "['10.0.0.0/16']"), []),
  }),
  v.forward(
    v.partialCheck(
      [["enabled"], ["senderNamespaceLabels"]],
      ({ enabled, senderNamespaceLabels }) => enabled || Object.keys(senderNamespaceLabels).length === 0,
      "are of a policy that is off: set networkPolicy.enabled to true",
    ),
    ["senderNamespaceLabels"],
  ),
  v.forward(
    v.partialCheck(
      [["enabled"], ["egressCidrBlocks"]],
      ({ enabled, egressCidrBlocks }) => enabled || egressCidrBlocks.length === 0,
      "are of a policy that is off: set networkPolicy.enabled to true",
    ),
    ["egressCidrBlocks"],
  ),
);

const egress = v.pipe(
  format.group({
    httpsProxy: v.optional(format.proxyUrl),
    noProxy: v.optional(format.listOf(format.proxyException, "['.example.com']"), []),
    caConfigMapName: v.optional(format.kubernetesSubdomain),
    privateCluster: v.optional(format.flag, false),
  }),
  v.forward(
    v.partialCheck(
      [["httpsProxy"], ["noProxy"]],
      ({ httpsProxy, noProxy }) => httpsProxy !== undefined || noProxy.length === 0,
      "are reached without a proxy, and there is none: set egress.httpsProxy, or leave them out",
    ),
    ["noProxy"],
  ),
);
/** An external id goes with a role, and says nothing alone. */
const hasRole = ({ roleArn, externalId }: { readonly roleArn?: string; readonly externalId?: string }) =>
  roleArn !== undefined || externalId === undefined;

/** What is wrong with a choice of attributes where the exporter that indexes them is not used. */
const notIndexed = (by: string) =>
  by === "otlp"
    ? "is of the exporter awsxray, and xray.export is 'otlp', whose spans are searched by every attribute: leave it out"
    : `is of the exporter awsxray, and xray.export is '${by}': leave one of them out`;

/**
 * Annotations that X-Ray indexes of a trace. The exporter sends more, and X-Ray does not say which of them can be searched.
 *
 * @see https://docs.aws.amazon.com/xray/latest/devguide/xray-api-segmentdocuments.html#api-segmentdocuments-annotations
 */
const INDEXED_AT_MOST = 50;

/** What is indexed in any case, and beside that. */
const indexed = (attributes: readonly string[]) => new Set([CLUSTER_NAME_ATTRIBUTE, ...attributes]);

const xray = v.pipe(
  format.group({
    export: v.optional(format.oneOf("awsxray", "otlp", "none"), "awsxray"),
    transactionSearchExample: v.optional(format.flag, false),
    indexAllAttributes: v.optional(format.flag),
    indexedAttributes: v.optional(
      v.pipe(
        format.listOf(format.attributeKey, "['http.route']"),
        v.check(
          (attributes) => indexed(attributes).size <= INDEXED_AT_MOST,
          ({ input }) =>
            `must make at most ${INDEXED_AT_MOST} annotations, which is what X-Ray indexes of a trace. These are ${indexed(input).size}, with ${CLUSTER_NAME_ATTRIBUTE}, by which a cluster is searched: leave ${indexed(input).size - INDEXED_AT_MOST} out`,
        ),
      ),
      [],
    ),
    roleArn: v.optional(format.roleArn),
    externalId: v.optional(format.externalId),
  }),
  v.forward(
    v.partialCheck(
      [["roleArn"], ["externalId"]],
      hasRole,
      "is sent to assume a role that is not given: set xray.roleArn",
    ),
    ["externalId"],
  ),
  v.forward(
    v.partialCheck(
      [["indexAllAttributes"], ["indexedAttributes"]],
      ({ indexAllAttributes, indexedAttributes }) => !(indexAllAttributes && indexedAttributes.length > 0),
      "indexes every attribute, so xray.indexedAttributes has no effect: leave one of them out",
    ),
    ["indexAllAttributes"],
  ),
  v.forward(
    v.partialCheck(
      [["export"], ["indexAllAttributes"]],
      ({ export: by, indexAllAttributes }) => by === "awsxray" || indexAllAttributes === undefined,
      ({ input }) => notIndexed(input.export),
    ),
    ["indexAllAttributes"],
  ),
  v.forward(
    v.partialCheck(
      [["export"], ["indexedAttributes"]],
      ({ export: by, indexedAttributes }) => by === "awsxray" || indexedAttributes.length === 0,
      ({ input }) => notIndexed(input.export),
    ),
    ["indexedAttributes"],
  ),
  v.forward(
    v.partialCheck(
      [["export"], ["roleArn"]],
      ({ export: by, roleArn }) => by !== "none" || roleArn === undefined,
      "is assumed to write to X-Ray, and xray.export is 'none': leave one of them out",
    ),
    ["roleArn"],
  ),
  v.forward(
    v.partialCheck(
      [["export"], ["transactionSearchExample"]],
      ({ export: by, transactionSearchExample }) => by !== "none" || !transactionSearchExample,
      "is about traces in X-Ray, and xray.export is 'none': leave one of them out",
    ),
    ["transactionSearchExample"],
  ),
  v.transform((xray) => ({
    ...xray,
    indexAllAttributes: xray.indexAllAttributes ?? xray.indexedAttributes.length === 0,
  })),
);

const amp = v.pipe(
  format.group({
    roleArn: v.optional(format.roleArn),
    externalId: v.optional(format.externalId),
  }),
  v.forward(
    v.partialCheck(
      [["roleArn"], ["externalId"]],
      hasRole,
      "is sent to assume a role that is not given: set amp.roleArn",
    ),
    ["externalId"],
  ),
);

const otlpExporter = v.pipe(
  format.group({
    name: format.exporterName,
    endpoint: format.otlpEndpoint,
    protocol: v.optional(format.oneOf("grpc", "http"), "grpc"),
    headers: v.optional(
      v.pipe(
        format.listOf(
          format.group({
            header: format.headerName,
            secretName: format.kubernetesSubdomain,
            secretKey: format.secretKey,
          }),
          "[{ header: 'authorization', secretName: 'backend', secretKey: 'authorization' }]",
        ),
        unique("header", "is given twice: leave one out", (header) => header.toLowerCase()),
      ),
      [],
    ),
    compression: v.optional(format.oneOf("gzip", "none"), "gzip"),
    timeoutSeconds: v.optional(format.wholeNumber(1, 300), 10),
    signals: v.optional(
      v.pipe(
        format.listOf(format.oneOf("traces", "metrics", "logs"), "['traces']"),
        v.minLength(1, "must be a list with at least one entry, for example ['traces']"),
      ),
      ["traces"],
    ),
  }),
  v.forward(
    v.partialCheck(
      [["protocol"], ["endpoint"]],
      ({ protocol, endpoint }) => protocol !== "grpc" || /^https?:\/\/[^/]+:[0-9]+\/?$/.test(endpoint),
      "must have a port and no path for protocol 'grpc', for example https://otlp.example.com:4317: set protocol to 'http' if it is the address of HTTP",
    ),
    ["endpoint"],
  ),
);

const otlpExporters = v.pipe(
  format.listOf(otlpExporter, "[{ name: 'grafana', endpoint: 'https://otlp.example.com:4317' }]"),
  v.maxLength(10, "must have at most 10 entries: each has a share of the collector's memory"),
  unique("name", "is already the name of another exporter: give it one of its own"),
);

const takesTraces = ({ signals }: { readonly signals: readonly string[] }) => signals.includes("traces");

const otlpQueue = v.pipe(
  format.group({
    persistent: v.optional(format.flag, false),
    volumeSizeMib: v.optional(format.wholeNumber(64, 1_048_576)),
  }),
  v.forward(
    v.partialCheck(
      [["persistent"], ["volumeSizeMib"]],
      ({ persistent, volumeSizeMib }) => persistent || volumeSizeMib === undefined,
      "is of a volume that is not there: set otlpQueue.persistent to true",
    ),
    ["volumeSizeMib"],
  ),
  v.transform(({ persistent, volumeSizeMib = 1024 }) => ({ persistent, volumeSizeMib })),
);

const labelKeys = format.listOf(format.kubernetesLabelKey, "['app.kubernetes.io/name']");
const OF_NO_ATTRIBUTES = "are of attributes that are off: set kubernetesAttributes.enabled to true";

const kubernetesAttributes = v.pipe(
  format.group({
    enabled: v.optional(format.flag, false),
    podLabels: v.optional(labelKeys, []),
    namespaceLabels: v.optional(labelKeys, []),
  }),
  v.forward(
    v.partialCheck(
      [["enabled"], ["podLabels"]],
      ({ enabled, podLabels }) => enabled || podLabels.length === 0,
      OF_NO_ATTRIBUTES,
    ),
    ["podLabels"],
  ),
  v.forward(
    v.partialCheck(
      [["enabled"], ["namespaceLabels"]],
      ({ enabled, namespaceLabels }) => enabled || namespaceLabels.length === 0,
      OF_NO_ATTRIBUTES,
    ),
    ["namespaceLabels"],
  ),
);

const dimension = v.pipe(
  format.group({
    name: format.attributeKey,
    values: v.optional(
      v.pipe(
        format.listOf(format.text(), "['GET', 'POST']"),
        v.minLength(1, "must be a list with at least one entry, for example ['GET', 'POST']"),
        v.maxLength(100, "must have at most 100 entries: each is a label's value"),
      ),
    ),
    default: v.optional(format.text(), "none"),
    allowHighCardinality: v.optional(format.flag, false),
  }),
  v.forward(
    v.partialCheck(
      [["name"], ["values"], ["allowHighCardinality"]],
      ({ name, values, allowHighCardinality }) =>
        values !== undefined || allowHighCardinality || !isHighCardinality(name),
      "is known to have any number of values, each of which would be a series for years: list those that matter in values, or set allowHighCardinality to true",
    ),
    ["name"],
  ),
  v.forward(
    v.partialCheck(
      [["name"]],
      ({ name }) => !SPAN_METRIC_LABELS.includes(metricLabel(name)),
      `is a label that every span metric has: they are ${SPAN_METRIC_LABELS.join(", ")}`,
    ),
    ["name"],
  ),
);

/** What of these metrics a group says, beside whether they are there. */
const SPAN_METRICS_KEYS = [
  "dimensions",
  "durationBucketsMs",
  "maxCombinationsPerService",
  "flushIntervalSeconds",
  "expireAfterMinutes",
  "exemplars",
] as const;

const spanMetrics = v.pipe(
  format.group({
    enabled: v.optional(format.flag, false),
    dimensions: v.optional(
      v.pipe(
        format.listOf(dimension, "[{ name: 'http.request.method' }]"),
        v.maxLength(20, "must have at most 20 entries: each multiplies the series"),
        unique("name", "gives a label that another dimension gives: leave one out", metricLabel),
      ),
    ),
    durationBucketsMs: v.optional(
      v.pipe(
        format.nonEmptyListOf(format.numberWithin(0.001, 86_400_000), "[100, 500, 1000]"),
        v.maxLength(60, "must have at most 60 entries: each is a series for every combination of labels"),
        v.check(
          (bounds) => bounds.every((bound, index) => index === 0 || bounds[index - 1] < bound),
          "must be ascending, for example [100, 500, 1000]",
        ),
      ),
    ),
    maxCombinationsPerService: v.optional(format.wholeNumber(1, 1_000_000)),
    flushIntervalSeconds: v.optional(format.wholeNumber(1, 240)),
    expireAfterMinutes: v.optional(format.wholeNumber(1, 43_200)),
    exemplars: v.optional(format.flag),
  }),
  v.rawCheck(({ dataset, addIssue }) => {
    if (!dataset.typed || dataset.value.enabled) {
      return;
    }
    for (const key of SPAN_METRICS_KEYS.filter((key) => dataset.value[key] !== undefined)) {
      addIssue({
        message: "is of metrics that are off: set spanMetrics.enabled to true",
        path: [{ type: "object", origin: "value", input: dataset.value, key, value: dataset.value[key] }],
      });
    }
  }),
  v.transform(
    ({
      dimensions = [],
      // Those that semantic conventions advise for durations of HTTP requests.
      durationBucketsMs = [5, 10, 25, 50, 75, 100, 250, 500, 750, 1000, 2500, 5000, 7500, 10_000],
      flushIntervalSeconds = 60,
      exemplars = false,
      ...rest
    }) => ({ ...rest, dimensions, durationBucketsMs, flushIntervalSeconds, exemplars }),
  ),
);

/** A regular expression of what is masked, which is combined with others. */
const maskPattern = v.pipe(
  format.text(1024),
  v.rawCheck(({ dataset, addIssue }) => {
    const problem = dataset.typed && !dataset.issues ? maskProblem(dataset.value) : undefined;
    if (problem !== undefined) {
      addIssue({ message: problem });
    }
  }),
);

function maskProblem(pattern: string): string | undefined {
  // One that is fine by itself may leave open what closes the group around it.
  const problem = patternProblem(pattern) ?? patternProblem(`(?:${pattern})`);
  if (problem !== undefined) {
    return `must be a regular expression that the collector can compile (RE2): ${problem}`;
  }
  if (pattern.includes("(?P<")) {
    return "must have no named group, whose name another pattern might have: write (?: in place of (?P<…>";
  }
  return patternMatches(pattern, "")
    ? "matches the empty text, so that every text would be masked: make it match more"
    : undefined;
}

/** The attributes that are stamped onto everything. */
const STAMPED_KEYS = ["cluster_name", "k8s.cluster.name"];

const redactedKeys = v.pipe(
  format.listOf(format.attributeKey, "['enduser.id']"),
  v.maxLength(200, "must have at most 200 entries"),
  v.check(
    (keys) => !keys.some((key) => STAMPED_KEYS.includes(key)),
    `would redact ${STAMPED_KEYS.join(" or ")}, which tells clusters apart and is stamped onto everything afterwards: leave it out`,
  ),
);

const redaction = v.pipe(
  format.group({
    removeKeys: v.optional(redactedKeys, []),
    hashKeys: v.optional(redactedKeys, []),
    maskTypes: v.optional(
      format.listOf(format.oneOf("credit-card", "email", "bearer-token", "jwt"), "['credit-card']"),
      [],
    ),
    maskPatterns: v.optional(
      v.pipe(
        format.listOf(maskPattern, "['sk_live_[0-9a-zA-Z]+']"),
        v.maxLength(50, "must have at most 50 entries: each is looked for in every text"),
      ),
      [],
    ),
  }),
  v.forward(
    v.partialCheck(
      [["removeKeys"], ["hashKeys"]],
      ({ removeKeys, hashKeys }) => !hashKeys.some((key) => removeKeys.includes(key)),
      ({ input: { removeKeys, hashKeys } }) =>
        `would hash ${hashKeys.filter((key) => removeKeys.includes(key)).join(", ")}, which redaction.removeKeys removes: leave it out of one of them`,
    ),
    ["hashKeys"],
  ),
  v.forward(
    v.partialCheck(
      [["hashKeys"], ["maskPatterns"]],
      ({ hashKeys, maskPatterns }) => hashKeys.length === 0 || !maskPatterns.some(masksHash),
      ({ input: { maskPatterns } }) =>
        `would match every hash that redaction.hashKeys leaves, by ${maskPatterns.filter(masksHash).join(" and ")}: make it match less, or move the keys to redaction.removeKeys`,
    ),
    ["maskPatterns"],
  ),
);

/** Whether a pattern masks what stands in place of a value that is hashed. One that can't be compiled has a mistake already. */
const masksHash = (pattern: string) =>
  maskProblem(pattern) === undefined && patternMatches(pattern, `sha256:${"0123456789abcdef".repeat(4)}`);

const terraform = format.group({
  requiredVersion: v.optional(format.terraformRange, ">= 1.9, < 2.0"),
  awsProviderVersion: v.optional(format.versionRange),
  helmProviderVersion: v.optional(format.versionRange, ">= 2.12, < 4.0"),
  kubernetesProviderVersion: v.optional(format.versionRange, ">= 2.20, < 4.0"),
  namespacePodSecurity: v.optional(format.oneOf("restricted", "baseline", "privileged")),
  tags: v.optional(format.mapOf(format.tagKey, format.tagValue, "must map tag keys to values"), {}),
  permissionsBoundaryArn: v.optional(format.policyArn),
  roleName: v.optional(format.iamName(64)),
  rolePath: v.optional(format.iamPath),
  rolePolicyName: v.optional(format.iamName(128), "write-telemetry"),
});

const repository = v.pipe(
  format.group({
    license: v.optional(format.oneOf("Apache-2.0", "MIT", "MIT-0", "MPL-2.0", "UNLICENSED"), "Apache-2.0"),
    moduleSource: v.optional(format.moduleSource),
    copyrightOwner: v.optional(format.text()),
    copyrightPeriod: v.optional(
      format.format(/^\d{4}(-\d{4}|-present)?$/, "must be a year or a range of years, for example 2026 or 2024-2026"),
    ),
    codeOwners: v.optional(format.listOf(format.codeOwner, "['@example/platform']"), []),
    securityContact: v.optional(securityContact),
    defaultBranch: v.optional(branchName, "main"),
    runnerLabels: v.optional(
      v.pipe(
        format.listOf(runnerLabel, "['self-hosted', 'linux']"),
        v.minLength(1, "must have at least one label, for example ['self-hosted', 'linux']"),
        v.maxLength(20, "must have at most 20 labels: a runner has to have all of them"),
      ),
      ["ubuntu-24.04"],
    ),
    npmRegistry: v.optional(npmRegistryUrl),
    npmRegistryScopes: v.optional(format.listOf(npmScope, "['@example']"), []),
    npmTokenSecret: v.optional(secretName),
    githubWorkflows: v.optional(format.flag, true),
    renovate: v.optional(format.flag, true),
    renovateRegeneration: v.optional(format.oneOf("post-upgrade-tasks", "workflow")),
    renovateFollowTag: v.optional(
      // npm takes nothing for a tag that could be a version.
      format.format(/^(?!v?\d)[A-Za-z][A-Za-z0-9._-]*$/, "must be a tag of an npm package, for example next"),
    ),
  }),
  v.forward(
    v.partialCheck(
      [["npmRegistry"], ["npmRegistryScopes"]],
      ({ npmRegistry, npmRegistryScopes }) => npmRegistry !== undefined || npmRegistryScopes.length === 0,
      "come from a registry that is not named: set repository.npmRegistry",
    ),
    ["npmRegistryScopes"],
  ),
  v.forward(
    v.partialCheck(
      [["npmRegistry"], ["npmTokenSecret"]],
      ({ npmRegistry, npmTokenSecret }) => npmRegistry !== undefined || npmTokenSecret === undefined,
      "is for a registry that is not named: set repository.npmRegistry",
    ),
    ["npmTokenSecret"],
  ),
  v.forward(
    v.partialCheck(
      [["renovate"], ["renovateRegeneration"]],
      ({ renovate, renovateRegeneration }) => renovate || renovateRegeneration === undefined,
      "finishes what Renovate begins, and repository.renovate is off: leave one of them out",
    ),
    ["renovateRegeneration"],
  ),
  v.forward(
    v.partialCheck(
      [["renovate"], ["renovateFollowTag"]],
      ({ renovate, renovateFollowTag }) => renovate || renovateFollowTag === undefined,
      "is what Renovate follows, and repository.renovate is off: leave one of them out",
    ),
    ["renovateFollowTag"],
  ),
  v.forward(
    v.partialCheck(
      [["githubWorkflows"], ["renovateRegeneration"]],
      ({ githubWorkflows, renovateRegeneration }) => githubWorkflows || renovateRegeneration !== "workflow",
      "is a workflow, and repository.githubWorkflows is off: leave one of them out",
    ),
    ["renovateRegeneration"],
  ),
);

const apps = format.listOf(format.oneOf("express", "django", "go", "spring", "dotnet"), "['express']");

/** Every option by itself: its type, range and default. */
const options = format.group({
  name: v.optional(format.repositoryName, "eks-otel-tracing"),
  clusterName: v.optional(format.eksClusterName),
  namespace: v.optional(format.kubernetesName(63), "tracing"),
  samplingRatePercentage: v.optional(format.numberWithin(0, 100), 10),
  ampRemoteWriteEndpoint: v.optional(format.remoteWriteUrl),
  topology: v.optional(format.oneOf("daemonset", "gateway"), "daemonset"),
  identity: v.optional(format.oneOf("irsa", "pod-identity"), "irsa"),
  chartVersion: v.optional(chartVersion, "0.78.0"),
  collectorVersion: v.optional(collectorVersion, "0.159.0"),
  exampleApps: v.optional(apps, ["express"]),
  existingApps: v.optional(apps, []),
  sampling: v.optional(sampling, {}),
  collector: v.optional(collector, {}),
  gateway: v.optional(gateway, {}),
  networkPolicy: v.optional(networkPolicy, {}),
  egress: v.optional(egress, {}),
  xray: v.optional(xray, {}),
  amp: v.optional(amp, {}),
  otlpExporters: v.optional(otlpExporters, []),
  otlpQueue: v.optional(otlpQueue, {}),
  kubernetesAttributes: v.optional(kubernetesAttributes, {}),
  spanMetrics: v.optional(spanMetrics, {}),
  redaction: v.optional(redaction, {}),
  dropHealthChecks: v.optional(format.listOf(format.urlPath, "['/healthz']"), []),
  terraform: v.optional(terraform, {}),
  repository: v.optional(repository, {}),
  // What is in them is checked before the options are: their mistakes are the template owner's.
  presets: v.optional(v.array(v.any(), "must be a list of presets, for example [acme]"), []),
  devDeps: v.optional(format.listOf(format.npmPackage, "['my-standards@1.2.0']"), []),
  projenVersion: v.optional(format.text()),
  outdir: v.optional(format.text(4096)),
  parent: v.optional(v.custom<Project>(Project.isProject, "must be a projen project")),
  // How `projen new` tells a project that it is being created.
  __new__: v.optional(v.any()),
  logging: v.optional(
    format.group({
      level: v.optional(v.enum(LogLevel, `must be a LogLevel of projen: one of ${Object.values(LogLevel).join(", ")}`)),
      usePrefix: v.optional(format.flag),
    }),
  ),
});

/** Every option, a template's own among them, and what they must be together. */
export const schemaWith = (ownOptions: Readonly<Record<string, v.GenericSchema>>) =>
  v.pipe(
    format.group({ ...options.entries, ...ownOptions }) as typeof options,
    v.forward(
      v.partialCheck(
        [["topology"], ["collector", "releaseName"]],
        ({ topology, collector: { releaseName } }) =>
          topology !== "gateway" || releaseName.length <= RELEASE_NAME_LENGTH - GATEWAY_SUFFIX.length,
        `must have at most ${RELEASE_NAME_LENGTH - GATEWAY_SUFFIX.length} characters with topology 'gateway', whose release is called like it with ${GATEWAY_SUFFIX}`,
      ),
      ["collector", "releaseName"],
    ),
    v.forward(
      v.partialCheck(
        [["identity"], ["terraform", "awsProviderVersion"]],
        ({ identity, terraform: { awsProviderVersion } }) =>
          missingAssociation(identity, awsProviderVersion) === undefined,
        ({ input: { identity, terraform } }) =>
          `allows AWS provider ${missingAssociation(identity, terraform.awsProviderVersion)}, and identity 'pod-identity' needs ${ASSOCIATIONS_SINCE} or later: begin it with '>= 5.29'`,
      ),
      ["terraform", "awsProviderVersion"],
    ),
    v.forward(
      v.partialCheck(
        [["otlpExporters"], ["xray", "export"], ["otlpQueue", "persistent"]],
        ({ otlpExporters, xray, otlpQueue: { persistent } }) =>
          !persistent || otlpExporters.length > 0 || xray.export === "otlp",
        "is for backends, of which there are none: give otlpExporters, or leave it out",
      ),
      ["otlpQueue", "persistent"],
    ),
    v.rawCheck(({ dataset, addIssue }) => {
      if (!dataset.typed) {
        return;
      }
      const { spanMetrics, collectorVersion } = dataset.value;
      for (const { path, message } of unknownToSpanMetrics(collectorVersion, spanMetrics)) {
        addIssue({ message, path: pathWithin(dataset.value, ["spanMetrics", ...path]) });
      }
    }),
    v.forward(
      v.partialCheck(
        [["otlpExporters"], ["xray", "export"]],
        ({ otlpExporters, xray }) => xray.export !== "none" || otlpExporters.some(takesTraces),
        "is 'none', and no entry of otlpExporters takes traces, which would go nowhere: give otlpExporters one with signals: ['traces'], or set xray.export to 'awsxray' or 'otlp'",
      ),
      ["xray", "export"],
    ),
    v.forward(
      v.partialCheck(
        [["otlpExporters"], ["xray", "export"]],
        ({ otlpExporters, xray }) =>
          xray.export !== "otlp" || !otlpExporters.some(({ name, protocol }) => name === "xray" && protocol === "http"),
        "is 'otlp', whose exporter has the name that an entry of otlpExporters has too: give that one another name than 'xray'",
      ),
      ["xray", "export"],
    ),
    v.forward(
      v.partialCheck(
        [["collectorVersion"], ["collector", "imageTag"]],
        ({ collectorVersion, collector: { imageTag } }) => otherVersionInTag(collectorVersion, imageTag) === undefined,
        ({ input: { collectorVersion, collector } }) =>
          `is another collector than collectorVersion ${collectorVersion}, and would be given what that one takes: set collectorVersion to '${otherVersionInTag(collectorVersion, collector.imageTag)}'`,
      ),
      ["collector", "imageTag"],
    ),
    v.forward(
      v.partialCheck(
        [["collectorVersion"], ["xray", "export"], ["xray", "roleArn"]],
        ({ collectorVersion, xray }) =>
          xray.roleArn === undefined || xray.export !== "awsxray" || assumesXrayRole(collectorVersion),
        ({ input: { collectorVersion } }) =>
          `is read by collector ${collectorVersion}, which then writes as itself: choose a collectorVersion up to 0.120.0 or from 0.144.0 on`,
      ),
      ["xray", "roleArn"],
    ),
    v.forward(
      v.partialCheck(
        [["collectorVersion"], ["xray", "export"], ["xray", "externalId"]],
        ({ collectorVersion, xray }) =>
          xray.externalId === undefined || knowsExternalId(assumer("xray", xray.export), collectorVersion),
        ({ input: { collectorVersion, xray } }) => unknownExternalId(assumer("xray", xray.export), collectorVersion),
      ),
      ["xray", "externalId"],
    ),
    v.forward(
      v.partialCheck(
        [["collectorVersion"], ["amp", "externalId"]],
        ({ collectorVersion, amp: { externalId } }) =>
          externalId === undefined || knowsExternalId("amp", collectorVersion),
        ({ input: { collectorVersion } }) => unknownExternalId("amp", collectorVersion),
      ),
      ["amp", "externalId"],
    ),
    v.forward(
      v.partialCheck(
        [["collectorVersion"], ["redaction"]],
        ({ collectorVersion, redaction }) =>
          Object.values(redaction).every((list) => list.length === 0) || redactsEverywhere(collectorVersion),
        ({ input: { collectorVersion } }) => missedPlaces(collectorVersion),
      ),
      ["redaction"],
    ),
    v.forward(
      v.partialCheck(
        [["redaction"], ["sampling"], ["xray"], ["dropHealthChecks"], ["spanMetrics"]],
        (settings) => readAfterRedaction(settings).length === 0,
        ({ input }) =>
          `takes away ${readAfterRedaction(input as never).join(", ")}, which would find nothing: redaction comes first. Leave the key out of one of them`,
      ),
      ["redaction"],
    ),
    v.forward(
      v.partialCheck(
        [["collectorVersion"], ["sampling", "policies"]],
        ({ collectorVersion, sampling: { policies } }) => vetoingPolicies(collectorVersion, policies).length === 0,
        ({ input: { collectorVersion, sampling } }) =>
          `have an inverted match within ${vetoingPolicies(collectorVersion, sampling.policies).join(", ")}, which collector ${collectorVersion} takes for a veto on whole traces: choose a collectorVersion below 0.104.0 or from 0.116.0 on`,
      ),
      ["sampling", "policies"],
    ),
    v.forward(
      v.partialCheck(
        [["collectorVersion"], ["sampling", "rates"]],
        ({ collectorVersion, sampling: { rates } }) => unknownToCollector(collectorVersion, rates) === undefined,
        ({ input: { collectorVersion, sampling } }) => unknownToCollector(collectorVersion, sampling.rates) ?? "",
      ),
      ["sampling", "rates"],
    ),
    v.forward(
      v.partialCheck(
        [["parent"], ["outdir"]],
        ({ parent, outdir }) => parent === undefined || isBelow(outdir),
        "must be the path of a directory below the parent project's, for example 'modules/tracing'",
      ),
      ["outdir"],
    ),
    v.transform((settings) => ({
      ...settings,
      terraform: {
        ...settings.terraform,
        awsProviderVersion:
          settings.terraform.awsProviderVersion ??
          (settings.identity === "pod-identity" ? ">= 5.29, < 7.0" : ">= 5.0, < 7.0"),
      },
    })),
  );

/** The path to a part of a value, as an issue has it. */
function pathWithin(value: unknown, keys: readonly (string | number)[]): [v.IssuePathItem, ...v.IssuePathItem[]] {
  let input = value;
  return keys.map((key): v.IssuePathItem => {
    const item = { origin: "value", input, key, value: (input as Record<string | number, unknown>)[key] };
    input = item.value;
    return { type: typeof key === "number" ? "array" : "object", ...item } as v.IssuePathItem;
  }) as [v.IssuePathItem, ...v.IssuePathItem[]];
}

/**
 * The AWS provider that first knows associations of EKS Pod Identity.
 *
 * @see https://github.com/hashicorp/terraform-provider-aws/releases/tag/v5.29.0
 */
const ASSOCIATIONS_SINCE = "5.29.0";

/** The lowest version of a range, if it is one that can't give the collector its identity. */
function missingAssociation(identity: string, range: string | undefined): string | undefined {
  // What is no range has a mistake already.
  const lowest = identity === "pod-identity" && v.is(format.versionRange, range) ? lowestAllowed(range) : undefined;
  return lowest !== undefined && isBefore(lowest, ASSOCIATIONS_SINCE) ? lowest : undefined;
}

const isBelow = (outdir: string | undefined) =>
  outdir !== undefined && !isAbsolute(outdir) && normalize(outdir) !== ".";

/** Every option of ours, and what they must be together. */
export const schema = schemaWith({});
