# <% marker %>

output "application_environment" {
  description = "What every instrumented application sets, besides its own OTEL_SERVICE_NAME."
  value       = module.tracing.application_environment
}
