import { BUILT_IN_POLICY_NAMES } from "../settings/schema";
import type { Settings } from "../settings/settings";
import type { Tier } from "../settings/tiers";
import type { View } from "../template";
import { collectorTexts } from "./collector-texts";
import { OTLP_GRPC_PORT, OTLP_HTTP_PORT } from "./endpoints";
import { collectorFacts } from "./facts/collector-facts";
import { latencyThresholdMs } from "./latency-threshold";
import { CA, mountedFiles, mountPath } from "./mounted-files";
import { furtherPolicies, type PolicyConfig } from "./policies";

/** How often a certificate is read again, in seconds. */
export const RELOAD_SECONDS = 60;

/** What a collector of any tier reads from Terraform's variables, or from their defaults. */
export interface IntakeInputs {
  /** Whose files it has. @default none: outside of a cluster it takes all in the clear */
  readonly tier?: Tier;
  readonly memoryLimitMib: string | number;
  readonly memorySpikeLimitMib: string | number;
  /** Whether applications send to it, who may speak HTTP. Agents do not. */
  readonly takesHttp: boolean;
}

/** What a pipeline that samples reads beside it. */
export interface PipelineInputs extends IntakeInputs {
  readonly samplingRatePercentage: string | number;
}

/** How spans come in, and how they are refused: the same in every tier. */
export function intakeView(settings: Settings, { tier, takesHttp, ...inputs }: IntakeInputs): View {
  const tls = tier === undefined ? [] : receiverTls(settings, tier);
  return {
    ...inputs,
    tls,
    grpcPort: OTLP_GRPC_PORT,
    http: takesHttp ? [{ httpPort: OTLP_HTTP_PORT, tls }] : [],
    memoryCheckIntervalSeconds: settings.collector.memoryCheckIntervalSeconds,
  };
}

/** A section of a template for a collector that has a certificate to show. */
function receiverTls(settings: Settings, tier: Tier): View[] {
  const volumes = mountedFiles(settings, tier).map(({ volume }) => volume);
  return volumes.includes("server-certificate")
    ? [
        {
          serverCertificate: mountPath("server-certificate"),
          reloadSeconds: RELOAD_SECONDS,
          clientCa: volumes.includes("client-ca") ? [{ file: `${mountPath("client-ca")}/${CA}` }] : [],
        },
      ]
    : [];
}

/**
 * The way of a trace from the receiver to the exporters: the same in the cluster and on a developer's machine.
 *
 * @param policyText - YAML of policies, as whatever reads the config first takes it
 */
export function pipelineView(
  settings: Settings,
  inputs: PipelineInputs,
  policyText: (policies: PolicyConfig[], indent: number) => string,
): View {
  const { sampling, collector } = settings;
  const { logExporter } = collectorFacts(settings.collectorVersion);
  const texts = collectorTexts(settings);
  const policies = furtherPolicies(settings);
  return {
    ...intakeView(settings, inputs),
    decisionWaitSeconds: sampling.decisionWaitSeconds,
    numTraces: sampling.numTraces,
    expectedNewTracesPerSec: sampling.expectedNewTracesPerSec,
    keepErrors: sampling.keepErrors,
    errorsPolicyName: BUILT_IN_POLICY_NAMES.errors,
    slowPolicyName: BUILT_IN_POLICY_NAMES.slow,
    latencyThresholdMs: latencyThresholdMs(sampling.latencyThresholdMs, settings),
    latencyThresholdWhy: comment(texts.latencyThreshold),
    probabilisticPolicyName: BUILT_IN_POLICY_NAMES.probabilistic,
    furtherPolicies: policies.length === 0 ? "" : policyText(policies, 6),
    logExporter,
    logExporterWhy: comment(texts.logExporter),
    logVerbosity: collector.logVerbosity,
  };
}

/** A section of a template that shows a text, if there is one. */
function comment(text: string | undefined): View[] {
  return text === undefined ? [] : [{ text }];
}
