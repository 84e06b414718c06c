import { DataAwsIamPolicyDocument } from "@cdktf/provider-aws/lib/data-aws-iam-policy-document";
import { EksPodIdentityAssociation } from "@cdktf/provider-aws/lib/eks-pod-identity-association";
import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import type { TerraformResource } from "cdktf";
import { ruleText } from "../../settings/rules";
import type { Settings } from "../../settings/settings";
import { samplingTier } from "../../settings/tiers";
import { call, hcl } from "../hcl/expression";
import type { HclFile } from "../hcl/hcl-file";
import { filledPattern, roleNamePattern } from "../role-name";
import type { Workspace } from "./amp";
import { enforcedTags, rulesAbout } from "./enforced-rules";
import { permissionStatements } from "./permissions";
import type { Surroundings } from "./surroundings";
import { trustStatement } from "./trust";
import type { Variables } from "./variables";

/** What the collector may do in AWS. */
export interface Access {
  readonly role: IamRole;
  /** What has to be there before a collector that samples starts. */
  readonly needed: readonly TerraformResource[];
}

/** A role that only the collector's service account can assume, and that can only write. */
export function defineIam(
  file: HclFile,
  settings: Settings,
  variables: Variables,
  { workspace, surroundings }: { readonly workspace: Workspace; readonly surroundings: Surroundings },
): Access {
  const { clusterName, namespace, roleName } = variables;
  const named = (pattern: string) => filledPattern(pattern, clusterName.stringValue, namespace.stringValue);

  const trusted = trustStatement(file, settings, variables, surroundings);
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
    { statement: [trusted] },
    { why: "One service account of one namespace, and nobody else, may be the collector." },
  );
  const permissions = file.data(
    DataAwsIamPolicyDocument,
    "permissions",
    { statement: permissionStatements(settings, variables, workspace) },
    { why: "The collector may write, and only where it has to.", preconditions: workspace.conditions },
  );

  const enforced = enforcedTags(settings);
  const tagRules = rulesAbout("terraform.tags", settings.rules).filter(({ mustInclude }) => mustInclude !== undefined);
  const tagged = tagRules.length > 0;
  const tags = tagged
    ? call("merge", hcl`${variables.tags}`, enforced).asStringMap
    : hcl`${variables.tags}`.asStringMap;
  const role = file.resource(
    IamRole,
    "collector",
    {
      name: name.asString,
      path: variables.rolePath?.stringValue,
      description:
        settings.xray.export === "none"
          ? `Writes metrics of ${clusterName.stringValue} to Amazon Managed Service for Prometheus`
          : `Writes traces of ${clusterName.stringValue} to X-Ray`,
      assumeRolePolicy: trust.json,
      permissionsBoundary: variables.permissionsBoundaryArn.stringValue,
      tags,
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
  if (settings.identity === "irsa") {
    return { role, needed: [policy] };
  }
  const association = file.resource(
    EksPodIdentityAssociation,
    "collector",
    {
      clusterName: clusterName.stringValue,
      namespace: namespace.stringValue,
      serviceAccount: samplingTier(settings).releaseName,
      roleArn: role.arn,
      tags,
    },
    {
      why: "A pod learns of its association as it starts: it is there before the collectors are.",
      paragraphs: ["tags"],
    },
  );
  return { role, needed: [policy, association] };
}
