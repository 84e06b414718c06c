/** Terraform and provider version ranges, and tags. */
export interface TerraformOptions {
  /**
   * Range of Terraform and OpenTofu versions.
   *
   * @default ">= 1.9, < 2.0"
   */
  readonly requiredVersion?: string;

  /**
   * Range of AWS provider versions.
   *
   * @default ">= 5.0, < 7.0"
   */
  readonly awsProviderVersion?: string;

  /**
   * Range of Helm provider versions.
   *
   * @default ">= 2.12, < 4.0"
   */
  readonly helmProviderVersion?: string;

  /**
   * Tags of the AWS resources.
   *
   * Default of the Terraform variable `tags`.
   *
   * @default {}
   */
  readonly tags?: { readonly [key: string]: string };
}
