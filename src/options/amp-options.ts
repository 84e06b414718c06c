/**
 * Metrics of applications to Amazon Managed Service for Prometheus, whose endpoint is `ampRemoteWriteEndpoint`. Without one,
 * nothing here has an effect.
 */
export interface AmpOptions {
  /**
   * ARN of the role that the collector assumes to write metrics, in the account of the workspace. The collector's own role may
   * then assume it, and has no right to write to a workspace itself. A collector that can't assume it does not start.
   *
   * Default of the Terraform variable `amp_role_arn`, which is there with this option alone. A cluster gives another, or null to
   * write as itself.
   *
   * @default - none: the collector writes as its own role, and there is no variable
   * @see https://github.com/open-telemetry/opentelemetry-collector-contrib/tree/main/extension/sigv4authextension
   */
  readonly roleArn?: string;

  /**
   * External id that `roleArn` asks for. It is no secret. Collectors know it from 0.149.0 on.
   *
   * Default of the Terraform variable `amp_external_id`.
   *
   * @default - none
   * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_common-scenarios_third-party.html
   */
  readonly externalId?: string;
}
