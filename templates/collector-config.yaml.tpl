# <% marker %>
#
# The collector's configuration. Terraform fills in the variables, the chart adds nothing of its own.

<%> collector/config.yaml %>
