# <% marker %>

# Region and credentials come from the environment, as in any other tool of AWS.
provider "aws" {
}

data "aws_eks_cluster" "cluster" {
  name = var.cluster_name
}

<% helmProvider %>
<%# kubernetes %>
<%> examples/kubernetes-provider.tf %>

<%/ kubernetes %>
<%# ownWorkspace %>
resource "aws_prometheus_workspace" "metrics" {
  alias = "${var.cluster_name}-applications"
  tags  = var.tags
}

<%/ ownWorkspace %>
module "tracing" {
  source = "../.."

  cluster_name = var.cluster_name
  namespace    = "<% namespace %>"

  # A quiet cluster can keep more. Slow traces<%# keepErrors %>, and failed ones,<%/ keepErrors %> are kept anyway.
  sampling_rate_percentage = <% samplingRatePercentage %>

<%# ownWorkspace %>
  # The workspace does not exist when Terraform plans: the module copes with that.
  amp_remote_write_endpoint = "${aws_prometheus_workspace.metrics.prometheus_endpoint}api/v1/remote_write"
  amp_workspace_arn         = aws_prometheus_workspace.metrics.arn

<%/ ownWorkspace %>
  role_name                = "${substr(var.cluster_name, 0, 40)}-tracing"
  permissions_boundary_arn = var.permissions_boundary_arn
  tags                     = var.tags

  # For about <% tracesPerSecond %> traces/s <% where %>: see "How to size it" in the README.
  <% prefix %>memory_limit_mib       = <% memoryLimitMib %>
  <% prefix %>memory_spike_limit_mib = <% memorySpikeLimitMib %>

<%# privateCluster %>
  # Where its endpoints are looked for, before anything is installed.
  vpc_id = var.vpc_id

<%/ privateCluster %>
  chart_repository = var.chart_repository
  image_repository = var.image_repository

  helm_release = {
    timeout_seconds = 900 # a cluster of many nodes takes its time
  }

  extra_values = [
    yamlencode({
      podAnnotations    = { "example.com/team" = "platform" }
      priorityClassName = "system-node-critical"
    }),
  ]
}
