# <% marker %>
#
# The agents' configuration. They take spans on every node, decide nothing, and hand each span to the one gateway that holds
# its trace. They have no rights in AWS.

<%> collector/intake.yaml %>

exporters:
  # The gateway is chosen by a hash of the trace id: the spans of a trace meet in one, whatever nodes they come from.
  <% loadBalancing %>:
    routing_key: traceID
<% balancing %>
%{ if amp_remote_write_endpoint != null ~}

  # What an application's process measures goes through one gateway, so that it stays in order.
  <% loadBalancing %>/metrics:
    routing_key: resource
<% balancing %>
%{ endif ~}

extensions:
  # The probes of the chart ask the pod's address, not localhost.
  health_check:
    endpoint: "$${env:MY_POD_IP}:13133"

service:
  extensions: [health_check]
  pipelines:
    # No batches: a span that can't be queued is refused, and its sender told.
    traces:
      receivers: [otlp]
      processors: [memory_limiter]
      exporters: [<% loadBalancing %>]
%{ if amp_remote_write_endpoint != null ~}
    metrics:
      receivers: [otlp]
      processors: [memory_limiter]
      exporters: [<% loadBalancing %>/metrics]
%{ endif ~}
