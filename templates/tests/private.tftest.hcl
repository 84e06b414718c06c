# <% marker %>

# A cluster that reaches AWS through VPC endpoints alone.

<% mocks %>
<% caller %>
run "endpoints_are_looked_for_in_the_vpc" {
  assert {
    condition     = toset(keys(data.aws_vpc_endpoint.required)) == toset([<% services %>])
    error_message = "Terraform must look for what the collector calls."
  }
<%# first %>

  assert {
    condition     = data.aws_vpc_endpoint.required["<% service %>"].vpc_id == var.vpc_id && length(data.aws_eks_cluster.private) == 0
    error_message = "Endpoints must be those of the VPC that is given, which is not looked up then."
  }

  assert {
    condition     = data.aws_vpc_endpoint.required["<% service %>"].service_name == "com.amazonaws.eu-central-1.<% service %>"
    error_message = "Endpoints must be those of the provider's region and partition."
  }
<%/ first %>
}

run "a_cluster_names_what_else_it_needs" {
  variables {
    vpc_endpoint_services = ["xray", "sts", "ecr.api"]
  }

  assert {
    condition     = data.aws_vpc_endpoint.required["ecr.api"].service_name == "com.amazonaws.eu-central-1.ecr.api"
    error_message = "Terraform must look for what the caller names."
  }
}

<%# first %>
run "an_endpoint_without_private_dns_is_refused" {
  command = plan

  override_data {
    target = data.aws_vpc_endpoint.required
    values = { vpc_endpoint_type = "Interface", private_dns_enabled = false }
  }

  expect_failures = [data.aws_vpc_endpoint.required]
}

<%/ first %>
<%# xray %>
run "x_ray_of_another_region_is_refused" {
  command = plan

  variables {
    aws_region = "us-west-2"
  }

  expect_failures = [data.aws_vpc_endpoint.required]
}

<%/ xray %>
run "what_is_no_vpc_and_no_service_is_refused" {
  command = plan

  variables {
    vpc_id                = "the-vpc"
    vpc_endpoint_services = ["X-Ray"]
  }

  expect_failures = [var.vpc_id, var.vpc_endpoint_services]
}

run "credentials_come_from_the_region" {
  assert {
    condition = contains(
      yamldecode(helm_release.<% sampling %>.values[0]).extraEnvs,
      { name = "AWS_STS_REGIONAL_ENDPOINTS", value = "regional" }
    )
    error_message = "No VPC endpoint leads to the global endpoint of the Security Token Service."
  }
}
