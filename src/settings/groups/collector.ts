import * as v from "valibot";
import * as format from "../formats";
import { nodeSelector, tolerations } from "./pods";

/** Helm's own limit. The DaemonSet's name adds "-agent". */
export const RELEASE_NAME_LENGTH = 53;

export const collector = v.pipe(
  format.group({
    releaseName: v.optional(format.kubernetesServiceName(RELEASE_NAME_LENGTH), "otel-collector"),
    chartRepository: v.optional(format.chartRepository, "https://open-telemetry.github.io/opentelemetry-helm-charts"),
    imageRepository: v.optional(format.imageRepository),
    imageTag: v.optional(format.imageTag),
    imageDigest: v.optional(format.imageDigest),
    imagePullSecrets: v.optional(format.listOf(format.kubernetesSubdomain, "['registry-credentials']"), []),
    memoryLimitMib: v.optional(format.wholeNumber(64, 1_048_576), 400),
    memorySpikeLimitMib: v.optional(format.wholeNumber(1, 1_048_576), 100),
    memoryCheckIntervalSeconds: v.optional(format.wholeNumber(1, 60), 1),
    cpuRequestMillicores: v.optional(format.wholeNumber(1, 1_000_000), 100),
    tolerations: v.optional(tolerations, [{ operator: "Exists" }]),
    nodeSelector: v.optional(nodeSelector, {}),
    priorityClassName: v.optional(format.priorityClassName),
    logVerbosity: v.optional(format.oneOf("basic", "normal", "detailed"), "basic"),
    tls: v.optional(
      format.group({
        secretName: format.kubernetesSubdomain,
        caConfigMapName: v.optional(format.kubernetesSubdomain),
      }),
    ),
  }),
  v.forward(
    v.partialCheck(
      [["memoryLimitMib"], ["memorySpikeLimitMib"]],
      ({ memoryLimitMib, memorySpikeLimitMib }) => memorySpikeLimitMib < memoryLimitMib,
      "must be less than collector.memoryLimitMib: data is refused from the difference on",
    ),
    ["memorySpikeLimitMib"],
  ),
);
