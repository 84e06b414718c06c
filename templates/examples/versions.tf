# <% marker %>

terraform {
  required_version = "<% requiredVersion %>"

  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "<% awsProviderVersion %>"
    }
    # <% why %>
    helm = {
      source  = "hashicorp/helm"
      version = "<% helmProviderVersion %>"
    }
<%# kubernetes %>
    kubernetes = {
      source  = "hashicorp/kubernetes"
      version = "<% version %>"
    }
<%/ kubernetes %>
  }
}
