import type { Settings } from "../settings/settings";
import { nodeTier } from "../settings/tiers";
import type { View } from "../template";
import { type ConfigPart, comment, components, type Feature } from "./config-parts";
import { OTLP_GRPC_PORT } from "./endpoints";
import { collectorFacts } from "./facts/collector-facts";
import { RELOAD_SECONDS } from "./intake";
import { CA, mountedFiles, mountPath } from "./mounted-files";
import { takesLogs } from "./otlp-exporters";
import { WITH_METRICS } from "./remote-write";

/** How long an agent tries to hand on a request that no gateway takes, in seconds. */
export const HOLD_SECONDS = 300;

/** How many requests an agent holds. Requests of SDKs are large enough for the memory limit to be reached before. */
const QUEUE_REQUESTS = 5000;

/** How often the agents ask for the gateways' addresses, in seconds. */
const RESOLVE_SECONDS = 5;

/** How long a gateway may take to answer, in seconds. */
const TIMEOUT_SECONDS = 5;

/** An agent hands what it takes to a gateway. */
export const balancing: Feature = (settings): ConfigPart[] => {
  const { loadBalancingExporter, routesAnew } = collectorFacts(settings.collectorVersion);
  const to = (name: string, routingKey: string, why: string) =>
    components("collector/balancing.yaml", {
      name,
      routingKey,
      why: comment(why),
      dns: settings.gateway.resolver === "dns" ? [{ host: "${gateway_host}", resolveSeconds: RESOLVE_SECONDS }] : [],
      k8s:
        settings.gateway.resolver === "k8s"
          ? [{ service: "${gateway_service}", only: !settings.kubernetesAttributes.enabled }]
          : [],
      gatewayPort: OTLP_GRPC_PORT,
      routesAnew,
      queueRequests: QUEUE_REQUESTS,
      holdSeconds: HOLD_SECONDS,
      timeoutSeconds: TIMEOUT_SECONDS,
      tls: gatewayTls(settings),
    });
  const toMetrics = `${loadBalancingExporter}/metrics`;
  return [
    {
      components: to(
        loadBalancingExporter,
        "traceID",
        "The gateway is chosen by a hash of the trace id: the spans of a trace meet in one, whatever nodes they come from.",
      ),
      pipelines: {
        traces: {
          why: "No batches: a span that can't be queued is refused, and its sender told.",
          exporters: [loadBalancingExporter],
        },
        ...(takesLogs(settings) ? { logs: { receivers: ["otlp"], exporters: [loadBalancingExporter] } } : {}),
      },
    },
    {
      when: WITH_METRICS,
      components: to(
        toMetrics,
        "resource",
        "What an application's process measures goes through one gateway, so that it stays in order.",
      ),
      pipelines: { metrics: { receivers: ["otlp"], exporters: [toMetrics] } },
    },
  ];
};

/** A section of a template for agents that check the gateway's certificate, and may have one to show. */
function gatewayTls(settings: Settings): View[] {
  const volumes = mountedFiles(settings, nodeTier(settings)).map(({ volume }) => volume);
  return volumes.includes("gateway-ca")
    ? [
        {
          caFile: `${mountPath("gateway-ca")}/${CA}`,
          serverName: "${gateway_host}",
          clientCertificate: volumes.includes("client-certificate")
            ? [{ directory: mountPath("client-certificate"), reloadSeconds: RELOAD_SECONDS }]
            : [],
        },
      ]
    : [];
}
