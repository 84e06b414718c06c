import { Component, type Project } from "projen";
import { BUILT_IN_POLICY_NAMES } from "../settings/schema";
import type { Settings } from "../settings/settings";
import { TemplateFile, type View } from "../template";
import { chartProfile, latencyThresholdMs } from "./chart-profile";
import { configText } from "./config-text";
import { OTLP_GRPC_PORT, OTLP_HTTP_PORT } from "./endpoints";
import { furtherPolicies } from "./policies";

/** X-Ray's name of the resource attribute that tells the clusters apart. */
const CLUSTER_NAME_ATTRIBUTE = "otel.resource.cluster_name";

/** The collector's pipeline as the article describes it, as a Terraform template that a person can read. */
export class CollectorConfig extends Component {
  constructor(project: Project, settings: Settings) {
    super(project);
    new TemplateFile(project, "collector-config.yaml.tpl", collectorConfigView(settings));
  }
}

export function collectorConfigView(settings: Settings): View {
  const { sampling, collector, xray } = settings;
  const profile = chartProfile(settings);
  const policies = furtherPolicies(settings);
  return {
    grpcPort: OTLP_GRPC_PORT,
    httpPort: OTLP_HTTP_PORT,
    memoryCheckIntervalSeconds: collector.memoryCheckIntervalSeconds,
    decisionWaitSeconds: sampling.decisionWaitSeconds,
    numTraces: sampling.numTraces,
    expectedNewTracesPerSec: sampling.expectedNewTracesPerSec,
    keepErrors: sampling.keepErrors,
    errorsPolicyName: BUILT_IN_POLICY_NAMES.errors,
    slowPolicyName: BUILT_IN_POLICY_NAMES.slow,
    latencyThresholdMs: latencyThresholdMs(profile, sampling.latencyThresholdMs),
    probabilisticPolicyName: BUILT_IN_POLICY_NAMES.probabilistic,
    furtherPolicies: policies.length === 0 ? "" : configText(policies, 6),
    indexAllAttributes: xray.indexAllAttributes,
    // Searching by cluster works whatever else is indexed.
    indexedAttributes: xray.indexAllAttributes
      ? ""
      : configText({ indexed_attributes: [...new Set([CLUSTER_NAME_ATTRIBUTE, ...xray.indexedAttributes])] }, 4),
    logExporter: profile.logExporter,
    logVerbosity: collector.logVerbosity,
  };
}
