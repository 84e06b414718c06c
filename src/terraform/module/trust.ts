import { DataAwsEksCluster } from "@cdktf/provider-aws/lib/data-aws-eks-cluster";
import { DataAwsIamOpenidConnectProvider } from "@cdktf/provider-aws/lib/data-aws-iam-openid-connect-provider";
import type { DataAwsIamPolicyDocumentStatement } from "@cdktf/provider-aws/lib/data-aws-iam-policy-document";
import type { TerraformVariable } from "cdktf";
import type { Settings } from "../../settings/settings";
import { samplingTier } from "../../settings/tiers";
import { hcl } from "../hcl/expression";
import type { HclFile } from "../hcl/hcl-file";
import { explained } from "../hcl/nested-block";
import type { Surroundings } from "./surroundings";
import type { Variables } from "./variables";

/** Who may assume the role, by what the identity of the collector's pods is proved. */
export function trustStatement(
  file: HclFile,
  settings: Settings,
  variables: Variables,
  surroundings: Surroundings,
): DataAwsIamPolicyDocumentStatement {
  const { releaseName: serviceAccount } = samplingTier(settings);
  return variables.oidcProvider === undefined
    ? podIdentityStatement(serviceAccount, variables, surroundings)
    : oidcStatement(file, serviceAccount, variables, variables.oidcProvider);
}

/** IAM Roles for Service Accounts: by a token that the cluster's issuer has signed. */
function oidcStatement(
  file: HclFile,
  serviceAccount: string,
  { clusterName, namespace }: Variables,
  oidcProvider: TerraformVariable,
): DataAwsIamPolicyDocumentStatement {
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
  return {
    actions: ["sts:AssumeRoleWithWebIdentity"],
    principals: [{ type: "Federated", identifiers: [`${hcl`${oidc}.arn`}`] }],
    condition: [
      {
        test: "StringEquals",
        variable: `${issuer.asString}:sub`,
        values: [`system:serviceaccount:${namespace.stringValue}:${serviceAccount}`],
      },
      { test: "StringEquals", variable: `${issuer.asString}:aud`, values: ["sts.amazonaws.com"] },
    ],
  };
}

/**
 * EKS Pod Identity: by what EKS says of the pod, in tags of the session that it alone can set.
 *
 * @see https://docs.aws.amazon.com/eks/latest/userguide/pod-id-role.html
 * @see https://docs.aws.amazon.com/eks/latest/userguide/pod-id-abac.html
 */
function podIdentityStatement(
  serviceAccount: string,
  { clusterName, namespace }: Variables,
  { partition, caller, region }: Surroundings,
): DataAwsIamPolicyDocumentStatement {
  const tagged = (key: string, value: string) => ({
    test: "StringEquals",
    variable: `aws:RequestTag/${key}`,
    values: [value],
  });
  return {
    actions: ["sts:AssumeRole", "sts:TagSession"],
    principals: [{ type: "Service", identifiers: ["pods.eks.amazonaws.com"] }],
    condition: [
      explained(
        "EKS says in tags of the session which pod it is for. A cluster's ARN names region and account too.",
        tagged(
          "eks-cluster-arn",
          `arn:${partition.partition}:eks:${region.id}:${caller.accountId}:cluster/${clusterName.stringValue}`,
        ),
      ),
      tagged("kubernetes-namespace", namespace.stringValue),
      tagged("kubernetes-service-account", serviceAccount),
    ],
  };
}
