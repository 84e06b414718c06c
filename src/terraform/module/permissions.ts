import type { DataAwsIamPolicyDocumentStatement } from "@cdktf/provider-aws/lib/data-aws-iam-policy-document";
import type { Settings } from "../../settings/settings";
import { type Expression, hcl } from "../hcl/expression";
import { dynamic, explained } from "../hcl/nested-block";
import type { Workspace } from "./amp";
import type { Variables } from "./variables";

/**
 * What writes traces to X-Ray. For OTLP, AWS's guide attaches a policy with `PutTraceSegments` alone, and AWS's reference names
 * `PutSpans`, and `PutSpansForIndexing` for the share that is indexed.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch-OTLP-UsingADOT.html
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsx-ray.html
 */
export const WRITE_ACTIONS = {
  awsxray: ["xray:PutTraceSegments", "xray:PutTelemetryRecords"],
  otlp: ["xray:PutSpans", "xray:PutSpansForIndexing", "xray:PutTraceSegments"],
  none: [],
} as const;

/** What the role may do itself, and as whom it may do the rest. */
export function permissionStatements(
  { identity, xray: { export: by } }: Settings,
  { ampRemoteWriteEndpoint: endpoint, xray, amp }: Variables,
  workspace: Workspace,
): DataAwsIamPolicyDocumentStatement[] {
  const writeTraces = { sid: "WriteTraces", actions: [...WRITE_ACTIONS[by]] };
  const none = hcl`${endpoint} == null${amp === undefined ? hcl`` : hcl` || ${amp.roleArn} != null`}`;
  const alongWithIt = identity === "irsa" ? "" : " The tags that EKS gives the session go along with it.";
  const assume = (to: string, arns: Expression, why: string) =>
    dynamic(arns, why, {
      sid: `Assume${to}Role`,
      actions: identity === "irsa" ? ["sts:AssumeRole"] : ["sts:AssumeRole", "sts:TagSession"],
      resources: [`${hcl`statement.value`}`],
    });
  return [
    by === "none"
      ? explained("IAM takes no policy without a statement, and this anybody may do anyway.", {
          sid: "WhoAmI",
          actions: ["sts:GetCallerIdentity"],
          resources: ["*"],
        })
      : xray === undefined
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
