import * as v from "valibot";
import * as format from "../formats";
import { nodeSelector, tolerations } from "./pods";

const gatewayTls = v.pipe(
  format.group({
    secretName: format.kubernetesSubdomain,
    clientSecretName: v.optional(format.kubernetesSubdomain),
  }),
  v.forward(
    v.partialCheck(
      [["secretName"], ["clientSecretName"]],
      ({ secretName, clientSecretName }) => clientSecretName !== secretName,
      "must not be that of gateway.tls.secretName: agents would get the gateway's own key. Give them a certificate of theirs",
    ),
    ["clientSecretName"],
  ),
);

export const gateway = v.pipe(
  format.group({
    replicas: v.optional(format.wholeNumber(1, 1000), 3),
    maxReplicas: v.optional(format.wholeNumber(1, 1000)),
    targetCpuUtilizationPercentage: v.optional(format.wholeNumber(1, 100), 70),
    cpuRequestMillicores: v.optional(format.wholeNumber(1, 1_000_000), 500),
    memoryLimitMib: v.optional(format.wholeNumber(64, 1_048_576), 1000),
    memorySpikeLimitMib: v.optional(format.wholeNumber(1, 1_048_576), 200),
    maxUnavailable: v.optional(format.wholeNumber(1, 1000), 1),
    zoneSpread: v.optional(format.oneOf("ScheduleAnyway", "DoNotSchedule"), "ScheduleAnyway"),
    resolver: v.optional(format.oneOf("dns", "k8s"), "dns"),
    tolerations: v.optional(tolerations, []),
    nodeSelector: v.optional(nodeSelector, {}),
    priorityClassName: v.optional(format.priorityClassName),
    tls: v.optional(gatewayTls),
  }),
  v.forward(
    v.partialCheck(
      [["memoryLimitMib"], ["memorySpikeLimitMib"]],
      ({ memoryLimitMib, memorySpikeLimitMib }) => memorySpikeLimitMib < memoryLimitMib,
      "must be less than gateway.memoryLimitMib: data is refused from the difference on",
    ),
    ["memorySpikeLimitMib"],
  ),
  v.forward(
    v.partialCheck(
      [["replicas"], ["maxReplicas"]],
      ({ replicas, maxReplicas }) => maxReplicas === undefined || maxReplicas > replicas,
      "must be more than gateway.replicas, from which autoscaling starts: leave it out for a fixed number",
    ),
    ["maxReplicas"],
  ),
);
