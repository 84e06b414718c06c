/** The label that remote write makes of an attribute. Versions differ in how many underscores in a row they leave. */
export function metricLabel(attribute: string): string {
  return attribute.replace(/[^A-Za-z0-9]+/g, "_");
}

/** Labels that every span metric has, or may have, without an option. */
export const SPAN_METRIC_LABELS: readonly string[] = [
  "cluster_name",
  "collector_instance_id",
  "instance",
  "job",
  "k8s_cluster_name",
  "le",
  "otel_metric_overflow",
  "otel_scope_name",
  "otel_scope_version",
  "service_name",
  "span_kind",
  "span_name",
  "status_code",
];
