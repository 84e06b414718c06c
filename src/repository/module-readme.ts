import { Component, type Project } from "projen";
import type { Framework } from "../apps/framework";
import { frameworks } from "../apps/frameworks";
import { annotationOf, CLUSTER_NAME_ATTRIBUTE } from "../collector/annotations";
import { backendsWaitForXray, spansPerBatch } from "../collector/batch";
import { collectorTexts } from "../collector/collector-texts";
import {
  clusterEnvironment,
  OTLP_GRPC_PORT,
  OTLP_HTTP_PORT,
  serviceHost,
  TELEMETRY_PORT,
} from "../collector/endpoints";
import { caConfigMap, withReason } from "../collector/environment-view";
import { collectorFacts } from "../collector/facts/collector-facts";
import { gatewayTexts } from "../collector/gateway-texts";
import { takesLogs } from "../collector/otlp-exporters";
import { redacts } from "../collector/redaction";
import { defaultQueueSize, requestsUnderWay } from "../collector/sending-queue";
import { combinationsPerService } from "../collector/span-metrics";
import { bytesPerSpan } from "../collector/xray-otlp";
import { markdownCell } from "../markdown-cell";
import { markdownCode } from "../markdown-code";
import { takesTraces } from "../settings/groups/otlp-exporters";
import { metricLabel } from "../settings/metric-label";
import { demand } from "../settings/rules";
import type { Settings } from "../settings/settings";
import { COMBINATION_KIB, containerLimitMib, HELD_TRACE_KIB, IDLE_MEMORY_MIB, sizing } from "../settings/sizing";
import { gatewayTier, samplingTier } from "../settings/tiers";
import { TemplateFile, type View } from "../template";
import { moduleInterface } from "../terraform/module-interface";
import { calledServices } from "../terraform/vpc-endpoint-services";
import { hardeningTexts } from "./hardening-texts";
import { moduleSource } from "./module-source";
import { hasNotice } from "./notice";
import { otherAccountSection } from "./other-account";
import { keptInShort, policyTexts, shareTexts, vetoTexts } from "./policy-text";
import { templatePackages } from "./template-package";

/** Sends a trace by hand. Its images are tagged like the collector's releases. */
const TELEMETRYGEN_TAG = "v0.161.0";

/** Until a renewed Secret is in effect, in minutes: the kubelet's synchronisation and cache, and the collector's interval. */
const RENEWAL_MINUTES = 4;

/** The page that answers platform engineers, application developers and whoever is on call. */
export class ModuleReadme extends Component {
  constructor(project: Project, settings: Settings) {
    super(project);
    const { name, collector, namespace } = settings;
    // When it is written, because variables and outputs may be changed until then.
    new TemplateFile(project, "README.md", () => ({
      name,
      namespace,
      collector: collector.releaseName,
      cluster: settings.clusterName ?? "my-cluster",
      grpcPort: OTLP_GRPC_PORT,
      httpPort: OTLP_HTTP_PORT,
      telemetryPort: TELEMETRY_PORT,
      telemetrygenTag: TELEMETRYGEN_TAG,
      ...moduleSource(settings),
      ...environment(settings),
      ...tlsSection(settings),
      ...inputsAndOutputs(settings),
      ...topologySection(settings),
      ...identitySection(settings),
      otherAccount: otherAccountSection(settings),
      ...samplingSection(settings),
      ...egressSection(settings),
      ...metricsSection(settings),
      needsEndpoint: settings.spanMetrics.enabled && settings.ampRemoteWriteEndpoint === undefined,
      spanMetrics: spanMetricsSection(settings),
      backends: backendsSection(settings),
      kubernetesAttributes: kubernetesAttributesSection(settings),
      redaction: redactionSection(settings),
      ...sizingSection(settings),
      ...xraySection(settings),
      xrayOtlp: xrayOtlpSection(settings),
      ...limitsSection(settings),
      ...metricNames(settings),
      ...hardeningSection(settings),
      ...repositorySection(settings),
      ...rulesSection(settings),
      ...templateSection(project),
    }));
  }
}

function environment(settings: Settings): View {
  return {
    environment: clusterEnvironment(settings).map(withReason),
    exampleApps: frameworks(settings.exampleApps).map(({ name, sources }) => ({
      framework: name,
      sources: topLevel([...sources, "kustomization.yaml"])
        .map(markdownCode)
        .join(", "),
    })),
    exampleLinks: links(frameworks(settings.exampleApps), "examples/apps"),
    existingAppLinks: links(frameworks(settings.existingApps), "examples/existing-apps"),
  };
}

function tlsSection(settings: Settings): View {
  const { collector, gateway, namespace, egress } = settings;
  const tier = gatewayTier(settings);
  const between = tier && gateway.tls;
  return {
    telemetrygenTls: collector.tls === undefined ? "--otlp-insecure" : "--otlp-insecure-skip-verify",
    receiverTls:
      collector.tls === undefined
        ? []
        : [
            {
              secret: collector.tls.secretName,
              dnsName: serviceHost(collector.releaseName, namespace),
              minutes: RENEWAL_MINUTES,
              ca: caConfigMap(settings),
            },
          ],
    gatewayTls:
      between === undefined
        ? []
        : [
            {
              secret: between.secretName,
              dnsName: serviceHost(tier?.releaseName ?? "", namespace),
              minutes: RENEWAL_MINUTES,
              mutual: between.clientSecretName === undefined ? [] : [{ clientSecret: between.clientSecretName }],
            },
          ],
    ownLists:
      settings.otlpQueue.persistent ||
      settings.otlpExporters.some(({ headers }) => headers.length > 0) ||
      settings.spanMetrics.enabled ||
      [collector.tls, between, egress.httpsProxy, egress.caConfigMapName].some((one) => one !== undefined) ||
      egress.privateCluster ||
      settings.kubernetesAttributes.enabled,
  };
}

/** Links to the folders of frameworks; empty when there are none. */
function links(all: readonly Framework[], folder: string): string {
  return all.map(({ name, title }) => `[${title}](${folder}/${name})`).join(", ");
}

/** The files at the top of a folder, and the folders in it. */
function topLevel(paths: readonly string[]): string[] {
  return [...new Set(paths.map((path) => path.replace(/\/.*/, "/")))];
}

function inputsAndOutputs(settings: Settings): View {
  const { variables, outputs } = moduleInterface(settings);
  return {
    variables: variables.map((variable) => ({
      name: variable.name,
      description: markdownCell(variable.description),
      type: markdownCell(variable.type),
      default: variable.default === undefined ? "required" : markdownCell(markdownCode(variable.default)),
    })),
    outputs: outputs.map(({ name, description }) => ({ name, description: markdownCell(description) })),
  };
}

function topologySection(settings: Settings): View {
  const { gateway } = settings;
  const { role, releaseName } = samplingTier(settings);
  if (role !== "gateway") {
    return { oneTier: true, role, sampler: releaseName, ...NO_GATEWAY };
  }
  const { tracesPerSecond } = sizing(settings);
  return {
    oneTier: false,
    role,
    sampler: releaseName,
    replicas: gateway.replicas,
    clusterTracesPerSecond: thousands(tracesPerSecond * gateway.replicas),
    maxUnavailable: gateway.maxUnavailable === 1 ? "one" : gateway.maxUnavailable,
    ...gatewayTexts(settings),
  };
}

/** What a page of one tier does not show. */
const NO_GATEWAY = {
  replicas: "",
  clusterTracesPerSecond: "",
  maxUnavailable: "",
  away: "",
  resolver: "",
  ringChange: "",
};

function identitySection({ identity }: Settings): View {
  const irsa = identity === "irsa";
  return { irsa, identity: irsa ? "IRSA" : "Pod Identity" };
}

function samplingSection(settings: Settings): View {
  const { sampling } = settings;
  const vetoes = vetoTexts(settings);
  return {
    keeps: keptInShort(settings),
    decisionWaitSeconds: sampling.decisionWaitSeconds,
    policies: policyTexts(settings).map(({ policy, keep }) => ({ policy, keep })),
    shares: shareTexts(settings).map((text) => ({ text })),
    vetoes: vetoes.length === 0 ? [] : [{ text: vetoes.join("; ") }],
    keptMs: sampling.latencyThresholdMs + 100,
  };
}

function egressSection(settings: Settings): View {
  const { egress, collectorVersion } = settings;
  const { httpsProxy, caConfigMapName } = egress;
  if (httpsProxy === undefined && caConfigMapName === undefined) {
    return { egress: [], ...privateSection(settings) };
  }
  const { readsNoProxy } = collectorFacts(collectorVersion);
  const who = samplingTier(settings).role === "gateway" ? "The gateway" : "The collector";
  return {
    egress: [
      {
        proxy:
          httpsProxy === undefined
            ? []
            : [
                {
                  who,
                  ignoresNoProxy: !readsNoProxy && settings.xray.export === "awsxray",
                  closed: settings.networkPolicy.enabled,
                  asksSts: calledServices(settings).some(({ service }) => service === "sts"),
                },
              ],
        ca: caConfigMapName === undefined ? [] : [{ configMap: caConfigMapName }],
      },
    ],
    ...privateSection(settings),
  };
}

function privateSection(settings: Settings): View {
  const called = calledServices(settings).map(({ service, what }) => ({ service, what }));
  const count = ["none", "one", "two", "three", "four"][called.length];
  return {
    calledServices: called.map(({ service }) => markdownCode(service)).join(" and "),
    private: settings.egress.privateCluster ? [{ called, count, calls: called.length > 0 }] : [],
  };
}

function metricsSection({ ampRemoteWriteEndpoint, spanMetrics }: Settings): View {
  const on = ampRemoteWriteEndpoint !== undefined;
  const needed = spanMetrics.enabled ? "Here it has to be given." : "Without one there is no such pipeline.";
  return {
    metricsCondition: on || spanMetrics.enabled ? "with SigV4" : "if an endpoint is set",
    metricsDefault: on ? "Here it is on by default." : needed,
  };
}

function spanMetricsSection(settings: Settings): View[] {
  const { enabled, dimensions, durationBucketsMs, flushIntervalSeconds, expireAfterMinutes, exemplars } =
    settings.spanMetrics;
  const { collectorVersion } = settings;
  const combinations = combinationsPerService(settings);
  // At least four samples, so that one that is late leaves no gap.
  const window = `${Math.max(5, Math.ceil((flushIntervalSeconds * 4) / 60))}m`;
  return enabled
    ? [
        {
          flushIntervalSeconds,
          buckets: durationBucketsMs.length + 1,
          furtherLabels: dimensions.map(({ name }) => `, ${markdownCode(metricLabel(name))}`).join(""),
          window,
          // Each bound, +Inf, sum and count, and the calls.
          seriesPerCombination: durationBucketsMs.length + 4,
          firstSample: collectorFacts(collectorVersion).countsFromZero
            ? "The counter's is 0; the histogram's is what it holds by then, which `rate` does not see."
            : "It is what the series holds by then, which `rate` does not see.",
          combinationKib: COMBINATION_KIB,
          bounded: combinations === undefined ? [] : [{ combinations: thousands(combinations) }],
          expiration: expireAfterMinutes === undefined ? [] : [{ minutes: expireAfterMinutes }],
          exemplars,
        },
      ]
    : [];
}

function backendsSection(settings: Settings): View[] {
  const { otlpExporters, otlpQueue, collectorVersion } = settings;
  const { counterSuffix } = collectorFacts(collectorVersion);
  return otlpExporters.length === 0
    ? []
    : [
        {
          exporters: otlpExporters.map(({ name, endpoint, protocol, signals, headers }) => ({
            name,
            endpoint,
            protocol: protocol === "grpc" ? "gRPC" : "HTTP",
            gets: signals.join(", "),
            headers:
              headers
                .map(({ header, secretName, secretKey }) => `\`${header}\` from \`${secretKey}\` of \`${secretName}\``)
                .join(", ") || "none",
          })),
          ...queueTexts(settings),
          persistent: otlpQueue.persistent,
          logs: takesLogs(settings),
          waits: backendsWaitForXray(settings),
          counterSuffix,
          secrets: otlpExporters.some(({ headers }) => headers.length > 0),
        },
      ];
}

function kubernetesAttributesSection(settings: Settings): View[] {
  const { kubernetesAttributes, topology, collectorVersion, xray } = settings;
  const { podLabels, namespaceLabels, enabled } = kubernetesAttributes;
  const { deploymentNamesFromReplicaSets, awaitsReplicaSets, watchesKubeSystem } = collectorFacts(collectorVersion);
  const labels = [
    ...podLabels.map((key) => ({ attribute: `k8s.pod.label.${key}`, of: `the pod's label \`${key}\`` })),
    ...namespaceLabels.map((key) => ({
      attribute: `k8s.namespace.label.${key}`,
      of: `its namespace's label \`${key}\``,
    })),
  ];
  const reads = [
    "pods",
    ...(namespaceLabels.length > 0 ? ["namespaces"] : watchesKubeSystem ? ["the namespace `kube-system`"] : []),
    ...(deploymentNamesFromReplicaSets ? ["ReplicaSets"] : []),
  ];
  return enabled
    ? [
        {
          where: topology === "gateway" ? "agent" : "collector",
          labels,
          segments: xray.export === "awsxray" ? [{ as: podAnnotations(settings) }] : [],
          reads: reads.length === 1 ? reads[0] : `${reads.slice(0, -1).join(", ")} and ${reads.at(-1)}`,
          holdsReplicaSets: deploymentNamesFromReplicaSets,
          late: !awaitsReplicaSets,
        },
      ]
    : [];
}

/** What X-Ray makes of attributes of pods. */
function podAnnotations(settings: Settings): string {
  const annotation = markdownCode(annotationOf("otel.resource.k8s.deployment.name", settings));
  return settings.xray.indexAllAttributes
    ? `annotations, such as ${annotation}`
    : `metadata, and annotations where the option \`xray.indexedAttributes\` names them, as in \`otel.resource.k8s.deployment.name\``;
}

function redactionSection(settings: Settings): View[] {
  const { removeKeys, hashKeys, maskTypes, maskPatterns } = settings.redaction;
  const list = (texts: readonly string[]) => texts.map(markdownCode).join(", ");
  const masked = [
    ...maskTypes.map((type) => MASKED[type]),
    ...(maskPatterns.length === 0
      ? []
      : [
          `what matches ${maskPatterns.length === 1 ? "a pattern" : `one of ${maskPatterns.length} patterns`} of its own`,
        ]),
  ];
  return !redacts(settings)
    ? []
    : [
        {
          where: settings.topology === "gateway" ? "the agent" : "the collector",
          removed: removeKeys.length === 0 ? [] : [{ keys: list(removeKeys) }],
          hashed: hashKeys.length === 0 ? [] : [{ keys: list(hashKeys) }],
          masked: masked.length === 0 ? [] : [{ what: masked.join("; ") }],
        },
      ];
}

const MASKED = {
  "credit-card": "13 to 19 digits that may be the number of a card, as they begin with 2 to 6",
  email: "email addresses",
  "bearer-token": "`Bearer` with its token",
  jwt: "JSON Web Tokens",
} as const;

function sizingSection(settings: Settings): View {
  const { sampling } = settings;
  const { needs } = samplingTier(settings);
  const { refusalMib, heldTraces, tracesPerSecond, numTracesMib } = sizing(settings);
  return {
    idleMib: IDLE_MEMORY_MIB,
    traceKib: HELD_TRACE_KIB,
    memoryLimitMib: needs.memoryLimitMib,
    memorySpikeLimitMib: needs.memorySpikeLimitMib,
    containerLimitMib: containerLimitMib(needs),
    refusalMib,
    refusals: collectorTexts(settings).refusals,
    heldTraces: thousands(heldTraces),
    tracesPerSecond: thousands(tracesPerSecond),
    numTracesUnreachable: sampling.numTraces > heldTraces,
    numTraces: thousands(sampling.numTraces),
    numTracesMib: thousands(numTracesMib),
  };
}

function xraySection(settings: Settings): View {
  const { export: by, indexAllAttributes, indexedAttributes } = settings.xray;
  const annotations = indexedAttributes.map((attribute) => annotationOf(attribute, settings));
  return {
    awsxray: by === "awsxray",
    searchExample: settings.xray.transactionSearchExample,
    noXray: by === "none",
    destination: by === "none" ? `sends them to ${tracesBackends(settings)}` : "writes them to AWS X-Ray",
    clusterNameAnnotation: annotationOf(CLUSTER_NAME_ATTRIBUTE, settings),
    indexAll: indexAllAttributes,
    indexSome: indexAllAttributes ? [] : [{ text: indexedText(annotations) }],
  };
}

/** Who gets traces beside X-Ray, or in place of it. */
function tracesBackends({ otlpExporters }: Settings): string {
  return otlpExporters
    .filter(takesTraces)
    .map(({ name }) => markdownCode(name))
    .join(", ")
    .replace(/, ([^,]+)$/, " and $1");
}

function xrayOtlpSection(settings: Settings): View[] {
  const { counterSuffix, cutsByBytes } = collectorFacts(settings.collectorVersion);
  return settings.xray.export === "otlp"
    ? [
        {
          example: settings.xray.transactionSearchExample,
          ...queueTexts(settings),
          persistent: settings.otlpQueue.persistent,
          counterSuffix,
          cuts: cutsByBytes,
          averageBytes: thousands(bytesPerSpan(settings)),
        },
      ]
    : [];
}

/** Where a queue is, and what it holds. */
function queueTexts(settings: Settings): { readonly where: string; readonly queued: string } {
  const { otlpQueue, collectorVersion } = settings;
  const { memoryLimitMib } = samplingTier(settings).needs;
  const size = thousands(defaultQueueSize(settings));
  return {
    where: otlpQueue.persistent
      ? `half of a volume of ${thousands(otlpQueue.volumeSizeMib)} MiB that each pod has:`
      : `a quarter of the memory that the collector may fill: at a limit of ${memoryLimitMib} MiB`,
    queued: collectorFacts(collectorVersion).queuesByItems
      ? `${size} spans`
      : `${size} requests of up to ${thousands(spansPerBatch(settings))} spans, and ${requestsUnderWay(settings)} more that are under way,`,
  };
}

function indexedText(annotations: readonly string[]): string {
  return annotations.length === 0
    ? "No other attribute is indexed. The option `xray.indexedAttributes` takes more."
    : `Of the other attributes, ${annotations.map(markdownCode).join(", ")} can be searched like this, and no more.`;
}

function limitsSection(settings: Settings): View {
  const { sampling, collector, dropHealthChecks, ampRemoteWriteEndpoint } = settings;
  const missing = [
    ...(takesLogs(settings) ? [] : ["log pipeline"]),
    ...(ampRemoteWriteEndpoint === undefined ? ["metrics"] : []),
  ];
  const { http } = collectorTexts(settings);
  return {
    keepErrors: sampling.keepErrors,
    http: http === undefined || settings.xray.export !== "awsxray" ? [] : [{ text: http }],
    healthChecks: dropHealthChecks.length === 0 ? [] : [{ paths: dropHealthChecks.map(markdownCode).join(" or ") }],
    noPipeline: missing.length === 0 ? [] : [{ signals: missing.join(", no ") }],
    tolerations: nodesText(collector),
  };
}

function hardeningSection(settings: Settings): View {
  const texts = hardeningTexts(settings).map(({ what, text }) => ({ what, text }));
  const standard = settings.terraform.namespacePodSecurity;
  return {
    hardening: texts.length === 0 ? [] : [{ texts }],
    ownNamespace: standard === undefined ? [] : [{ standard }],
  };
}

function metricNames({ collectorVersion }: Settings): View {
  const { counterSuffix, refusedSpansMetric } = collectorFacts(collectorVersion);
  return { counterSuffix, refusedSpansMetric };
}

function nodesText({ tolerations, nodeSelector }: Settings["collector"]): string {
  const everyTaint = tolerations.some(({ key, operator, effect }) => operator === "Exists" && !key && !effect);
  const labels = Object.entries(nodeSelector).map(([label, value]) => markdownCode(`${label}=${value}`));
  return [
    everyTaint
      ? "The collector tolerates every taint."
      : "So is that of a node whose taints the option `collector.tolerations` does not name.",
    ...(labels.length > 0 ? [`It runs only on nodes with ${labels.join(" and ")}.`] : []),
  ].join(" ");
}

function repositorySection(settings: Settings): View {
  const { chartVersion, collectorVersion, repository } = settings;
  return {
    license: repository.license !== "UNLICENSED",
    notice: hasNotice(settings),
    workflow: repository.githubWorkflows,
    chartVersion,
    collectorVersion,
    stop: collectorTexts(settings).stop,
  };
}

function rulesSection({ rules }: Settings): View {
  return {
    ruled: rules.length > 0,
    rules: rules.map((rule) => ({
      option: markdownCode(rule.option),
      demand: markdownCell(demand(rule, "`")),
      reason: markdownCell(`${rule.preset}: ${rule.reason}`),
    })),
  };
}

function templateSection(project: Project): View {
  const { template, generator } = templatePackages(project);
  const ours = template.name === generator.name;
  return {
    templateName: template.name,
    template: ours ? [] : [{ package: template.name }],
    ours,
  };
}

/** Not the locale's way: the page is the same wherever it is written. */
const thousands = (number: number) => String(number).replace(/\B(?=(\d{3})+$)/g, ",");
