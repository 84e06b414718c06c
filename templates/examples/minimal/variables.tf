# <% marker %>

variable "cluster_name" {
  type        = string
  description = "Name of an EKS cluster with an IAM OIDC provider."
<%# clusterName %>
  default     = "<% name %>"
<%/ clusterName %>
}
