# <% marker %>

# The metrics pipeline to Amazon Managed Service for Prometheus.

<% mocks %>
variables {
  cluster_name = "<% clusterName %>"
<%# privateCluster %>
  vpc_id       = "vpc-0123456789abcdef0"
<%/ privateCluster %>
}

<%# ruledEndpoint %>
run "the_endpoint_turns_the_pipeline_on" {
  variables {
    amp_remote_write_endpoint = <% endpoint %>
    amp_workspace_arn         = "arn:aws:aps:us-east-1:123456789012:workspace/ws-0123"
  }

  assert {
    condition     = keys(yamldecode(output.collector_config).service.pipelines) == <% pipelines %>
    error_message = "There must be a pipeline for metrics beside the one for traces."
  }

<%# ownMetrics %>
  assert {
    condition     = one(data.aws_iam_policy_document.permissions.statement[<% metricsStatement %>].resources) == var.amp_workspace_arn
    error_message = "The role must be able to write to the workspace that is given."
  }

<%/ ownMetrics %>
  assert {
    condition     = yamldecode(output.collector_config).extensions.sigv4auth.region == "us-east-1"
    error_message = "Requests must be signed for the region of the workspace."
  }

  assert {
    condition     = output.application_environment["OTEL_METRICS_EXPORTER"] == "otlp"
    error_message = "Applications must be told to send metrics."
  }
}
<%/ ruledEndpoint %>
<%^ ruledEndpoint %>
run "an_endpoint_turns_the_pipeline_on" {
  variables {
    amp_remote_write_endpoint = "https://aps-workspaces.us-east-1.amazonaws.com/workspaces/<% workspace %>/api/v1/remote_write"
  }

  assert {
    condition     = keys(yamldecode(output.collector_config).service.pipelines) == <% pipelines %>
    error_message = "There must be a pipeline for metrics beside the one for traces."
  }

  assert {
    condition     = yamldecode(output.collector_config).extensions.sigv4auth.region == "us-east-1"
    error_message = "Requests must be signed for the region of the workspace."
  }

<%# ownMetrics %>
  assert {
    condition     = one(data.aws_iam_policy_document.permissions.statement[<% metricsStatement %>].resources) == "arn:aws:aps:us-east-1:123456789012:workspace/<% workspace %>"
    error_message = "The role must be able to write to this workspace and no other."
  }

<%/ ownMetrics %>
  assert {
    condition     = output.application_environment["OTEL_METRICS_EXPORTER"] == "otlp"
    error_message = "Applications must be told to send metrics."
  }
}

run "a_private_endpoint_needs_the_workspace" {
  command = plan

  variables {
    amp_remote_write_endpoint = "https://<% host %>/api/v1/remote_write"
  }

  expect_failures = [data.aws_iam_policy_document.permissions]
}

run "a_private_endpoint_with_its_workspace" {
  variables {
    amp_remote_write_endpoint = "https://<% host %>/api/v1/remote_write"
    amp_workspace_arn         = "arn:aws:aps:eu-west-1:123456789012:workspace/ws-0123"
  }

<%# ownMetrics %>
  assert {
    condition     = one(data.aws_iam_policy_document.permissions.statement[<% metricsStatement %>].resources) == var.amp_workspace_arn
    error_message = "The role must be able to write to the workspace that is given."
  }

<%/ ownMetrics %>
  assert {
    condition     = yamldecode(output.collector_config).extensions.sigv4auth.region == "eu-west-1"
    error_message = "Requests must be signed for the region of the workspace."
  }
}

run "a_workspace_without_an_endpoint_is_refused" {
  command = plan

  variables {
    amp_remote_write_endpoint = null
    amp_workspace_arn         = "arn:aws:aps:eu-west-1:123456789012:workspace/ws-0123"
  }

  expect_failures = [data.aws_iam_policy_document.permissions]
}

run "a_workspace_of_the_same_apply" {
  # Its endpoint and its ARN are not known when Terraform plans.
  module {
    source = "./examples/complete"
  }

  assert {
    condition     = keys(yamldecode(output.collector_config).service.pipelines) == <% pipelines %>
    error_message = "There must be a pipeline for metrics beside the one for traces."
  }
}
<%/ ruledEndpoint %>
