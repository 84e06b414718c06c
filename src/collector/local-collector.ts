import type { Settings } from "../settings/settings";
import type { View } from "../template";
import { batch } from "./batch";
import { configView, type Feature } from "./config-parts";
import { configText } from "./config-text";
import { intake } from "./intake";
import { logExporter } from "./log-exporter";
import { redaction } from "./redaction";
import { tailSampling } from "./tail-sampling";
import { viewer } from "./viewer";

/** Name of the collector on a developer's machine. */
export const LOCAL_COLLECTOR_HOST = "collector";

/** What the collector on a developer's machine does. Nothing there may depend on Terraform. */
const FEATURES: readonly Feature[] = [intake, redaction, tailSampling, batch, viewer, logExporter];

/** The config of a collector that does on a developer's machine what the cluster's does by default. */
export function localCollectorConfigView(settings: Settings): View {
  const { samplingRatePercentage, collector } = settings;
  const { memoryLimitMib, memorySpikeLimitMib } = collector;
  return configView(FEATURES, settings, {
    samplingRatePercentage,
    memoryLimitMib,
    memorySpikeLimitMib,
    text: configText,
  });
}
