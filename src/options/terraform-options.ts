/**
 * A Pod Security Standard.
 *
 * @see https://kubernetes.io/docs/concepts/security/pod-security-standards/
 */
export type PodSecurityStandard = "restricted" | "baseline" | "privileged";

/** Terraform and provider version ranges, tags, and the permissions boundary. */
export interface TerraformOptions {
  /**
   * Range of Terraform and OpenTofu versions, none of them before 1.3, which is the first to read the module.
   *
   * The module's tests mock providers, which Terraform can from 1.7 on and OpenTofu from 1.8 on. Where the range begins before,
   * the workflow validates the examples with its lowest version, and tests the module with the newest.
   *
   * @default ">= 1.9, < 2.0"
   */
  readonly requiredVersion?: string;

  /**
   * Range of AWS provider versions. With `identity: "pod-identity"`, none of them before 5.29.
   *
   * @default - ">= 5.0, < 7.0", with `identity: "pod-identity"` ">= 5.29, < 7.0"
   */
  readonly awsProviderVersion?: string;

  /**
   * Range of Helm provider versions.
   *
   * @default ">= 2.12, < 4.0"
   */
  readonly helmProviderVersion?: string;

  /**
   * Range of Kubernetes provider versions, which makes the namespace. Read with `namespacePodSecurity` only.
   *
   * @default ">= 2.20, < 4.0"
   */
  readonly kubernetesProviderVersion?: string;

  /**
   * Turns the namespace into a resource of Terraform's, with labels by which Kubernetes refuses, audits and warns of pods that
   * are not as this standard has it. The collectors' pods are `restricted`, with any options and any chart version.
   *
   * It takes the provider `kubernetes` beside `helm`. The variable `create_namespace` turns it off for a cluster. The generated
   * README says how a namespace that exists is imported, and how it is given back: otherwise Terraform stops, or deletes it.
   *
   * @default - none: Helm makes the namespace, without labels, and leaves it behind on destroy
   * @see https://kubernetes.io/docs/concepts/security/pod-security-admission/
   */
  readonly namespacePodSecurity?: PodSecurityStandard;

  /**
   * Tags of the AWS resources.
   *
   * Default of the Terraform variable `tags`.
   *
   * @default {}
   */
  readonly tags?: { readonly [key: string]: string };

  /**
   * ARN of the policy that bounds the permissions of the IAM role.
   *
   * Default of the Terraform variable `permissions_boundary_arn`.
   *
   * @default - none, the variable's default is `null`
   * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html
   */
  readonly permissionsBoundaryArn?: string;

  /**
   * Name of the IAM role, where the caller of the module gives none. `{cluster_name}` and `{namespace}` stand for the
   * variables. A role can't be renamed: another name makes another role.
   *
   * @default "{cluster_name}-{namespace}-" and the release's name
   */
  readonly roleName?: string;

  /**
   * Path of the IAM role, where policies of the account tell roles apart by it. A role can't be moved: another path makes
   * another role.
   *
   * Default of the Terraform variable `role_path`, which is there with this option alone.
   *
   * @default - none: the role is at `/`, and there is no variable
   * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html#identifiers-friendly-names
   */
  readonly rolePath?: string;

  /**
   * Name of the role's inline policy. `{cluster_name}` and `{namespace}` stand for the variables.
   *
   * @default "write-telemetry"
   */
  readonly rolePolicyName?: string;
}
