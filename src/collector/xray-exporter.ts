import type { Settings } from "../settings/settings";
import { CLUSTER_NAME_ATTRIBUTE } from "./annotations";
import { assumedRole } from "./assumed-role";
import { backendsWaitForXray } from "./batch";
import { type ConfigInputs, type ConfigPart, components, type Feature } from "./config-parts";
import { xrayOtlp } from "./xray-otlp";

/** How long a call to X-Ray may take where others wait for it, in seconds. A call that fails so is tried again, twice at most. */
const CALL_TIMEOUT_SECONDS = 1;

/** Traces go to AWS X-Ray. */
export const xrayExporter: Feature = (settings, inputs) => {
  switch (settings.xray.export) {
    case "awsxray":
      return [xraySegments(settings, inputs)];
    case "otlp":
      return [xrayOtlp(settings)];
    case "none":
      return [];
  }
};

function xraySegments(settings: Settings, { text }: ConfigInputs): ConfigPart {
  return {
    components: components("collector/xray.yaml", {
      assumedRole: assumedRole(settings, "xray"),
      patience: backendsWaitForXray(settings) ? [{ seconds: CALL_TIMEOUT_SECONDS }] : [],
      indexAllAttributes: settings.xray.indexAllAttributes,
      // Searching by cluster works whatever else is indexed.
      indexedAttributes: settings.xray.indexAllAttributes
        ? ""
        : text({ indexed_attributes: [...new Set([CLUSTER_NAME_ATTRIBUTE, ...settings.xray.indexedAttributes])] }, 4),
    }),
    pipelines: { traces: { exporters: ["awsxray"] } },
  };
}
