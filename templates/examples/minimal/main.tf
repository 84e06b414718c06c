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

<%^ needsEndpoint %>
  cluster_name = var.cluster_name
<%/ needsEndpoint %>
<%# needsEndpoint %>
  cluster_name              = var.cluster_name
  amp_remote_write_endpoint = var.amp_remote_write_endpoint
<%/ needsEndpoint %>
}
