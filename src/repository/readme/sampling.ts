import { collectorTexts } from "../../collector/collector-texts";
import { gatewayTexts } from "../../collector/gateway-texts";
import { takesLogs } from "../../collector/otlp-exporters";
import { markdownCode } from "../../markdown-code";
import type { Settings } from "../../settings/settings";
import { containerLimitMib, HELD_TRACE_KIB, IDLE_MEMORY_MIB, sizing } from "../../settings/sizing";
import { samplingTier } from "../../settings/tiers";
import type { View } from "../../template";
import { keptInShort, policyTexts, shareTexts, vetoTexts } from "../policy-text";
import { thousands } from "./thousands";

/** Which tier samples, and how many it has. */
export function topologySection(settings: Settings): View {
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

/** What is kept, and when that is decided. */
export function samplingSection(settings: Settings): View {
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

/** What the sampler holds in its memory. */
export function sizingSection(settings: Settings): View {
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

/** What is not kept, or not seen. */
export function limitsSection(settings: Settings): View {
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
