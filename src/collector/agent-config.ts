import { Component, type Project } from "projen";
import type { Settings } from "../settings/settings";
import { gatewayTier, nodeTier } from "../settings/tiers";
import { render, TemplateFile, type View } from "../template";
import { OTLP_GRPC_PORT } from "./endpoints";
import { collectorFacts } from "./facts/collector-facts";
import { CA, mountedFiles, mountPath } from "./mounted-files";
import { intakeView, RELOAD_SECONDS } from "./pipeline";

/** How long an agent tries to hand on a request that no gateway takes, in seconds. */
export const HOLD_SECONDS = 300;

/** How many requests an agent holds. Requests of SDKs are large enough for the memory limit to be reached before. */
export const QUEUE_REQUESTS = 5000;

/** How often the agents ask for the gateways' addresses, in seconds. */
const RESOLVE_SECONDS = 5;

/** How long a gateway may take to answer, in seconds. */
const TIMEOUT_SECONDS = 5;

/** The config of the agents, as a Terraform template that a person can read. Without a gateway there are none. */
export class AgentConfig extends Component {
  constructor(project: Project, settings: Settings) {
    super(project);
    if (gatewayTier(settings) !== undefined) {
      new TemplateFile(project, "agent-config.yaml.tpl", agentConfigView(settings));
    }
  }
}

export function agentConfigView(settings: Settings): View {
  const { loadBalancingExporter, routesAnew } = collectorFacts(settings.collectorVersion);
  return {
    ...intakeView(settings, {
      tier: nodeTier(settings),
      memoryLimitMib: "${memory_limit_mib}",
      memorySpikeLimitMib: "${memory_spike_limit_mib}",
      takesHttp: true,
    }),
    loadBalancing: loadBalancingExporter,
    balancing: render("collector/balancing.yaml", {
      dns: settings.gateway.resolver === "dns" ? [{ host: "${gateway_host}", resolveSeconds: RESOLVE_SECONDS }] : [],
      k8s: settings.gateway.resolver === "k8s" ? [{ service: "${gateway_service}" }] : [],
      gatewayPort: OTLP_GRPC_PORT,
      routesAnew,
      queueRequests: QUEUE_REQUESTS,
      holdSeconds: HOLD_SECONDS,
      timeoutSeconds: TIMEOUT_SECONDS,
      tls: gatewayTls(settings),
    }).trimEnd(),
  };
}

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
