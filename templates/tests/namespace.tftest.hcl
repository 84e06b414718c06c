# <% marker %>

# The namespace, and what Kubernetes lets into it.

<% mocks %>
<% caller %>
run "the_namespace_has_its_labels_before_the_collectors_come" {
  assert {
    condition     = one(one(kubernetes_namespace_v1.collector).metadata).name == helm_release.collector.namespace
    error_message = "The namespace must be that of the release."
  }

  assert {
    condition     = alltrue([for mode in ["enforce", "audit", "warn"] : one(one(kubernetes_namespace_v1.collector).metadata).labels["pod-security.kubernetes.io/${mode}"] == "<% standard %>"])
    error_message = "Pods must be as the standard has them."
  }

  assert {
    condition     = helm_release.collector.create_namespace != true
    error_message = "Helm must not make what is Terraform's."
  }
}

run "the_namespace_may_be_the_callers" {
  variables {
    create_namespace = false
  }

  assert {
    condition     = length(kubernetes_namespace_v1.collector) == 0
    error_message = "A namespace that is made elsewhere must be left alone."
  }
}
