import type { DataAwsIamPolicyDocumentStatement } from "@cdktf/provider-aws/lib/data-aws-iam-policy-document";
import type { Settings } from "../../settings/settings";
import { type Expression, hcl } from "../hcl/expression";
import { dynamic, explained } from "../hcl/nested-block";
import type { Workspace } from "./amp";
import type { Variables } from "./variables";

/** What the role may do itself, and as whom it may do the rest. */
export function permissionStatements(
  { identity }: Settings,
  { ampRemoteWriteEndpoint: endpoint, xray, amp }: Variables,
  workspace: Workspace,
): DataAwsIamPolicyDocumentStatement[] {
  const writeTraces = { sid: "WriteTraces", actions: ["xray:PutTraceSegments", "xray:PutTelemetryRecords"] };
  const none = hcl`${endpoint} == null${amp === undefined ? hcl`` : hcl` || ${amp.roleArn} != null`}`;
  const alongWithIt = identity === "irsa" ? "" : " The tags that EKS gives the session go along with it.";
  const assume = (to: string, arns: Expression, why: string) =>
    dynamic(arns, why, {
      sid: `Assume${to}Role`,
      actions: identity === "irsa" ? ["sts:AssumeRole"] : ["sts:AssumeRole", "sts:TagSession"],
      resources: [`${hcl`statement.value`}`],
    });
  return [
    xray === undefined
      ? explained("X-Ray's actions take no resource ARN.", { ...writeTraces, resources: ["*"] })
      : dynamic(
          hcl`${xray.roleArn} == null ? ["*"] : []`,
          "X-Ray's actions take no resource ARN. Where another role is assumed, that one writes.",
          { ...writeTraces, resources: [`${hcl`statement.value`}`] },
        ),
    dynamic(
      hcl`${none} ? [] : [${workspace.arn}]`,
      "Dynamic, because the endpoint of a workspace that is created in the same apply is not known before.",
      { sid: "WriteMetrics", actions: ["aps:RemoteWrite"], resources: [`${hcl`statement.value`}`] },
    ),
    ...(xray === undefined
      ? []
      : [
          assume(
            "Xray",
            hcl`${xray.roleArn} == null ? [] : [${xray.roleArn}]`,
            `Who writes traces, and nobody else.${alongWithIt}`,
          ),
        ]),
    ...(amp === undefined
      ? []
      : [
          assume(
            "Amp",
            hcl`${endpoint} == null || ${amp.roleArn} == null ? [] : [${amp.roleArn}]`,
            `Who writes metrics, and nobody else.${xray === undefined ? alongWithIt : ""}`,
          ),
        ]),
  ];
}
