# <% marker %>
#
# The collector's configuration. Terraform fills in the variables, the chart adds nothing of its own.

<%> collector/pipeline.yaml %>

  resource:
    attributes:
      - key: cluster_name
        value: "${cluster_name}"
        action: upsert
      # The same under the name that OpenTelemetry's semantic conventions give it.
      - key: k8s.cluster.name
        value: "${cluster_name}"
        action: upsert

exporters:
  awsxray:
    region: ${aws_region}
<%# xrayRole %>
%{ if xray_role_arn != null ~}
    # The role that may write in the account that has the traces.
    role_arn: "${xray_role_arn}"
<%# externalId %>
%{ if xray_external_id != null ~}
    external_id: "${xray_external_id}"
%{ endif ~}
<%/ externalId %>
%{ endif ~}
<%/ xrayRole %>
    index_all_attributes: <% indexAllAttributes %>
<% indexedAttributes %>
<%# logExporterWhy %>
  # <% text %>
<%/ logExporterWhy %>
  <% logExporter %>:
    verbosity: <% logVerbosity %>
%{ if amp_remote_write_endpoint != null ~}

  prometheusremotewrite:
    endpoint: "${amp_remote_write_endpoint}"
    auth:
      authenticator: sigv4auth
    # Resource attributes such as service.name become labels.
    resource_to_telemetry_conversion:
      enabled: true
%{ endif ~}

extensions:
  # The probes of the chart ask the pod's address, not localhost.
  health_check:
    endpoint: "$${env:MY_POD_IP}:13133"
%{ if amp_remote_write_endpoint != null ~}
  sigv4auth:
    region: ${amp_region}
    service: aps
<%# ampRole %>
%{ if amp_role_arn != null ~}
    # The role that may write in the account of the workspace.
    assume_role:
      arn: "${amp_role_arn}"
<%# externalId %>
%{ if amp_external_id != null ~}
      external_id: "${amp_external_id}"
%{ endif ~}
<%/ externalId %>
%{ endif ~}
<%/ ampRole %>
%{ endif ~}

service:
  extensions: [health_check%{ if amp_remote_write_endpoint != null }, sigv4auth%{ endif }]
  pipelines:
    traces:
      receivers: [otlp]
      processors: [memory_limiter, tail_sampling, batch, resource]
      exporters: [awsxray, <% logExporter %>]
%{ if amp_remote_write_endpoint != null ~}
    # Forwards the metrics that applications send; it makes none from spans.
    metrics:
      receivers: [otlp]
      processors: [memory_limiter, batch, resource]
      exporters: [prometheusremotewrite]
%{ endif ~}
