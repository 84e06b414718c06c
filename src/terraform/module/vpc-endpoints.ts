import { DataAwsEksCluster } from "@cdktf/provider-aws/lib/data-aws-eks-cluster";
import { DataAwsVpcEndpoint } from "@cdktf/provider-aws/lib/data-aws-vpc-endpoint";
import type { Settings } from "../../settings/settings";
import { hcl } from "../hcl/expression";
import type { HclFile } from "../hcl/hcl-file";
import type { Surroundings } from "./surroundings";
import type { Variables } from "./variables";

/** Looks for the endpoints that a cluster without a way to the internet needs, so that one that is missing is known before. */
export function defineVpcEndpoints(
  file: HclFile,
  settings: Settings,
  { clusterName, awsRegion, vpcId, vpcEndpointServices }: Variables & NonNullable<Variables["vpc"]>,
  { partition, region }: Surroundings,
): DataAwsVpcEndpoint {
  const cluster = file.data(
    DataAwsEksCluster,
    "private",
    { name: clusterName.stringValue },
    { count: hcl`${vpcId} == null ? 1 : 0`, why: "For its VPC, unless var.vpc_id names that." },
  );
  return file.data(
    DataAwsVpcEndpoint,
    "required",
    {
      vpcId: hcl`${vpcId} != null ? ${vpcId} : ${cluster.vpcConfig.get(0).vpcId}`.toString(),
      serviceName: `${partition.reverseDnsPrefix}.${region.id}.${hcl`each.key`}`,
      state: "available",
    },
    {
      why: "The cluster has no way to the internet. An endpoint that is not found is missing in the VPC, and the collector would wait for an answer that does not come.",
      forEach: hcl`${vpcEndpointServices}`,
      preconditions:
        settings.xray.export === "none"
          ? []
          : [
              {
                condition: hcl`${awsRegion} == null ? true : ${awsRegion} == ${region.id}`,
                errorMessage: `aws_region must be null or the provider's (${region.id}): an endpoint of the VPC leads to X-Ray of its own region alone.`,
              },
            ],
      postconditions: [
        {
          condition: hcl`self.vpc_endpoint_type != "Interface" || self.private_dns_enabled`,
          errorMessage: `The VPC's endpoint for ${hcl`each.key`} needs private DNS: the collector knows the service's public name alone.`,
        },
      ],
    },
  );
}
