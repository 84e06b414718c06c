# <% marker %>

# What the module does when it is given a cluster and nothing else.

<% mocks %>
<% caller %>
run "applications_find_the_collector" {
  assert {
    condition     = output.otlp_grpc_endpoint == "<% host %>:<% grpcPort %>"
    error_message = "The endpoint for gRPC has changed: applications would lose their spans."
  }

  assert {
    condition     = output.otlp_http_endpoint == "<% host %>:<% httpPort %>"
    error_message = "The endpoint for HTTP has changed: applications would lose their spans."
  }

  assert {
    condition     = output.application_environment["OTEL_EXPORTER_OTLP_ENDPOINT"] == "<% scheme %>://<% host %>:<% grpcPort %>"
    error_message = "Applications must be told the endpoint for gRPC."
  }
<%# tracesOnly %>

  assert {
    condition     = output.application_environment["OTEL_METRICS_EXPORTER"] == "none"
    error_message = "Without a metrics pipeline, applications must not send metrics."
  }
<%/ tracesOnly %>
}

run "only_the_collector_can_assume_the_role" {
  assert {
    condition = toset([
      for condition in data.aws_iam_policy_document.trust.statement[0].condition : "${condition.variable}=${one(condition.values)}"
      ]) == toset([
<%# irsa %>
      "oidc.eks.eu-central-1.amazonaws.com/id/0123456789ABCDEF:aud=sts.amazonaws.com",
      "oidc.eks.eu-central-1.amazonaws.com/id/0123456789ABCDEF:sub=system:serviceaccount:<% namespace %>:<% serviceAccount %>",
<%/ irsa %>
<%^ irsa %>
      "aws:RequestTag/eks-cluster-arn=arn:aws:eks:eu-central-1:123456789012:cluster/${var.cluster_name}",
      "aws:RequestTag/kubernetes-namespace=<% namespace %>",
      "aws:RequestTag/kubernetes-service-account=<% serviceAccount %>",
<%/ irsa %>
    ])
    error_message = "The role must trust one service account of one namespace."
  }

  assert {
    condition     = yamldecode(helm_release.<% sampling %>.values[0]).serviceAccount.name == output.service_account_name
    error_message = "The chart's service account must be the one that the role trusts."
  }

<%# irsa %>
  assert {
    condition     = yamldecode(helm_release.<% sampling %>.values[0]).serviceAccount.annotations["eks.amazonaws.com/role-arn"] == output.role_arn
    error_message = "The service account must name the role."
  }
<%/ irsa %>
<%^ irsa %>
  assert {
    condition = (
      aws_eks_pod_identity_association.collector.cluster_name == var.cluster_name &&
      aws_eks_pod_identity_association.collector.namespace == output.namespace &&
      aws_eks_pod_identity_association.collector.service_account == output.service_account_name &&
      aws_eks_pod_identity_association.collector.role_arn == output.role_arn
    )
    error_message = "EKS must give the role to the pods of that service account."
  }

  assert {
    condition     = !strcontains(join("\n", helm_release.<% sampling %>.values), "role-arn")
    error_message = "The service account must name no role: a pod has one identity."
  }
<%/ irsa %>
}

<%# ownTraces %>
run "the_role_can_write_traces_and_nothing_else" {
  assert {
    condition = (
      length(data.aws_iam_policy_document.permissions.statement) == 1 &&
      toset(data.aws_iam_policy_document.permissions.statement[0].actions) == toset(<% writeActions %>)
    )
    error_message = "Without a metrics pipeline, the role needs <% actionsInWords %> alone."
  }
}

<%/ ownTraces %>
<%# writesNothing %>
run "the_role_can_write_nothing" {
  assert {
    condition     = flatten(data.aws_iam_policy_document.permissions.statement[*].actions) == ["sts:GetCallerIdentity"]
    error_message = "Without X-Ray and without a metrics pipeline, the role needs no right."
  }
}

<%/ writesNothing %>
run "what_is_kept" {
  assert {
    condition     = yamldecode(output.collector_config).processors.tail_sampling.decision_wait == "<% decisionWaitSeconds %>s"
    error_message = "The collector must hold a trace for <% decisionWaitSeconds %> s."
  }

<%# keepErrors %>
  assert {
    condition = contains(
      [for policy in yamldecode(output.collector_config).processors.tail_sampling.policies : jsonencode(policy)],
      jsonencode({ name = "<% errorsPolicy %>", type = "status_code", status_code = { status_codes = ["ERROR"] } })
    )
    error_message = "Every failed trace must be kept."
  }

<%/ keepErrors %>
  assert {
    condition = contains(
      [for policy in yamldecode(output.collector_config).processors.tail_sampling.policies : jsonencode(policy)],
      jsonencode({ name = "<% slowPolicy %>", type = "latency", latency = { threshold_ms = <% latencyThresholdMs %> } })
    )
    error_message = "Every trace of <% keptMs %> ms or more must be kept."
  }

  assert {
    condition = contains(
<%^ boundedBaseline %>
      [for policy in yamldecode(output.collector_config).processors.tail_sampling.policies : jsonencode(policy)],
      jsonencode({ name = "<% probabilisticPolicy %>", type = "probabilistic", probabilistic = { sampling_percentage = <% samplingRatePercentage %> } })
<%/ boundedBaseline %>
<%# boundedBaseline %>
      [for part in flatten([for policy in yamldecode(output.collector_config).processors.tail_sampling.policies : policy.and.and_sub_policy if policy.name == "<% probabilisticPolicy %>"]) : jsonencode(part)],
      jsonencode({ name = "share", type = "probabilistic", probabilistic = { sampling_percentage = <% samplingRatePercentage %> } })
<%/ boundedBaseline %>
    )
    error_message = "<% samplingRatePercentage %> % of the other traces must be kept."
  }
}

run "the_collector_sends_to_<%^ none %>x_ray<%/ none %><%# none %>no_x_ray<%/ none %>" {
<%# awsxray %>
  assert {
    condition     = yamldecode(output.collector_config).exporters.awsxray.region == "eu-central-1"
    error_message = "Traces must go to the provider's region."
  }
<%/ awsxray %>
<%# otlp %>
  assert {
    condition     = yamldecode(output.collector_config).exporters["<% exporter %>"].traces_endpoint == "https://xray.eu-central-1.amazonaws.com/v1/traces"
    error_message = "Traces must go to the provider's region, in its partition."
  }

  assert {
    condition     = yamldecode(output.collector_config).extensions["sigv4auth/xray"].region == "eu-central-1"
    error_message = "Requests must be signed for the provider's region."
  }
<%/ otlp %>
<%# none %>
  assert {
    condition     = !contains(keys(yamldecode(output.collector_config).exporters), "awsxray") && !contains(keys(yamldecode(output.collector_config).extensions), "sigv4auth/xray")
    error_message = "Nothing must go to X-Ray."
  }
<%/ none %>
<%# tracesOnly %>

  assert {
    condition     = keys(yamldecode(output.collector_config).service.pipelines) == <% pipelines %>
    error_message = "There must be <% pipelinesInWords %>, and no other."
  }
<%/ tracesOnly %>
}

run "the_chart_is_pinned" {
  assert {
    condition     = output.chart_version == "<% chartVersion %>" && yamldecode(helm_release.collector.values[0]).service.enabled
    error_message = "The chart must be version <% chartVersion %>, with a Service."
  }
}
