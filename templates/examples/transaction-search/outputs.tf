# <% marker %>

output "turn_on" {
  description = "What turns Transaction Search on, for all of the account in this region. The AWS provider has no resource for it."
  value = [
    "aws xray update-trace-segment-destination --region ${data.aws_region.current.id} --destination CloudWatchLogs",
    "aws xray update-indexing-rule --region ${data.aws_region.current.id} --name Default --rule 'Probabilistic={DesiredSamplingPercentage=${var.indexed_percentage}}'",
  ]

  # X-Ray refuses to write where it may not.
  depends_on = [aws_cloudwatch_log_resource_policy.spans]
}

output "turn_off" {
  description = "The way back, for all of the account in this region."
  value       = "aws xray update-trace-segment-destination --region ${data.aws_region.current.id} --destination XRay"
}
