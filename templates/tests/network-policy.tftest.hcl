# <% marker %>

# Where the collectors may go.

<% mocks %>
variables {
  cluster_name              = "<% clusterName %>"
  amp_remote_write_endpoint = <% endpoint %>
  amp_workspace_arn         = "arn:aws:aps:eu-central-1:123456789012:workspace/ws-0123"
  egress_cidr_blocks        = <% blocks %>
<%# privateCluster %>
  vpc_id                    = "vpc-0123456789abcdef0"
<%/ privateCluster %>
}

run "https_is_open_to_the_blocks_that_are_given" {
  assert {
    condition     = reverse(yamldecode(helm_release.<% release %>.values[0]).networkPolicy.egressRules)[0].to == [for block in var.egress_cidr_blocks : { ipBlock = { cidr = block } }]
    error_message = "What the caller gives must be where AWS is looked for."
  }

  assert {
    condition     = contains(reverse(yamldecode(helm_release.<% release %>.values[0]).networkPolicy.egressRules)[0].ports[*].port, 443)
    error_message = "AWS answers on port 443."
  }
}
<%# otherPort %>

run "metrics_may_go_to_another_port" {
  variables {
    amp_remote_write_endpoint = "https://metrics.example.com:8443/workspaces/ws-1/api/v1/remote_write"
  }

  assert {
    condition     = reverse(yamldecode(helm_release.<% release %>.values[0]).networkPolicy.egressRules)[0].ports[*].port == <% ports %>
    error_message = "The port that the endpoint names must be open."
  }
}
<%/ otherPort %>

run "blocks_that_are_none_are_refused" {
  command = plan

  variables {
    egress_cidr_blocks = ["10.0.0.0"]
  }

  expect_failures = [var.egress_cidr_blocks]
}
