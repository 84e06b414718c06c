# <% marker %>

# Roles of other accounts, which the collector assumes to write.

<% mocks %>
<% caller %>
<%# roles %>
run "<% data %>_are_written_as_the_role_that_is_given" {
  variables {
<% given %>
  }

  assert {
    condition     = yamldecode(output.collector_config).<% roleKey %> == var.<% prefix %>_role_arn
    error_message = "The collector must assume the role that is given."
  }

<%# externalId %>
  assert {
    condition     = yamldecode(output.collector_config).<% idKey %> == var.<% prefix %>_external_id
    error_message = "The role's account must be sent the external id that it asks for."
  }

<%/ externalId %>
  assert {
    condition = one(flatten([
      for statement in data.aws_iam_policy_document.permissions.statement : statement.resources if statement.sid == "<% assumeSid %>"
    ])) == var.<% prefix %>_role_arn
    error_message = "The collector's role must be able to assume that role, and no other."
  }

  assert {
    condition     = !contains(data.aws_iam_policy_document.permissions.statement[*].sid, "<% writeSid %>")
    error_message = "The collector's own role must not write <% data %>."
  }
}

<%# own %>
run "a_cluster_writes_<% data %>_as_its_own_role" {
  variables {
<% none %>
  }

  assert {
    condition     = !can(yamldecode(output.collector_config).<% roleKey %>)
    error_message = "The collector must assume no role."
  }

  assert {
    condition = (
      contains(data.aws_iam_policy_document.permissions.statement[*].sid, "<% writeSid %>") &&
      !contains(data.aws_iam_policy_document.permissions.statement[*].sid, "<% assumeSid %>")
    )
    error_message = "The collector's role must write <% data %> itself."
  }
}

<%/ own %>
<%/ roles %>
run "roles_that_are_none_are_refused" {
  command = plan

  variables {
<% wrong %>
  }

  expect_failures = [
<% refused %>
  ]
}
