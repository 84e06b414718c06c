import { DataAwsEksCluster } from "@cdktf/provider-aws/lib/data-aws-eks-cluster";
import { DataAwsIamOpenidConnectProvider } from "@cdktf/provider-aws/lib/data-aws-iam-openid-connect-provider";
import { DataAwsIamPolicyDocument } from "@cdktf/provider-aws/lib/data-aws-iam-policy-document";
import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import { ruleText } from "../../settings/rules";
import type { Settings } from "../../settings/settings";
import { samplingTier } from "../../settings/tiers";
import { call, hcl } from "../hcl/expression";
import type { HclFile } from "../hcl/hcl-file";
import { dynamic, explained } from "../hcl/nested-block";
import { filledPattern, roleNamePattern } from "../role-name";
import type { Workspace } from "./amp";
import { enforcedTags, rulesAbout } from "./enforced-rules";
import type { Variables } from "./variables";

/** What the collector may do in AWS. */
export interface Access {
  readonly role: IamRole;
  readonly policy: IamRolePolicy;
}

/** A role that only the collector's service account can assume, and that can only write. */
export function defineIam(file: HclFile, settings: Settings, variables: Variables, workspace: Workspace): Access {
  const { clusterName, namespace, oidcProvider, roleName } = variables;
  const named = (pattern: string) => filledPattern(pattern, clusterName.stringValue, namespace.stringValue);

  const lookUp = hcl`${oidcProvider} == null ? 1 : 0`;
  const cluster = file.data(
    DataAwsEksCluster,
    "cluster",
    { name: clusterName.stringValue },
    {
      why: "Looked up, unless var.oidc_provider has them: then neither issuer nor provider has to exist before the apply.",
      count: lookUp,
    },
  );
  const issuerUrl = cluster.identity.get(0).oidc.get(0).issuer;
  const provider = file.data(DataAwsIamOpenidConnectProvider, "cluster", { url: issuerUrl }, { count: lookUp });

  const oidc = file.local(
    "oidc_provider",
    hcl`${oidcProvider} != null ? ${oidcProvider} : {
  arn        = ${provider.arn}
  issuer_url = ${issuerUrl}
}`,
  );
  const issuer = file.local(
    "oidc_issuer",
    hcl`trimprefix(${oidc}.issuer_url, "https://")`,
    "The keys of IAM's conditions have the issuer without its scheme.",
  );
  const fullName = file.local(
    "full_role_name",
    named(roleNamePattern(settings)),
    "IAM takes 64 characters, and the name of an EKS cluster alone may have 100. No data source is asked for the name: while one is read again, the role would have to be replaced.",
  );
  const name = file.local(
    "role_name",
    hcl`${roleName} != null ? ${roleName} : (
  length(${fullName}) <= 64
  ? ${fullName}
  : "\${substr(${fullName}, 0, 55)}-\${substr(sha256(${fullName}), 0, 8)}"
)`,
  );

  const trust = file.data(
    DataAwsIamPolicyDocument,
    "trust",
    {
      statement: [
        {
          actions: ["sts:AssumeRoleWithWebIdentity"],
          principals: [{ type: "Federated", identifiers: [`${hcl`${oidc}.arn`}`] }],
          condition: [
            {
              test: "StringEquals",
              variable: `${issuer.asString}:sub`,
              values: [`system:serviceaccount:${namespace.stringValue}:${samplingTier(settings).releaseName}`],
            },
            { test: "StringEquals", variable: `${issuer.asString}:aud`, values: ["sts.amazonaws.com"] },
          ],
        },
      ],
    },
    { why: "One service account of one namespace, and nobody else, may be the collector." },
  );
  const permissions = file.data(
    DataAwsIamPolicyDocument,
    "permissions",
    {
      statement: [
        explained("X-Ray's actions take no resource ARN.", {
          sid: "WriteTraces",
          actions: ["xray:PutTraceSegments", "xray:PutTelemetryRecords"],
          resources: ["*"],
        }),
        dynamic(
          hcl`${variables.ampRemoteWriteEndpoint} == null ? [] : [${workspace.arn}]`,
          "Dynamic, because the endpoint of a workspace that is created in the same apply is not known before.",
          { sid: "WriteMetrics", actions: ["aps:RemoteWrite"], resources: [`${hcl`statement.value`}`] },
        ),
      ],
    },
    { why: "The collector may write, and only where it has to.", preconditions: workspace.conditions },
  );

  const enforced = enforcedTags(settings);
  const tagRules = rulesAbout("terraform.tags", settings.rules).filter(({ mustInclude }) => mustInclude !== undefined);
  const tagged = tagRules.length > 0;
  const role = file.resource(
    IamRole,
    "collector",
    {
      name: name.asString,
      description: `Writes traces of ${clusterName.stringValue} to X-Ray`,
      assumeRolePolicy: trust.json,
      permissionsBoundary: variables.permissionsBoundaryArn.stringValue,
      tags: tagged ? call("merge", hcl`${variables.tags}`, enforced).asStringMap : hcl`${variables.tags}`.asStringMap,
    },
    {
      paragraphs: ["tags"],
      whyAttribute: tagged ? { tags: `The last win: ${tagRules.map(ruleText).join(". ")}.` } : {},
    },
  );
  const policy = file.resource(IamRolePolicy, "collector", {
    name: named(settings.terraform.rolePolicyName),
    role: role.id,
    policy: permissions.json,
  });
  return { role, policy };
}
