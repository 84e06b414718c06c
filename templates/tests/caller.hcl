variables {
  cluster_name              = "<% clusterName %>"
  amp_remote_write_endpoint = <% endpoint %>
<%^ tracesOnly %>
  amp_workspace_arn         = "arn:aws:aps:eu-central-1:123456789012:workspace/ws-0123"
<%/ tracesOnly %>
<%# privateCluster %>
  vpc_id                    = "vpc-0123456789abcdef0"
<%/ privateCluster %>
}
