import type { TerraformVariable } from "cdktf";
import { sendsExternalId } from "../../collector/assumed-role";
import { imageRepository } from "../../collector/collector-image";
import type { Settings } from "../../settings/settings";
import { gatewayTier, nodeTier, type Tier } from "../../settings/tiers";
import { call, type Expression, hcl, RawExpression } from "../hcl/expression";
import type { HclFile } from "../hcl/hcl-file";
import { neededEndpoints } from "../vpc-endpoint-services";
import { enforcedTags } from "./enforced-rules";

/** The module's variables, by what they are called in TypeScript. */
export type Variables = ReturnType<typeof defineVariables>;

/** The module's variables, in the order in which a user reads them. */
export function defineVariables(file: HclFile, settings: Settings) {
  const { collector } = settings;
  const { role } = nodeTier(settings);
  return {
    clusterName: text(file, "cluster_name", {
      description: "Name of the EKS cluster, stamped onto every span.",
      default: settings.clusterName,
      pattern: "^[A-Za-z0-9][A-Za-z0-9_-]{0,99}$",
      allowed: "an EKS cluster name: at most 100 letters, digits, '-' and '_', a letter or digit first",
    }),
    namespace: text(file, "namespace", {
      description: "Kubernetes namespace of the collector. Its service account alone may use the IAM role.",
      default: settings.namespace,
      pattern: "^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$",
      allowed: "a Kubernetes namespace: at most 63 lower-case letters, digits and '-', not '-' at either end",
    }),
    createNamespace: file.variable("create_namespace", {
      type: "bool",
      description:
        settings.terraform.namespacePodSecurity === undefined
          ? "Whether Helm creates the namespace. It leaves the namespace behind when the release is destroyed."
          : "Whether the module has the namespace, with its Pod Security labels. It is deleted on destroy, with all that is in it.",
      default: true,
      nullable: false,
    }),
    samplingRatePercentage: file.variable("sampling_rate_percentage", {
      type: "number",
      description: `Share of ordinary traces ${settings.sampling.rates.length > 0 ? "without a rate of their own " : ""}that is kept, in percent. ${settings.sampling.keepErrors ? "Failed and slow" : "Slow"} traces are kept whatever it says.`,
      default: settings.samplingRatePercentage,
      nullable: false,
      validation: [
        {
          condition: hcl`var.sampling_rate_percentage >= 0 && var.sampling_rate_percentage <= 100`,
          errorMessage: "sampling_rate_percentage must be a number from 0 to 100.",
        },
      ],
    }),
    ampRemoteWriteEndpoint: file.variable("amp_remote_write_endpoint", {
      type: "string",
      description: `Remote-write URL of an Amazon Managed Service for Prometheus workspace, to which the collector forwards the metrics that applications send${settings.spanMetrics.enabled ? ", and writes those of spans. It has to be given." : ". Null: there is no metrics pipeline."}`,
      default: settings.ampRemoteWriteEndpoint ?? null,
      validation: [
        {
          condition: matchesOrNull("amp_remote_write_endpoint", HTTPS_URL),
          errorMessage: "amp_remote_write_endpoint must be an https URL without a query.",
        },
        {
          condition: hcl`!can(regex(${"^https://[^/]*aps-workspaces[^/]*/workspaces/[^/]+/?$"}, var.amp_remote_write_endpoint))`,
          errorMessage:
            "amp_remote_write_endpoint is the address of the workspace, not yet of remote write: add api/v1/remote_write to it.",
        },
      ],
    }),
    ampWorkspaceArn: file.variable("amp_workspace_arn", {
      type: "string",
      description: `ARN of the workspace behind amp_remote_write_endpoint. Null: derived from the endpoint, which has to be one of AWS, in this account${settings.amp.roleArn === undefined ? "" : " unless there is amp_role_arn"}.`,
      default: null,
      validation: [
        {
          condition: matchesOrNull(
            "amp_workspace_arn",
            "^arn:[a-z-]+:aps:[a-z0-9-]+:[0-9]{12}:workspace/[A-Za-z0-9-]+$",
          ),
          errorMessage:
            "amp_workspace_arn must be the ARN of a workspace, for example arn:aws:aps:eu-central-1:111122223333:workspace/ws-0123.",
        },
      ],
    }),
    amp: roleVariables(file, settings, "amp"),
    awsRegion: file.variable("aws_region", {
      type: "string",
      description:
        settings.xray.export === "none"
          ? "Without effect: nothing is written to X-Ray. It is there for callers that give it."
          : "Region whose X-Ray takes the traces. Null: the AWS provider's.",
      default: null,
      validation: [
        {
          condition: matchesOrNull("aws_region", "^[a-z]{2,}(-[a-z]+)+-[0-9]+$"),
          errorMessage: "aws_region must be an AWS region, for example eu-central-1.",
        },
      ],
    }),
    xray: roleVariables(file, settings, "xray"),
    oidcProvider: settings.identity === "irsa" ? oidcProviderVariable(file) : undefined,
    roleName: file.variable("role_name", {
      type: "string",
      description: `Name of the IAM role. Null: ${settings.terraform.roleName ?? "made of cluster, namespace and release"}. IAM knows no regions, so give one where clusters of the same name run in several regions of an account.`,
      default: null,
      validation: [
        {
          condition: matchesOrNull("role_name", "^[A-Za-z0-9_+=,.@-]{1,64}$"),
          errorMessage: "role_name must be an IAM role name: at most 64 letters, digits and the characters _+=,.@-",
        },
      ],
    }),
    rolePath:
      settings.terraform.rolePath === undefined
        ? undefined
        : text(file, "role_path", {
            description: "Path of the IAM role. IAM can't move a role: another path makes another one.",
            default: settings.terraform.rolePath,
            pattern: "^/([!-~]{1,510}/)?$",
            allowed: "a path in IAM: '/' at either end, at most 512 characters, none of them a space",
          }),
    permissionsBoundaryArn: file.variable("permissions_boundary_arn", {
      type: "string",
      description: "ARN of the policy that bounds the IAM role's permissions. Null: none.",
      default: settings.terraform.permissionsBoundaryArn ?? null,
      validation: [
        {
          condition: matchesOrNull("permissions_boundary_arn", "^arn:[a-z-]+:iam::([0-9]{12}|aws):policy/.+$"),
          errorMessage:
            "permissions_boundary_arn must be the ARN of an IAM policy, for example arn:aws:iam::111122223333:policy/boundary.",
        },
      ],
    }),
    tags: file.variable("tags", {
      type: "map(string)",
      description: "Tags of the IAM role.",
      default: withoutEnforced(settings),
      nullable: false,
    }),
    ...memoryVariables(file, "", nodeTier(settings)),
    gateway: gatewayVariables(file, settings),
    network: networkVariables(file, settings),
    proxy: proxyVariables(file, settings),
    vpc: vpcVariables(file, settings),
    chartRepository: text(file, "chart_repository", {
      description: "Helm repository of the chart opentelemetry-collector, for example a private mirror.",
      default: collector.chartRepository,
      pattern: "^(https?|oci)://[^/]+",
      allowed: "an https, http or oci URL",
    }),
    imageRepository: text(file, "image_repository", {
      description: "Container image of the collector, without a tag. It has to be a contrib build.",
      default: imageRepository(settings),
      pattern: "^[a-z0-9][a-z0-9.-]*(:[0-9]+)?(/[a-z0-9._-]+)*$",
      allowed: "a container image without a tag",
    }),
    helmRelease: file.variable("helm_release", {
      type: `${call("object", {
        atomic: hcl`optional(bool, true)`,
        cleanup_on_fail: hcl`optional(bool, true)`,
        wait: hcl`optional(bool, true)`,
        timeout_seconds: hcl`optional(number, 600)`,
        max_history: hcl`optional(number, 10)`,
      })}`,
      description:
        "How Helm installs the release: roll back when it fails, delete what a failed upgrade made, wait until every collector is ready, for how many seconds, and how many revisions to keep (0: all).",
      default: {},
      nullable: false,
      validation: [
        {
          condition: hcl`var.helm_release.timeout_seconds > 0 && var.helm_release.max_history >= 0`,
          errorMessage: "helm_release.timeout_seconds must be more than 0, and helm_release.max_history 0 or more.",
        },
      ],
    }),
    extraValues: extraValues(
      file,
      "extra_values",
      `Further values of the chart${role === "agent" ? " for the agents" : ""}`,
    ),
  };
}

/** By whom the role is trusted, with IAM Roles for Service Accounts. */
function oidcProviderVariable(file: HclFile): TerraformVariable {
  return file.variable("oidc_provider", {
    type: `${call("object", { arn: hcl`string`, issuer_url: hcl`string` })}`,
    description:
      "IAM OIDC provider of the cluster, and the issuer that it trusts. Null: both are looked up, so they must exist before Terraform plans. Give them when they are created in the same apply.",
    default: null,
    validation: [
      {
        condition: hcl`var.oidc_provider == null ? true : endswith(var.oidc_provider.arn, ":oidc-provider/\${trimprefix(var.oidc_provider.issuer_url, "https://")}")`,
        errorMessage:
          "oidc_provider.arn must be the ARN of the IAM OIDC provider for oidc_provider.issuer_url: it ends in the issuer's URL without https://.",
      },
    ],
  });
}

/** Who writes in another account, where the options give somebody. */
function roleVariables(
  file: HclFile,
  settings: Settings,
  to: "xray" | "amp",
): { readonly roleArn: TerraformVariable; readonly externalId: TerraformVariable | undefined } | undefined {
  const { roleArn, externalId } = settings[to];
  if (roleArn === undefined) {
    return undefined;
  }
  const what = to === "xray" ? "traces to X-Ray" : "metrics to amp_remote_write_endpoint";
  return {
    roleArn: file.variable(`${to}_role_arn`, {
      type: "string",
      description: `ARN of the role that the collector assumes to write ${what}. Null: it writes as its own role.`,
      default: roleArn,
      validation: [
        {
          condition: matchesOrNull(`${to}_role_arn`, "^arn:[a-z-]+:iam::[0-9]{12}:role/[A-Za-z0-9_+=,.@/-]+$"),
          errorMessage: `${to}_role_arn must be the ARN of an IAM role, for example arn:aws:iam::111122223333:role/writer.`,
        },
      ],
    }),
    externalId: sendsExternalId(settings, to)
      ? file.variable(`${to}_external_id`, {
          type: "string",
          description: `External id that ${to}_role_arn asks for. Null: none.`,
          default: externalId ?? null,
          validation: [
            {
              condition: matchesOrNull(`${to}_external_id`, "^[A-Za-z0-9_+=,.@:/-]{2,}$"),
              errorMessage: `${to}_external_id must be an external id of AWS STS: 2 or more letters, digits and _+=,.@:/-`,
            },
          ],
        })
      : undefined,
  };
}

/** What a cluster chooses of the gateway, if there is one. */
function gatewayVariables(file: HclFile, settings: Settings) {
  const { gateway } = settings;
  const tier = gatewayTier(settings);
  if (tier === undefined) {
    return undefined;
  }
  return {
    replicas: file.variable("gateway_replicas", {
      type: "number",
      description:
        "Number of gateways, each of which holds its share of the cluster's traces. With gateway_max_replicas, the least number.",
      default: gateway.replicas,
      nullable: false,
      validation: [
        {
          condition: wholeNumberFrom("gateway_replicas", 1),
          errorMessage: "gateway_replicas must be a whole number, at least 1.",
        },
      ],
    }),
    maxReplicas: file.variable("gateway_max_replicas", {
      type: "number",
      description:
        "The greatest number of gateways, to which autoscaling goes. Each change moves traces between gateways, and cuts those that are under way. Null: no autoscaling.",
      default: gateway.maxReplicas ?? null,
      validation: [
        {
          condition: hcl`var.gateway_max_replicas == null ? true : var.gateway_max_replicas >= 2 && floor(var.gateway_max_replicas) == var.gateway_max_replicas`,
          errorMessage: "gateway_max_replicas must be a whole number, at least 2.",
        },
      ],
    }),
    ...memoryVariables(file, "gateway_", tier),
    extraValues: extraValues(file, "gateway_extra_values", "Further values of the chart for the gateway"),
  };
}

/** What a cluster chooses of the network policies, if there are any. */
function networkVariables(file: HclFile, { networkPolicy }: Settings) {
  return networkPolicy.enabled
    ? {
        egressCidrBlocks: file.variable("egress_cidr_blocks", {
          type: "list(string)",
          description:
            "Address blocks to which a collector that samples may speak HTTPS: those of the VPC endpoints of X-Ray and STS, of what takes the metrics, and of a proxy. Empty: any address.",
          default: networkPolicy.egressCidrBlocks,
          nullable: false,
          validation: [
            {
              condition: hcl`alltrue([for block in var.egress_cidr_blocks : can(cidrhost(block, 0))])`,
              errorMessage: "Each of egress_cidr_blocks must be a block of addresses, for example 10.0.0.0/16.",
            },
          ],
        }),
      }
    : undefined;
}

/** The proxy to AWS, where there is one. */
function proxyVariables(file: HclFile, { egress }: Settings) {
  if (egress.httpsProxy === undefined) {
    return undefined;
  }
  return {
    httpsProxy: file.variable("https_proxy", {
      type: "string",
      description: "URL of the proxy through which the collector reaches AWS. Null: none.",
      default: egress.httpsProxy,
      validation: [
        {
          condition: matchesOrNull("https_proxy", "^https?://[A-Za-z0-9]([-A-Za-z0-9.]*[A-Za-z0-9])?:[0-9]{1,5}/?$"),
          errorMessage:
            "https_proxy must be the http or https URL of a proxy with its port, without a user: it would be readable in the state and in the pod.",
        },
      ],
    }),
    noProxy: file.variable("no_proxy", {
      type: "list(string)",
      description:
        "Hosts, domains with a leading dot, addresses and CIDR ranges that are reached without the proxy, beside the cluster itself.",
      default: egress.noProxy,
      nullable: false,
      validation: [
        {
          condition: hcl`alltrue([for host in var.no_proxy : can(regex(${"^[A-Za-z0-9.*:/-]+$"}, host))])`,
          errorMessage: "Each of no_proxy must be a host, a domain, an address or a CIDR range.",
        },
      ],
    }),
  };
}

/** Where the endpoints of a private cluster are looked for. */
function vpcVariables(file: HclFile, settings: Settings) {
  if (!settings.egress.privateCluster) {
    return undefined;
  }
  return {
    vpcId: file.variable("vpc_id", {
      type: "string",
      description:
        "VPC whose endpoints the collector uses. Null: that of the cluster, which is looked up, so it must exist before Terraform plans.",
      default: null,
      validation: [
        {
          condition: matchesOrNull("vpc_id", "^vpc-[0-9a-f]+$"),
          errorMessage: "vpc_id must be the id of a VPC, for example vpc-0123456789abcdef0.",
        },
      ],
    }),
    vpcEndpointServices: file.variable("vpc_endpoint_services", {
      type: "set(string)",
      description:
        "Services of AWS to which the VPC has to have an endpoint, by the last part of the endpoint service's name. Terraform refuses to plan while one is missing.",
      default: neededEndpoints(settings),
      nullable: false,
      validation: [
        {
          condition: hcl`alltrue([for service in var.vpc_endpoint_services : can(regex(${"^[a-z0-9-]+([.][a-z0-9-]+)*$"}, service))])`,
          errorMessage: "Each of vpc_endpoint_services must be a service of AWS, for example xray or ecr.api.",
        },
      ],
    }),
  };
}

/** The memory of one tier. */
function memoryVariables(file: HclFile, prefix: string, { role, needs }: Tier) {
  return {
    memoryLimitMib: file.variable(`${prefix}memory_limit_mib`, {
      type: "number",
      description: `Memory of ${NOUNS[role]} that is never exceeded, in MiB. The container's limit lies above it.`,
      default: needs.memoryLimitMib,
      nullable: false,
      validation: [
        {
          condition: wholeNumberFrom(`${prefix}memory_limit_mib`, 64),
          errorMessage: `${prefix}memory_limit_mib must be a whole number of MiB, at least 64.`,
        },
      ],
    }),
    memorySpikeLimitMib: file.variable(`${prefix}memory_spike_limit_mib`, {
      type: "number",
      description: `Headroom for spikes, in MiB. ${capital(NOUNS[role])} refuses data from ${prefix}memory_limit_mib less ${prefix}memory_spike_limit_mib on.`,
      default: needs.memorySpikeLimitMib,
      nullable: false,
      validation: [
        {
          condition: wholeNumberFrom(`${prefix}memory_spike_limit_mib`, 1),
          errorMessage: `${prefix}memory_spike_limit_mib must be a whole number of MiB, at least 1.`,
        },
      ],
    }),
  };
}

/** A tier in a sentence. */
const NOUNS: Readonly<Record<Tier["role"], string>> = {
  collector: "the collector",
  agent: "an agent",
  gateway: "a gateway",
};

const capital = (text: string) => `${text[0].toUpperCase()}${text.slice(1)}`;

/** The variables that bound the memory of a tier. */
export function memoryOf({ role }: Tier, variables: Variables): { limit: TerraformVariable; spike: TerraformVariable } {
  const { memoryLimitMib: limit, memorySpikeLimitMib: spike } =
    role === "gateway" && variables.gateway !== undefined ? variables.gateway : variables;
  return { limit, spike };
}

/** Values of the chart that the caller adds. */
function extraValues(file: HclFile, name: string, what: string): TerraformVariable {
  return file.variable(name, {
    type: "list(string)",
    description: `${what} as YAML documents, merged last: maps are merged, anything else replaces what the module sets, null deletes it.`,
    default: [],
    nullable: false,
    validation: [
      {
        condition: new RawExpression([`alltrue([for document in var.${name} : can(keys(yamldecode(document)))])`], []),
        errorMessage: `Each of ${name} must be a YAML document that holds a map, as yamlencode() makes it.`,
      },
    ],
  });
}

function wholeNumberFrom(name: string, least: number): Expression {
  return new RawExpression([`var.${name} >= `, ` && floor(var.${name}) == var.${name}`], [least]);
}

const HTTPS_URL = "^https://[A-Za-z0-9.-]+(:[0-9]+)?(/[A-Za-z0-9._~/-]*)?$";

/** Tags that presets decide are added to whatever the caller gives: as a default they would seem to be a choice. */
function withoutEnforced(settings: Settings): Record<string, string> {
  const enforced = enforcedTags(settings);
  return Object.fromEntries(Object.entries(settings.terraform.tags).filter(([key]) => !Object.hasOwn(enforced, key)));
}

/** A variable of text that is never null, and of a given form. */
function text(
  file: HclFile,
  name: string,
  given: {
    readonly description: string;
    readonly default?: string;
    readonly pattern: string;
    readonly allowed: string;
  },
): TerraformVariable {
  return file.variable(name, {
    type: "string",
    description: given.description,
    default: given.default,
    nullable: false,
    validation: [
      {
        condition: new RawExpression(["can(regex(", `, var.${name}))`], [given.pattern]),
        errorMessage: `${name} must be ${given.allowed}.`,
      },
    ],
  });
}

/** Null is a switch of its own; anything else has to match. */
function matchesOrNull(name: string, pattern: string): Expression {
  return new RawExpression([`var.${name} == null || can(regex(`, `, var.${name}))`], [pattern]);
}
