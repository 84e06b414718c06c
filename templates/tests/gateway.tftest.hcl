# <% marker %>

# Two tiers: agents on every node, and the gateway, which samples.

<% mocks %>
<% caller %>
run "there_are_two_releases" {
  assert {
    condition     = helm_release.collector.name == "<% agents %>" && yamldecode(helm_release.collector.values[0]).mode == "daemonset"
    error_message = "Agents must run on every node, under the name that applications know."
  }

  assert {
    condition     = helm_release.gateway.name == "<% gateway %>" && yamldecode(helm_release.gateway.values[0]).mode == "deployment"
    error_message = "The gateway must be a release of its own."
  }

  assert {
    condition     = helm_release.gateway.namespace == helm_release.collector.namespace && helm_release.gateway.version == helm_release.collector.version
    error_message = "Both releases must be in one namespace, of one version of the chart."
  }
}

run "agents_have_no_rights_in_aws" {
  assert {
    condition     = yamldecode(helm_release.collector.values[0]).serviceAccount == { create = true, name = "<% agents %>" }
    error_message = "The agents' service account must name no role."
  }

  assert {
    condition     = !strcontains(join("\n", helm_release.collector.values), "role-arn") && output.service_account_name == "<% gateway %>"
    error_message = "The gateway's service account alone must assume the role."
  }
}

run "agents_hand_a_trace_to_one_gateway" {
  assert {
    condition     = yamldecode(output.agent_config).exporters.<% loadBalancing %>.routing_key == "traceID"
    error_message = "The spans of a trace must meet in one gateway."
  }

  assert {
    condition     = yamldecode(output.agent_config).exporters.<% loadBalancing %>.resolver.<% resolver %>.<% resolverKey %> == "<% resolverTarget %>"
    error_message = "Agents must find the gateway by its Service."
  }

  assert {
    condition     = yamldecode(helm_release.gateway.values[0]).service.clusterIP == "None"
    error_message = "The gateway's Service must be headless, or its name has one address for all gateways."
  }

  assert {
    condition     = keys(yamldecode(output.agent_config).processors) == <% agentProcessors %>
    error_message = "<% agentsMust %>"
  }
}

run "a_cluster_chooses_its_gateways" {
  variables {
    gateway_replicas               = <% replicas %>
<%# autoscaling %>
    gateway_max_replicas           = null
<%/ autoscaling %>
    gateway_memory_limit_mib       = <% limitMib %>
    gateway_memory_spike_limit_mib = <% spikeMib %>
    gateway_extra_values           = ["priorityClassName: <% otherPriorityClass %>"]
  }

  assert {
    condition     = yamldecode(helm_release.gateway.values[0]).replicaCount == <% replicas %>
    error_message = "There must be as many gateways as are asked for."
  }

  assert {
    condition     = yamldecode(output.collector_config).processors.memory_limiter.limit_mib == <% limitMib %> && yamldecode(helm_release.gateway.values[0]).resources.limits.memory == "<% containerLimitMib %>Mi"
    error_message = "The container's limit must lie above the gateway's."
  }

  assert {
    condition     = reverse(helm_release.gateway.values)[<% userValues %>] == "priorityClassName: <% otherPriorityClass %>" && !strcontains(join("\n", helm_release.collector.values), "<% otherPriorityClass %>")
    error_message = "What the user gives for the gateway must arrive there, and nowhere else."
  }
}
<%# autoscaling %>

run "autoscaling_is_the_clusters_choice" {
  variables {
    gateway_replicas     = 2
    gateway_max_replicas = 6
  }

  assert {
    condition = (
      yamldecode(helm_release.gateway.values[0]).autoscaling.enabled &&
      yamldecode(helm_release.gateway.values[0]).autoscaling.minReplicas == 2 &&
      yamldecode(helm_release.gateway.values[0]).autoscaling.maxReplicas == 6
    )
    error_message = "With a greatest number, the number must follow the load."
  }
}

run "a_greatest_number_below_the_least_is_refused" {
  command = plan

  variables {
    gateway_replicas     = 6
    gateway_max_replicas = 2
  }

  expect_failures = [helm_release.gateway]
}
<%/ autoscaling %>

run "gateways_that_cannot_work_are_refused" {
  command = plan

  variables {
    gateway_replicas               = 0
    gateway_max_replicas           = 1.5
    gateway_memory_limit_mib       = 63
    gateway_memory_spike_limit_mib = 0.5
    gateway_extra_values           = ["no map"]
  }

  expect_failures = [
    var.gateway_replicas,
    var.gateway_max_replicas,
    var.gateway_memory_limit_mib,
    var.gateway_memory_spike_limit_mib,
    var.gateway_extra_values,
  ]
}
