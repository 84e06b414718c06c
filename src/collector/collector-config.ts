import { Component, type Project } from "projen";
import { knowsExternalId } from "../settings/collector-version";
import type { Settings } from "../settings/settings";
import { gatewayTier, samplingTier } from "../settings/tiers";
import { TemplateFile, type View } from "../template";
import { CLUSTER_NAME_ATTRIBUTE } from "./annotations";
import { templateText } from "./config-text";
import { pipelineView } from "./pipeline";

/** The collector's pipeline as the article describes it, as a Terraform template that a person can read. */
export class CollectorConfig extends Component {
  constructor(project: Project, settings: Settings) {
    super(project);
    new TemplateFile(project, "collector-config.yaml.tpl", collectorConfigView(settings));
  }
}

export function collectorConfigView(settings: Settings): View {
  const { xray } = settings;
  const variables = {
    tier: samplingTier(settings),
    samplingRatePercentage: "${sampling_rate_percentage}",
    memoryLimitMib: "${memory_limit_mib}",
    memorySpikeLimitMib: "${memory_spike_limit_mib}",
    takesHttp: gatewayTier(settings) === undefined,
  };
  return {
    ...pipelineView(settings, variables, templateText),
    xrayRole: role(settings, "xray"),
    ampRole: role(settings, "amp"),
    indexAllAttributes: xray.indexAllAttributes,
    // Searching by cluster works whatever else is indexed.
    indexedAttributes: xray.indexAllAttributes
      ? ""
      : templateText({ indexed_attributes: [...new Set([CLUSTER_NAME_ATTRIBUTE, ...xray.indexedAttributes])] }, 4),
  };
}

/** A section for the role of another account, if the options give one. */
function role(settings: Settings, to: "xray" | "amp"): View[] {
  return settings[to].roleArn === undefined ? [] : [{ externalId: knowsExternalId(to, settings.collectorVersion) }];
}
