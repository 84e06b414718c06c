import type { TerraformLocal, TerraformVariable } from "cdktf";
import { chartValues } from "../../collector/chart-values";
import { NEVER_PROXIED, type ProxyReferences } from "../../collector/egress-variables";
import type { NetworkReferences } from "../../collector/network-policy";
import type { Settings } from "../../settings/settings";
import { MEMORY_LIMIT_FACTOR, MEMORY_OVERHEAD_MIB } from "../../settings/sizing";
import type { Tier } from "../../settings/tiers";
import { call, type Expression, hcl } from "../hcl/expression";
import type { HclFile } from "../hcl/hcl-file";
import type { Access } from "./iam";
import { memoryOf, type Variables } from "./variables";

/** Where AWS is, for the network policies: one answer for all tiers. */
export function defineNetwork(file: HclFile, { ampRemoteWriteEndpoint, network, proxy }: Variables): Network {
  if (network === undefined) {
    return undefined;
  }
  const metricsPort = portOf("https", ampRemoteWriteEndpoint);
  const ports =
    proxy === undefined
      ? file.local(
          "https_ports",
          hcl`distinct(concat([443], ${metricsPort}))`,
          "That of AWS, and that of the metrics' endpoint, which may name another.",
        )
      : file.local(
          "https_ports",
          call("distinct", call("concat", [443], metricsPort, portOf("https?", proxy.httpsProxy))),
          "That of AWS, that of the metrics' endpoint, which may name another, and that of the proxy.",
        );
  return {
    httpsPeers: hcl`[for block in ${network.egressCidrBlocks} : { ipBlock = { cidr = block } }]`,
    httpsPorts: hcl`[for port in ${ports} : { port = port, protocol = "TCP" }]`,
  };
}

type Network = NetworkReferences<Expression> | undefined;

/** A list of the port that a URL names, or of none. */
function portOf(scheme: string, url: TerraformVariable): Expression {
  return hcl`[for port in try(regex(${`^${scheme}://[^/:]+:([0-9]+)`}, ${url}), []) : tonumber(port)]`;
}

/** The chart's values for one tier, all but the collector's config. */
export function defineChartValues(
  file: HclFile,
  settings: Settings,
  tier: Tier,
  variables: Variables,
  { role }: Access,
  network: Network,
): TerraformLocal {
  const { imageRepository, namespace, gateway, proxy } = variables;
  const { limit, spike } = memoryOf(tier, variables);
  const prefix = tier.role === "gateway" ? "gateway_" : "";
  const memoryLimit = file.local(
    `${prefix}memory_limit`,
    `${hcl`max(${limit} + ${MEMORY_OVERHEAD_MIB}, ceil(${limit} * ${MEMORY_LIMIT_FACTOR}))`}Mi`,
    tier.role === "gateway"
      ? undefined
      : "The process takes more than the collector's own limit says, and a container that is killed loses the traces that it holds. GOMEMLIMIT, 80 % of this, must not lie below that limit either: the garbage collector would run without pause before the collector refuses data.",
  );
  const memoryRequest = file.local(
    `${prefix}memory_request`,
    `${hcl`${limit} - ${spike}`}Mi`,
    tier.role === "gateway"
      ? undefined
      : "From here on the collector refuses data. What lies above it is for spikes, and not reserved on every node.",
  );
  return file.local(
    `${prefix}chart_values`,
    chartValues<Expression>(settings, tier, {
      imageRepository: hcl`${imageRepository}`,
      memoryRequest: hcl`${memoryRequest}`,
      memoryLimit: hcl`${memoryLimit}`,
      roleArn: hcl`${role.arn}`,
      ...(network === undefined ? {} : { network }),
      clusterRoleName: hcl`${`${namespace.stringValue}-${tier.releaseName}`}`,
      ...(tier.samples && proxy !== undefined ? { proxy: defineProxy(file, proxy) } : {}),
      ...(tier.role === "gateway" && gateway !== undefined
        ? {
            gateway: {
              replicas: hcl`${gateway.replicas}`,
              autoscaled: hcl`${gateway.maxReplicas} != null`,
              maxReplicas: call("coalesce", gateway.maxReplicas, gateway.replicas),
            },
          }
        : {}),
    }),
  );
}

/** The proxy of the tier that writes to AWS. */
function defineProxy(
  file: HclFile,
  { httpsProxy, noProxy }: NonNullable<Variables["proxy"]>,
): ProxyReferences<Expression> {
  const directly = file.local(
    "no_proxy",
    call("join", ",", call("concat", NEVER_PROXIED, noProxy)),
    "What is reached without the proxy: the collector itself, the cluster, and where a pod gets its credentials.",
  );
  return { httpsProxy: hcl`${httpsProxy} == null ? ${""} : ${httpsProxy}`, noProxy: hcl`${directly}` };
}
