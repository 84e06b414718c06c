/** Export to AWS X-Ray. */
export interface XrayOptions {
  /**
   * Make every span attribute searchable. X-Ray bills partly by indexed data.
   *
   * @default - true, unless `indexedAttributes` lists some
   * @see https://github.com/open-telemetry/opentelemetry-collector-contrib/tree/main/exporter/awsxrayexporter
   */
  readonly indexAllAttributes?: boolean;

  /**
   * Span attributes that are searchable, when not all of them are. A resource attribute takes the prefix
   * `otel.resource.`. X-Ray indexes 50 annotations a trace at most.
   *
   * @default []
   * @see https://docs.aws.amazon.com/xray/latest/devguide/xray-api-segmentdocuments.html#api-segmentdocuments-annotations
   */
  readonly indexedAttributes?: string[];
}
