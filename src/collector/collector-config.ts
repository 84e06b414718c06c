import { Component, type Project } from "projen";
import type { Settings } from "../settings/settings";
import { samplingTier } from "../settings/tiers";
import { TemplateFile, type View } from "../template";
import { batch } from "./batch";
import { clusterName } from "./cluster-name";
import { configView, type Feature, terraformInputs } from "./config-parts";
import { healthCheck } from "./health-check";
import { intake } from "./intake";
import { kubernetesAttributes } from "./kubernetes-attributes";
import { logExporter } from "./log-exporter";
import { otlpExporters } from "./otlp-exporters";
import { queueVolume } from "./queue-volume";
import { redaction } from "./redaction";
import { remoteWrite } from "./remote-write";
import { spanMetrics } from "./span-metrics";
import { tailSampling } from "./tail-sampling";
import { xrayExporter } from "./xray-exporter";

/** What a collector that samples does. */
const FEATURES: readonly Feature[] = [
  intake,
  healthCheck,
  queueVolume,
  kubernetesAttributes,
  redaction,
  tailSampling,
  batch,
  clusterName,
  xrayExporter,
  logExporter,
  remoteWrite,
  spanMetrics,
  otlpExporters,
];

/** The collector's pipeline as the article describes it, as a Terraform template that a person can read. */
export class CollectorConfig extends Component {
  constructor(project: Project, settings: Settings) {
    super(project);
    new TemplateFile(project, "collector-config.yaml.tpl", collectorConfigView(settings));
  }
}

export function collectorConfigView(settings: Settings): View {
  return configView(FEATURES, settings, terraformInputs(samplingTier(settings)));
}
