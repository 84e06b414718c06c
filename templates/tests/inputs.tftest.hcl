# <% marker %>

# What the module takes, and what it refuses.

<% mocks %>
<% caller %>
run "values_that_cannot_work_are_refused" {
  command = plan

  variables {
    cluster_name              = "no spaces"
    namespace                 = "Not-Lower-Case"
    sampling_rate_percentage  = 101
    amp_remote_write_endpoint = "http://in-the-clear.example.com/api/v1/remote_write"
    aws_region                = "Frankfurt"
    role_name                 = "no/slashes"
<%# rolePath %>
    role_path                 = "no/slashes"
<%/ rolePath %>
    permissions_boundary_arn  = "boundary"
    memory_limit_mib          = 63
    memory_spike_limit_mib    = 0.5
    chart_repository          = "charts.example.com"
    image_repository          = "Example.com/collector:0.92.0"
    extra_values              = ["no map"]
  }

  expect_failures = [
    var.cluster_name,
    var.namespace,
    var.sampling_rate_percentage,
    var.amp_remote_write_endpoint,
    var.aws_region,
    var.role_name,
<%# rolePath %>
    var.role_path,
<%/ rolePath %>
    var.permissions_boundary_arn,
    var.memory_limit_mib,
    var.memory_spike_limit_mib,
    var.chart_repository,
    var.image_repository,
    var.extra_values,
  ]
}

<%# noHeadroom %>
run "headroom_must_leave_something" {
  command = plan

  variables {
    memory_limit_mib       = <% mib %>
    memory_spike_limit_mib = <% mib %>
  }

  expect_failures = [helm_release.collector]
}

<%/ noHeadroom %>
<%# longClusterName %>
run "a_long_cluster_name_makes_a_role_name_that_iam_takes" {
  variables {
    # 100 characters, as many as EKS allows.
    cluster_name = "shop-0123456789-0123456789-0123456789-0123456789-0123456789-0123456789-0123456789-0123456789-0123456"
  }

  assert {
    condition     = length(var.cluster_name) == 100 && length(output.role_name) <= 64
    error_message = "The role's name must not have more than 64 characters."
  }

  assert {
    condition     = endswith(output.role_name, substr(sha256("<% fullRoleName %>"), 0, 8))
    error_message = "The role's name must differ from that of a cluster whose name starts alike."
  }
}

<%/ longClusterName %>
<%# irsa %>
run "an_oidc_provider_that_is_given_is_not_looked_up" {
  variables {
    oidc_provider = {
      arn        = "arn:aws:iam::123456789012:oidc-provider/oidc.example.com/id/1"
      issuer_url = "https://oidc.example.com/id/1"
    }
  }

  assert {
    condition     = length(data.aws_eks_cluster.cluster) == 0
    error_message = "A cluster of the same apply cannot be looked up."
  }

  assert {
    condition     = one(one(data.aws_iam_policy_document.trust.statement[0].principals).identifiers) == var.oidc_provider.arn
    error_message = "The role must trust the provider that is given."
  }
}

<%/ irsa %>
run "a_cluster_chooses_for_itself" {
  variables {
    namespace                = "<% chosenNamespace %>"
    sampling_rate_percentage = <% chosenRate %>
    aws_region               = "<% chosenRegion %>"
    permissions_boundary_arn = "<% boundary %>"
<%# rolePath %>
    role_path                = <% chosen %>
<%/ rolePath %>
    memory_limit_mib         = <% limitMib %>
    memory_spike_limit_mib   = <% spikeMib %>
    tags                     = <% tags %>
  }

  assert {
    condition     = output.otlp_grpc_endpoint == "<% serviceAccount %>.<% chosenNamespace %>.svc.cluster.local:<% grpcPort %>" && output.namespace == "<% chosenNamespace %>"
    error_message = "The Service must be in the namespace that is given."
  }

  assert {
    condition     = strcontains(output.collector_config, "sampling_percentage: <% chosenRate %>\n")
    error_message = "The share must arrive in the sampler."
  }

<%# awsxray %>
  assert {
    condition     = yamldecode(output.collector_config).exporters.awsxray.region == "<% chosenRegion %>"
    error_message = "Traces must go to the region that is given."
  }

<%/ awsxray %>
<%# otlp %>
  assert {
    condition     = yamldecode(output.collector_config).exporters["<% exporter %>"].traces_endpoint == "https://xray.<% chosenRegion %>.amazonaws.com/v1/traces"
    error_message = "Traces must go to the region that is given."
  }

<%/ otlp %>
  assert {
    condition     = aws_iam_role.collector.permissions_boundary == var.permissions_boundary_arn<%# team %> && aws_iam_role.collector.tags["team"] == "<% team %>"<%/ team %>
    error_message = "The role must have the boundary and the tags."
  }

<%# rolePath %>
  assert {
    condition     = aws_iam_role.collector.path == var.role_path
    error_message = "The role must be where the cluster wants it."
  }

<%/ rolePath %>
  assert {
    condition     = yamldecode(output.<% nodeConfig %>).processors.memory_limiter.limit_mib == <% limitMib %> && yamldecode(helm_release.collector.values[0]).resources.limits.memory == "<% containerLimitMib %>Mi"
    error_message = "The container's limit must lie above the collector's."
  }
}

run "extra_values_come_last" {
  variables {
    extra_values = ["priorityClassName: system-node-critical"]
  }

  assert {
    condition     = reverse(helm_release.collector.values)[<% userValues %>] == "priorityClassName: system-node-critical"
    error_message = "<%^ imageIsRuled %>The last document wins, so what the user gives must be the last.<%/ imageIsRuled %><%# imageIsRuled %>What the user gives must win over all but the rules about the image.<%/ imageIsRuled %>"
  }
}
