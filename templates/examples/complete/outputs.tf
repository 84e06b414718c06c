# <% marker %>

output "application_environment" {
  description = "What every instrumented application sets, besides its own OTEL_SERVICE_NAME."
  value       = module.tracing.application_environment
}

output "collector_role_arn" {
  description = "For the policies of keys, queues and networks that name who may send."
  value       = module.tracing.role_arn
}

output "collector_config" {
  description = "What the collector runs."
  value       = module.tracing.collector_config
}
<%# ownWorkspace %>

output "prometheus_endpoint" {
  description = "The workspace that takes the metrics, for a Grafana data source."
  value       = aws_prometheus_workspace.metrics.prometheus_endpoint
}
<%/ ownWorkspace %>
