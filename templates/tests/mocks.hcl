# No AWS account and no cluster are needed. What the module computes with has to be given: a mocked policy document is no
# JSON, and a mocked cluster has no issuer.
mock_provider "aws" {
  mock_data "aws_caller_identity" {
    defaults = { account_id = "123456789012" }
  }

  mock_data "aws_partition" {
    defaults = { partition = "aws"<%# privateCluster %>, reverse_dns_prefix = "com.amazonaws"<%/ privateCluster %><%# dnsSuffix %>, dns_suffix = "amazonaws.com"<%/ dnsSuffix %> }
  }

  mock_data "aws_region" {
    defaults = { id = "eu-central-1" }
  }

  mock_data "aws_eks_cluster" {
    defaults = {
      identity = [{ oidc = [{ issuer = "https://oidc.eks.eu-central-1.amazonaws.com/id/0123456789ABCDEF" }] }]
    }
  }
<%# privateCluster %>

  mock_data "aws_vpc_endpoint" {
    defaults = { vpc_endpoint_type = "Interface", private_dns_enabled = true }
  }
<%/ privateCluster %>

<%# irsa %>
  mock_data "aws_iam_openid_connect_provider" {
    defaults = {
      arn = "arn:aws:iam::123456789012:oidc-provider/oidc.eks.eu-central-1.amazonaws.com/id/0123456789ABCDEF"
    }
  }

<%/ irsa %>
  mock_data "aws_iam_policy_document" {
    defaults = { json = "{}" }
  }

  mock_resource "aws_iam_role" {
    defaults = { arn = "arn:aws:iam::123456789012:role/collector" }
  }

  mock_resource "aws_prometheus_workspace" {
    defaults = {
      arn                 = "arn:aws:aps:eu-central-1:123456789012:workspace/ws-0123"
      prometheus_endpoint = "https://aps-workspaces.eu-central-1.amazonaws.com/workspaces/ws-0123/"
    }
  }
}

mock_provider "helm" {
}
<%# ownNamespace %>

mock_provider "kubernetes" {
}
<%/ ownNamespace %>
