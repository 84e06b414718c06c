import type { DataAwsVpcEndpoint } from "@cdktf/provider-aws/lib/data-aws-vpc-endpoint";
import { Release } from "@cdktf/provider-helm/lib/release";
import type { TerraformDataSource, TerraformLocal, TerraformResource, TerraformVariable } from "cdktf";
import { serviceHost } from "../../collector/endpoints";
import { queuedPerMib, queues } from "../../collector/sending-queue";
import type { Settings } from "../../settings/settings";
import { gatewayTier, nodeTier, samplingTier, type Tier } from "../../settings/tiers";
import type { Condition } from "../hcl/editable";
import { call, type Expression, hcl } from "../hcl/expression";
import type { HclFile } from "../hcl/hcl-file";
import type { KubernetesNamespace } from "../kubernetes-namespace";
import type { Workspace } from "./amp";
import { isImageRuled } from "./enforced-rules";
import type { Access } from "./iam";
import type { Surroundings } from "./surroundings";
import { memoryOf, type Variables } from "./variables";

/** The installed collectors. */
export interface Collectors {
  /** Of the collectors on every node. */
  readonly release: Release;
  /** Of the collectors that sample: the same, unless there is a gateway. */
  readonly samplingRelease: Release;
  /** Config of the collectors that sample, rendered. */
  readonly config: TerraformLocal;
  /** Config of the agents, rendered, if there are any. */
  readonly agentConfig: TerraformLocal | undefined;
  /** DNS name of the Service that applications send to, known to work only when it is installed. */
  readonly host: TerraformLocal;
}

/** The chart's values of each tier. */
export interface ChartValues {
  readonly node: TerraformLocal;
  readonly gateway: TerraformLocal | undefined;
}

/** The collectors' configs and the Helm releases that run them. */
export function defineReleases(
  file: HclFile,
  settings: Settings,
  variables: Variables,
  given: {
    workspace: Workspace;
    access: Access;
    namespace: KubernetesNamespace | undefined;
    chartValues: ChartValues;
    surroundings: Surroundings;
    vpcEndpoints: DataAwsVpcEndpoint | undefined;
  },
): Collectors {
  const {
    workspace,
    access,
    namespace,
    vpcEndpoints,
    chartValues,
    surroundings: { region, partition },
  } = given;
  const { limit, spike } = memoryOf(samplingTier(settings), variables);
  const config = file.local(
    "collector_config",
    template("collector-config.yaml.tpl", {
      aws_region: hcl`coalesce(${variables.awsRegion}, ${region.id})`,
      cluster_name: variables.clusterName,
      sampling_rate_percentage: variables.samplingRatePercentage,
      memory_limit_mib: limit,
      memory_spike_limit_mib: spike,
      amp_remote_write_endpoint: variables.ampRemoteWriteEndpoint,
      amp_region: workspace.region,
      ...(queues(settings) === 0 || settings.otlpQueue.persistent
        ? {}
        : { otlp_queue_size: queueSize(settings, limit, spike) }),
      ...(settings.xray.export === "otlp" ? { aws_dns_suffix: hcl`${partition.dnsSuffix}` } : {}),
      ...roleInputs("xray", variables.xray),
      ...roleInputs("amp", variables.amp),
    }),
    "What the collector does: collector-config.yaml.tpl reads like any collector's config.",
  );

  const common = { file, settings, variables };
  const first = [namespace, ...access.needed, vpcEndpoints].filter((one) => one !== undefined);
  const gateway = gatewayTier(settings);
  if (gateway === undefined || chartValues.gateway === undefined || variables.gateway === undefined) {
    const release = helmRelease(common, {
      tier: nodeTier(settings),
      values: chartValues.node,
      extraValues: variables.extraValues,
      config,
      dependsOn: first,
    });
    return { release, samplingRelease: release, config, agentConfig: undefined, host: host(file, settings, release) };
  }

  const samplingRelease = helmRelease(common, {
    tier: gateway,
    values: chartValues.gateway,
    extraValues: variables.gateway.extraValues,
    config,
    dependsOn: first,
    // Otherwise Terraform, on the way back to one tier, takes the gateway away while the agents still send to it.
    createBeforeDestroy: "So that it goes away only after the agents have stopped sending to it.",
    conditions: [enoughReplicas(variables.gateway)],
  });
  const agentConfig = file.local(
    "agent_config",
    template("agent-config.yaml.tpl", {
      memory_limit_mib: variables.memoryLimitMib,
      memory_spike_limit_mib: variables.memorySpikeLimitMib,
      amp_remote_write_endpoint: variables.ampRemoteWriteEndpoint,
      ...(settings.gateway.resolver === "dns" || settings.gateway.tls !== undefined
        ? { gateway_host: serviceHost(gateway.releaseName, samplingRelease.namespace) }
        : {}),
      ...(settings.gateway.resolver === "k8s"
        ? { gateway_service: `${gateway.releaseName}.${samplingRelease.namespace}` }
        : {}),
    }),
    "What the agents do: they hand every span to the one gateway that holds its trace.",
  );
  const release = helmRelease(common, {
    tier: nodeTier(settings),
    values: chartValues.node,
    extraValues: variables.extraValues,
    config: agentConfig,
    dependsOn: [samplingRelease],
  });
  return { release, samplingRelease, config, agentConfig, host: host(file, settings, release) };
}

/** Of each queue: its share of the memory that the collector may fill. */
function queueSize(settings: Settings, limit: TerraformVariable, spike: TerraformVariable): Expression {
  return hcl`max(1, floor((${limit} - ${spike}) * ${queuedPerMib(settings)}))`;
}

/** Autoscaling starts from the least number. */
function enoughReplicas({ replicas, maxReplicas }: NonNullable<Variables["gateway"]>): Condition {
  return {
    condition: hcl`${maxReplicas} == null ? true : ${maxReplicas} > ${replicas}`,
    errorMessage: `gateway_max_replicas must be more than gateway_replicas (${replicas.stringValue}), from which autoscaling starts. Leave it null for a fixed number.`,
  };
}

/** What the config reads of a role in another account. */
function roleInputs(to: "xray" | "amp", role: Variables["xray"]): object {
  return {
    ...(role === undefined ? {} : { [`${to}_role_arn`]: role.roleArn }),
    ...(role?.externalId === undefined ? {} : { [`${to}_external_id`]: role.externalId }),
  };
}

const template = (name: string, view: object) => call("templatefile", `${hcl`path.module`}/${name}`, view);

/** The release of one tier. */
function helmRelease(
  { file, settings, variables }: { file: HclFile; settings: Settings; variables: Variables },
  given: {
    readonly tier: Tier;
    readonly values: TerraformLocal;
    readonly extraValues: TerraformVariable;
    readonly config: TerraformLocal;
    readonly dependsOn: readonly (TerraformResource | TerraformDataSource)[];
    readonly createBeforeDestroy?: string;
    readonly conditions?: readonly Condition[];
  },
): Release {
  const { tier, values, extraValues, config, dependsOn, createBeforeDestroy, conditions = [] } = given;
  const { limit, spike } = memoryOf(tier, variables);
  const prefix = tier.role === "gateway" ? "gateway_" : "";
  const imageIsRuled = isImageRuled(settings.rules);
  return file.resource(
    Release,
    tier.role === "gateway" ? "gateway" : "collector",
    {
      name: tier.releaseName,
      repository: variables.chartRepository.stringValue,
      chart: "opentelemetry-collector",
      version: settings.chartVersion,
      namespace: variables.namespace.stringValue,
      createNamespace:
        settings.terraform.namespacePodSecurity === undefined ? variables.createNamespace.booleanValue : undefined,
      values: call(
        "concat",
        [call("yamlencode", values), call("yamlencode", { config: hcl`yamldecode(${config})` })],
        extraValues,
        ...(imageIsRuled ? [[call("yamlencode", { image: hcl`${values}.image` })]] : []),
      ).asList,
      atomic: hcl`${variables.helmRelease}.atomic`,
      cleanupOnFail: hcl`${variables.helmRelease}.cleanup_on_fail`,
      wait: hcl`${variables.helmRelease}.wait`,
      timeout: hcl`${variables.helmRelease}.timeout_seconds`.asNumber,
      maxHistory: hcl`${variables.helmRelease}.max_history`.asNumber,
    },
    {
      paragraphs: ["namespace"],
      whyAttribute: {
        values: `Later documents win: the first deletes what the chart's own config has and ours does not.${imageIsRuled ? " The last keeps to the rules about the image, whatever extra_values say." : ""}`,
      },
      preconditions: [
        {
          condition: hcl`${spike} < ${limit}`,
          errorMessage: `${prefix}memory_spike_limit_mib (${spike.stringValue}) must be less than ${prefix}memory_limit_mib (${limit.stringValue}): the ${tier.role === "gateway" ? "gateway" : "collector"} refuses data from the difference on.`,
        },
        ...conditions,
      ],
      createBeforeDestroy,
      dependsOn,
    },
  );
}

function host(file: HclFile, settings: Settings, release: Release): TerraformLocal {
  return file.local(
    "host",
    serviceHost(nodeTier(settings).releaseName, release.namespace),
    "Of the Service, which is called like the release. By the reference, whoever uses the address waits for the collector.",
  );
}
