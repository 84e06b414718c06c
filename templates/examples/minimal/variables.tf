# <% marker %>

variable "cluster_name" {
  type        = string
  description = "Name of an EKS cluster with <% prerequisite %>."
<%# clusterName %>
  default     = "<% name %>"
<%/ clusterName %>
}
