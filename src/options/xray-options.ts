/**
 * By what traces are written to X-Ray: `awsxray`, the exporter that turns spans into segments, `otlp`, OTLP to X-Ray's own
 * endpoint, or `none`, not at all.
 */
export type XrayExport = "awsxray" | "otlp" | "none";

/** Export to AWS X-Ray. */
export interface XrayOptions {
  /**
   * By what traces are written to X-Ray.
   *
   * `awsxray` turns spans into segments, and has no queue: what X-Ray does not take is lost, and while X-Ray takes requests and
   * does not answer, whatever else gets traces waits.
   *
   * `otlp` sends spans as they are to `https://xray.REGION.amazonaws.com/v1/traces`, with a queue and retries like those of
   * `otlpExporters`. X-Ray takes them only in accounts where CloudWatch Transaction Search is on, which moves the price of all of
   * an account's X-Ray data, and which nothing here turns on: see `transactionSearchExample`. Every attribute can be searched
   * there, so `indexAllAttributes` and `indexedAttributes` are refused. X-Ray takes at most 5 MB and 10,000 spans a request, and
   * 200 KB a span. Requests have 512 spans at most; collectors from 0.159.0 on also cut them at 5 MB, and older ones hold that
   * with spans of up to 9 KB on average. A larger span is refused with the request that it is in, which is not sent again.
   *
   * `none` writes nothing to X-Ray, and gives no right to. Then one of `otlpExporters` must take traces.
   *
   * @default "awsxray"
   * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch-OTLPEndpoint.html
   */
  readonly export?: XrayExport;

  /**
   * Generate `examples/transaction-search/`: what CloudWatch Transaction Search needs in an account, with its price and the way
   * back. `export: "otlp"` needs it to be on, and other exports can have it.
   *
   * Nothing is turned on by it: it is an example, which somebody applies once for an account and region, with two commands of
   * the AWS CLI for what the AWS provider has no resource for.
   *
   * @default false
   * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Enable-TransactionSearch.html
   */
  readonly transactionSearchExample?: boolean;

  /**
   * Make every attribute of spans and resources searchable. X-Ray bills partly by indexed data. It is of
   * `export: "awsxray"` alone.
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
   * They are of `export: "awsxray"` alone.
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
   * write as itself. Collectors from 0.121.0 to 0.143.0 are refused with `export: "awsxray"`: such read it, and write as themselves.
   *
   * @default - none: the collector writes as its own role, and there is no variable
   * @see https://github.com/open-telemetry/opentelemetry-collector-contrib/tree/main/exporter/awsxrayexporter
   */
  readonly roleArn?: string;

  /**
   * External id that `roleArn` asks for. It is no secret. Collectors know it from 0.144.0 on, with `export: "otlp"` from 0.149.0 on.
   *
   * Default of the Terraform variable `xray_external_id`.
   *
   * @default - none
   * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_common-scenarios_third-party.html
   */
  readonly externalId?: string;
}
