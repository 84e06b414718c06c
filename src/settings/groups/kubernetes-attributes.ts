import * as v from "valibot";
import * as format from "../formats";

const labelKeys = format.listOf(format.kubernetesLabelKey, "['app.kubernetes.io/name']");

const OF_NO_ATTRIBUTES = "are of attributes that are off: set kubernetesAttributes.enabled to true";

export const kubernetesAttributes = v.pipe(
  format.group({
    enabled: v.optional(format.flag, false),
    podLabels: v.optional(labelKeys, []),
    namespaceLabels: v.optional(labelKeys, []),
  }),
  v.forward(
    v.partialCheck(
      [["enabled"], ["podLabels"]],
      ({ enabled, podLabels }) => enabled || podLabels.length === 0,
      OF_NO_ATTRIBUTES,
    ),
    ["podLabels"],
  ),
  v.forward(
    v.partialCheck(
      [["enabled"], ["namespaceLabels"]],
      ({ enabled, namespaceLabels }) => enabled || namespaceLabels.length === 0,
      OF_NO_ATTRIBUTES,
    ),
    ["namespaceLabels"],
  ),
);
