import type { Settings } from "../settings/settings";
import { CLUSTER_NAME_ATTRIBUTE } from "./annotations";
import { assumedRole } from "./assumed-role";
import { type ConfigInputs, type ConfigPart, components, type Feature } from "./config-parts";
import { xrayOtlp } from "./xray-otlp";

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
      indexAllAttributes: settings.xray.indexAllAttributes,
      // Searching by cluster works whatever else is indexed.
      indexedAttributes: settings.xray.indexAllAttributes
        ? ""
        : text({ indexed_attributes: [...new Set([CLUSTER_NAME_ATTRIBUTE, ...settings.xray.indexedAttributes])] }, 4),
    }),
    pipelines: { traces: { exporters: ["awsxray"] } },
  };
}
