import type { Settings } from "../settings/settings";
import { samplingTier } from "../settings/tiers";
import { collectorFacts } from "./facts/collector-facts";
import { gatewayTexts } from "./gateway-texts";
import { gracePeriodSeconds, KUBERNETES_GRACE_PERIOD_SECONDS } from "./grace-period";

/** What the collector of these settings does where its versions differ, in words. */
export interface CollectorTexts {
  /** What becomes of spans that the memory limiter refused. */
  readonly refusals: string;

  /** What becomes of traces that are held when the collector stops. */
  readonly stop: string;

  /** What X-Ray lacks of the attributes of current SDKs. Nothing, if it lacks none. */
  readonly http: string | undefined;

  /** Why the latency's threshold is not the number of the option. Nothing, if it is. */
  readonly latencyThreshold: string | undefined;

  /** Why the exporter to the collector's own log has its name. Nothing, if it has its first one. */
  readonly logExporter: string | undefined;
}

export function collectorTexts(settings: Settings): CollectorTexts {
  const { collectorVersion, sampling } = settings;
  const facts = collectorFacts(collectorVersion);
  const behindAgents = samplingTier(settings).role === "gateway";
  const held = behindAgents ? "traces" : "its node's traces";
  return {
    refusals: behindAgents
      ? gatewayTexts(settings).refusals
      : facts.refusalsAreRetried
        ? "Refused spans are lost once the SDK's own retries and queue are used up. That protects the node."
        : "Refused spans are lost: this collector refuses with an error that SDKs do not retry. That protects the node.",
    stop: facts.decidesAtStop
      ? `A collector that stops decides at once on what it holds, up to ${sampling.decisionWaitSeconds} s of ${held}, and writes what it keeps: of 50 failed traces that were undecided, all 50 were kept. ${gracePeriodText(settings)} A request that is under way at that moment is decided in two parts.`
      : `What a collector still holds when it stops, up to ${sampling.decisionWaitSeconds} s of ${held}, is lost, failed ones too: of 50 failed traces that were undecided, none was kept. From collector 0.141.0 on they are: the option \`collectorVersion\`.`,
    http: facts.readsStableHttpAttributes
      ? undefined
      : `The exporter of collector ${collectorVersion} knows the old attributes (\`http.method\`) only. New SDKs send \`http.request.method\`: their segments have no HTTP section, and the values are annotations. From 0.96.0 on collectors know both: the option \`collectorVersion\`.`,
    latencyThreshold: facts.keepsThreshold
      ? undefined
      : `Collector ${collectorVersion} keeps what takes longer than the threshold, so ${sampling.latencyThresholdMs} ms is kept.`,
    logExporter:
      facts.logExporter === "logging"
        ? undefined
        : "Writes to the collector's own log. Before collector 0.86 this exporter was called logging.",
  };
}

function gracePeriodText(settings: Settings): string {
  const seconds = gracePeriodSeconds(settings);
  return seconds === undefined
    ? `It has the ${KUBERNETES_GRACE_PERIOD_SECONDS} s for it that Kubernetes gives a pod, for chart ${settings.chartVersion} has no value for another grace period; charts from 0.152.0 on do.`
    : `The pod's grace period gives it ${seconds} s.`;
}
