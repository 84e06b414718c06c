# <% marker %>

variable "cluster_name" {
  type        = string
  description = "Name of an EKS cluster with <% prerequisite %>."
<%# clusterName %>
  default     = "<% name %>"
<%/ clusterName %>
}
<%# needsEndpoint %>

variable "amp_remote_write_endpoint" {
  type        = string
  description = "Remote-write URL of the workspace that takes the span metrics."
}
<%/ needsEndpoint %>
