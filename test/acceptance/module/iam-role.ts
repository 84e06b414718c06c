import type { AwsEmulator } from "../harness/aws-emulator";

/** A statement of a policy, as IAM keeps it. */
export interface Statement {
  readonly Sid?: string;
  readonly Effect: string;
  readonly Action: string | readonly string[];
  readonly Resource?: string | readonly string[];
  readonly Principal?: Readonly<Record<string, string>>;
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

/** A role as IAM has it, which need not be as Terraform meant it. */
export interface IamRole {
  readonly name: string;
  /** Another one for a role that was made anew under its name. */
  readonly id: string;
  readonly arn: string;
  readonly description: string;
  readonly trust: readonly Statement[];
  readonly boundary: string | undefined;
  readonly tags: Readonly<Record<string, string>>;
  /** Statements of all inline policies. */
  readonly permissions: readonly Statement[];
  /** ARNs of managed policies. */
  readonly managedPolicies: readonly string[];
}

/** Asks IAM for a role and everything that hangs on it. */
export async function readRole(emulator: AwsEmulator, name: string): Promise<IamRole> {
  const ask = (action: string, parameters: Record<string, string> = {}) =>
    emulator.query("iam", { Action: action, Version: "2010-05-08", RoleName: name, ...parameters });

  const role = await ask("GetRole");
  const tags = values(await ask("ListRoleTags"), "member");
  const policyNames = values(await ask("ListRolePolicies"), "member");
  const policies = await Promise.all(policyNames.map((PolicyName) => ask("GetRolePolicy", { PolicyName })));
  return {
    name: values(role, "RoleName")[0],
    id: values(role, "RoleId")[0],
    arn: values(role, "Arn")[0],
    description: values(role, "Description")[0],
    trust: statements(values(role, "AssumeRolePolicyDocument")[0]),
    boundary: values(role, "PermissionsBoundaryArn")[0],
    tags: Object.fromEntries(tags.map((tag) => [values(tag, "Key")[0], values(tag, "Value")[0]])),
    permissions: policies.flatMap((policy) => statements(values(policy, "PolicyDocument")[0])),
    managedPolicies: values(await ask("ListAttachedRolePolicies"), "PolicyArn"),
  };
}

/** Names of all roles that there are. */
export async function roleNames(emulator: AwsEmulator): Promise<string[]> {
  return values(await emulator.query("iam", { Action: "ListRoles", Version: "2010-05-08" }), "RoleName");
}

/** Text of each element of that name in an answer of IAM. */
function values(xml: string, element: string): string[] {
  return [...xml.matchAll(new RegExp(`<${element}>([\\s\\S]*?)</${element}>`, "g"))].map(([, text]) =>
    text.replaceAll("&quot;", '"').replaceAll("&amp;", "&").trim(),
  );
}

/** IAM's query API gives policies as URL-encoded JSON. */
function statements(document: string): Statement[] {
  const { Statement } = JSON.parse(decodeURIComponent(document));
  return [Statement].flat();
}
