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
