import type { Settings } from "../settings/settings";
import type { Tier } from "../settings/tiers";
import type { View } from "../template";
import { type ConfigPart, components, type Feature } from "./config-parts";
import { OTLP_GRPC_PORT, OTLP_HTTP_PORT } from "./endpoints";
import { CA, mountedFiles, mountPath } from "./mounted-files";

/** How often a certificate is read again, in seconds. */
export const RELOAD_SECONDS = 60;

/** How data comes in, and how it is refused: the same in every tier. */
export const intake: Feature = (settings, { tier, memoryLimitMib, memorySpikeLimitMib }): ConfigPart[] => {
  const tls = tier === undefined ? [] : receiverTls(settings, tier);
  // Agents speak gRPC to a gateway; applications may speak HTTP.
  const takesHttp = tier?.role !== "gateway";
  return [
    {
      components: components("collector/intake.yaml", {
        memoryLimitMib,
        memorySpikeLimitMib,
        tls,
        grpcPort: OTLP_GRPC_PORT,
        http: takesHttp ? [{ httpPort: OTLP_HTTP_PORT, tls }] : [],
        memoryCheckIntervalSeconds: settings.collector.memoryCheckIntervalSeconds,
      }),
      processors: [{ name: "memory_limiter", stage: "limit", signals: ["traces", "metrics", "logs"] }],
      pipelines: { traces: { receivers: ["otlp"] } },
    },
  ];
};

/** A section of a template for a collector that has a certificate to show. */
function receiverTls(settings: Settings, tier: Tier): View[] {
  const volumes = mountedFiles(settings, tier).map(({ volume }) => volume);
  return volumes.includes("server-certificate")
    ? [
        {
          serverCertificate: mountPath("server-certificate"),
          reloadSeconds: RELOAD_SECONDS,
          clientCa: volumes.includes("client-ca") ? [{ file: `${mountPath("client-ca")}/${CA}` }] : [],
        },
      ]
    : [];
}
