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
module "tracing" {
  source = "../.."

  cluster_name = var.cluster_name
}
