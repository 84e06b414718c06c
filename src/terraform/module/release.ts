import { DataAwsRegion } from "@cdktf/provider-aws/lib/data-aws-region";
import { Release } from "@cdktf/provider-helm/lib/release";
import type { TerraformLocal } from "cdktf";
import { serviceHost } from "../../collector/endpoints";
import type { Settings } from "../../settings/settings";
import { call, hcl } from "../hcl/expression";
import type { HclFile } from "../hcl/hcl-file";
import type { Workspace } from "./amp";
import { isImageRuled } from "./enforced-rules";
import type { Access } from "./iam";
import type { Variables } from "./variables";

/** The installed collector. */
export interface Collector {
  readonly release: Release;
  /** Its config, rendered. */
  readonly config: TerraformLocal;
  /** DNS name of its Service, known to work only when it is installed. */
  readonly host: TerraformLocal;
}

/** The collector's config and the Helm release that runs it. */
export function defineRelease(
  file: HclFile,
  settings: Settings,
  variables: Variables,
  { workspace, access, chartValues }: { workspace: Workspace; access: Access; chartValues: TerraformLocal },
): Collector {
  const { awsRegion, memoryLimitMib, memorySpikeLimitMib } = variables;
  const region = file.data(DataAwsRegion, "current", {});

  const config = file.local(
    "collector_config",
    call("templatefile", `${hcl`path.module`}/collector-config.yaml.tpl`, {
      aws_region: hcl`coalesce(${awsRegion}, ${region.id})`,
      cluster_name: variables.clusterName,
      sampling_rate_percentage: variables.samplingRatePercentage,
      memory_limit_mib: memoryLimitMib,
      memory_spike_limit_mib: memorySpikeLimitMib,
      amp_remote_write_endpoint: variables.ampRemoteWriteEndpoint,
      amp_region: workspace.region,
    }),
    "What the collector does: collector-config.yaml.tpl reads like any collector's config.",
  );

  const imageIsRuled = isImageRuled(settings.rules);
  const release = file.resource(
    Release,
    "collector",
    {
      name: settings.collector.releaseName,
      repository: variables.chartRepository.stringValue,
      chart: "opentelemetry-collector",
      version: settings.chartVersion,
      namespace: variables.namespace.stringValue,
      createNamespace: variables.createNamespace.booleanValue,
      values: call(
        "concat",
        [call("yamlencode", chartValues), call("yamlencode", { config: hcl`yamldecode(${config})` })],
        variables.extraValues,
        ...(imageIsRuled ? [[call("yamlencode", { image: hcl`${chartValues}.image` })]] : []),
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
          condition: hcl`${memorySpikeLimitMib} < ${memoryLimitMib}`,
          errorMessage: `memory_spike_limit_mib (${memorySpikeLimitMib.stringValue}) must be less than memory_limit_mib (${memoryLimitMib.stringValue}): the collector refuses data from the difference on.`,
        },
      ],
      dependsOn: [access.policy],
    },
  );

  const host = file.local(
    "host",
    serviceHost(settings, release.namespace),
    "Of the Service, which is called like the release. By the reference, whoever uses the address waits for the collector.",
  );
  return { release, config, host };
}
