# <% marker %>
#
# The collector's configuration. Terraform fills in the variables, the chart adds nothing of its own.

receivers:
  otlp:
    protocols:
      grpc:
        endpoint: "0.0.0.0:<% grpcPort %>"
      http:
        endpoint: "0.0.0.0:<% httpPort %>"

processors:
  # First, so that a flood is refused before it is held. From limit_mib - spike_limit_mib on, spans are refused.
  memory_limiter:
    check_interval: <% memoryCheckIntervalSeconds %>s
    limit_mib: ${memory_limit_mib}
    spike_limit_mib: ${memory_spike_limit_mib}

  # Holds every trace for decision_wait after its first span, then keeps it if one of the policies says so.
  tail_sampling:
    decision_wait: <% decisionWaitSeconds %>s
    num_traces: <% numTraces %>
    expected_new_traces_per_sec: <% expectedNewTracesPerSec %>
    policies:
<%# keepErrors %>
      - name: <% errorsPolicyName %>
        type: status_code
        status_code:
          status_codes: [ERROR]
<%/ keepErrors %>
      - name: <% slowPolicyName %>
        type: latency
        latency:
          threshold_ms: <% latencyThresholdMs %>
      # Everything else. The share is chosen by a hash of the trace id, so every collector decides alike.
      - name: <% probabilisticPolicyName %>
        type: probabilistic
        probabilistic:
          sampling_percentage: ${sampling_rate_percentage}
<% furtherPolicies %>
  # After the sampler, so that what is dropped is never batched. X-Ray takes 50 spans a call, one call after the other, and
  # an export ends after 5 s: a batch of this size fits.
  batch:
    send_batch_size: 512
    send_batch_max_size: 512

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
