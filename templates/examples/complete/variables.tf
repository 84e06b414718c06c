# <% marker %>

variable "cluster_name" {
  type        = string
  description = "Name of an EKS cluster with <% prerequisite %>."
<%# clusterName %>
  default     = "<% name %>"
<%/ clusterName %>
}

variable "permissions_boundary_arn" {
  type        = string
  description = "ARN of the policy that bounds every role in your account. Null: none."
  default     = <% permissionsBoundaryArn %>
}

variable "chart_repository" {
  type        = string
  description = "Helm repository that holds the chart."
  default     = "<% chartRepository %>"
}

variable "image_repository" {
  type        = string
  description = "Container image of the collector, without a tag."
  default     = "<% imageRepository %>"
}

variable "tags" {
  type        = map(string)
  description = "Tags of everything that is created in AWS."
  default     = <% tags %>
}
<%# privateCluster %>

variable "vpc_id" {
  type        = string
  description = "VPC of the cluster. Null: looked up."
  default     = null
}
<%/ privateCluster %>
