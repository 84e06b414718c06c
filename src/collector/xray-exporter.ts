import { CLUSTER_NAME_ATTRIBUTE } from "./annotations";
import { assumedRole } from "./assumed-role";
import { components, type Feature } from "./config-parts";

/** Traces go to AWS X-Ray. */
export const xrayExporter: Feature = (settings, { text }) => [
  {
    components: components("collector/xray.yaml", {
      assumedRole: assumedRole(settings, "xray"),
      indexAllAttributes: settings.xray.indexAllAttributes,
      // Searching by cluster works whatever else is indexed.
      indexedAttributes: settings.xray.indexAllAttributes
        ? ""
        : text({ indexed_attributes: [...new Set([CLUSTER_NAME_ATTRIBUTE, ...settings.xray.indexedAttributes])] }, 4),
    }),
    pipelines: { traces: { exporters: ["awsxray"] } },
  },
];
