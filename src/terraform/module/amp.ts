import type { TerraformLocal } from "cdktf";
import type { Settings } from "../../settings/settings";
import type { Condition } from "../hcl/editable";
import { call, hcl } from "../hcl/expression";
import type { HclFile } from "../hcl/hcl-file";
import type { Surroundings } from "./surroundings";
import type { Variables } from "./variables";

/** The workspace of Amazon Managed Service for Prometheus that takes metrics. */
export interface Workspace {
  /** Its ARN, null without one. */
  readonly arn: TerraformLocal;
  /** Its region, for which requests are signed, empty without one. */
  readonly region: TerraformLocal;
  /** What must hold of the variables. */
  readonly conditions: readonly Condition[];
}

// Global, FIPS, dual-stack and China endpoints, and those of an interface endpoint in a VPC.
const AWS_ENDPOINT =
  "^https://(?:[^/]+\\.)?aps-workspaces(?:-fips)?\\.(?P<region>[a-z0-9-]+)\\.[^/]+/workspaces/(?P<workspace_id>[^/]+)/";

/** Where metrics go, from the endpoint or, when that is a private one, from the ARN that is given. */
export function defineAmp(
  file: HclFile,
  { spanMetrics }: Settings,
  { ampRemoteWriteEndpoint: endpoint, ampWorkspaceArn }: Variables,
  { partition, caller }: Surroundings,
): Workspace {
  const parts = file.local(
    "amp_endpoint",
    call("try", call("regex", AWS_ENDPOINT, endpoint), null),
    "An endpoint of AWS names region and workspace, FIPS and VPC endpoints included. Null for any other.",
  );
  const derived = `arn:${partition.partition}:aps:${hcl`${parts}.region`}:${caller.accountId}:workspace/${hcl`${parts}.workspace_id`}`;
  const arn = file.local(
    "amp_workspace_arn",
    hcl`${ampWorkspaceArn} != null ? ${ampWorkspaceArn} : try(
  ${derived},
  null,
)`,
  );
  const region = file.local(
    "amp_region",
    hcl`try(split(":", ${arn})[3], "")`,
    "Requests are signed for the workspace's region, which need not be the provider's.",
  );
  return {
    arn,
    region,
    conditions: [
      ...(spanMetrics.enabled
        ? [
            {
              condition: hcl`${endpoint} != null`,
              errorMessage:
                "The option spanMetrics makes metrics of spans, which need a place to go: set amp_remote_write_endpoint.",
            },
          ]
        : []),
      {
        condition: hcl`${endpoint} == null || ${arn} != null`,
        errorMessage:
          "amp_remote_write_endpoint is none of AWS's, which name region and workspace: set amp_workspace_arn too.",
      },
      {
        condition: hcl`${endpoint} != null || ${ampWorkspaceArn} == null`,
        errorMessage:
          "amp_workspace_arn has no effect without amp_remote_write_endpoint, which turns the metrics pipeline on.",
      },
    ],
  };
}
