import * as v from "valibot";
import * as format from "../formats";

export const networkPolicy = v.pipe(
  format.group({
    enabled: v.optional(format.flag, false),
    senderNamespaceLabels: v.optional(
      format.mapOf(format.kubernetesLabelKey, format.kubernetesLabelValue, "must map labels to values"),
      {},
    ),
    egressCidrBlocks: v.optional(format.listOf(format.cidrBlock, "['10.0.0.0/16']"), []),
  }),
  v.forward(
    v.partialCheck(
      [["enabled"], ["senderNamespaceLabels"]],
      ({ enabled, senderNamespaceLabels }) => enabled || Object.keys(senderNamespaceLabels).length === 0,
      "are of a policy that is off: set networkPolicy.enabled to true",
    ),
    ["senderNamespaceLabels"],
  ),
  v.forward(
    v.partialCheck(
      [["enabled"], ["egressCidrBlocks"]],
      ({ enabled, egressCidrBlocks }) => enabled || egressCidrBlocks.length === 0,
      "are of a policy that is off: set networkPolicy.enabled to true",
    ),
    ["egressCidrBlocks"],
  ),
);
