/** Export to AWS X-Ray. */
export interface XrayOptions {
  /**
   * Make every attribute of spans and resources searchable. X-Ray bills partly by indexed data.
   *
   * X-Ray indexes 50 annotations a trace at most, and does not say which when there are more: the collector sends them all. Spans
   * of a few services have more attributes than that together. To be sure of those that matter, list them in
   * `indexedAttributes`.
   *
   * @default - true, unless `indexedAttributes` lists some
   * @see https://github.com/open-telemetry/opentelemetry-collector-contrib/tree/main/exporter/awsxrayexporter
   */
  readonly indexAllAttributes?: boolean;

  /**
   * Span attributes that are searchable, when not all of them are. A resource attribute takes the prefix
   * `otel.resource.`. X-Ray indexes 50 annotations a trace at most, so more than 49 beside the cluster's name are an error.
   *
   * An application that sets the attribute `aws.xray.annotations` on a span, a list of keys, adds those to what is indexed of it.
   *
   * @default []
   * @see https://docs.aws.amazon.com/xray/latest/devguide/xray-api-segmentdocuments.html#api-segmentdocuments-annotations
   */
  readonly indexedAttributes?: string[];

  /**
   * ARN of the role that the collector assumes to write traces, in the account that is to have them. The collector's own role
   * may then assume it, and has no right to write to X-Ray itself.
   *
   * Default of the Terraform variable `xray_role_arn`, which is there with this option alone. A cluster gives another, or null to
   * write as itself. Collectors from 0.121.0 to 0.143.0 are refused: such read it, and write as themselves.
   *
   * @default - none: the collector writes as its own role, and there is no variable
   * @see https://github.com/open-telemetry/opentelemetry-collector-contrib/tree/main/exporter/awsxrayexporter
   */
  readonly roleArn?: string;

  /**
   * External id that `roleArn` asks for. It is no secret. Collectors know it from 0.144.0 on.
   *
   * Default of the Terraform variable `xray_external_id`.
   *
   * @default - none
   * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_common-scenarios_third-party.html
   */
  readonly externalId?: string;
}
