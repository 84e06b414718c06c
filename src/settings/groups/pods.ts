import * as v from "valibot";
import * as format from "../formats";

const toleration = v.pipe(
  format.group({
    key: v.optional(format.kubernetesLabelKey),
    operator: v.optional(format.oneOf("Exists", "Equal")),
    value: v.optional(format.kubernetesLabelValue),
    effect: v.optional(format.oneOf("NoSchedule", "PreferNoSchedule", "NoExecute")),
  }),
  v.forward(
    v.partialCheck(
      [["operator"], ["value"]],
      ({ operator, value }) => operator !== "Exists" || value === undefined,
      "must be left out with operator Exists, which matches every value",
    ),
    ["value"],
  ),
  v.forward(
    v.partialCheck(
      [["operator"], ["key"]],
      ({ operator, key }) => operator === "Exists" || key !== undefined,
      "must be given, unless the operator is Exists",
    ),
    ["key"],
  ),
);

export const tolerations = format.listOf(toleration, "[{ operator: 'Exists' }]");

export const nodeSelector = format.mapOf(
  format.kubernetesLabelKey,
  format.kubernetesLabelValue,
  "must map labels to values",
);
