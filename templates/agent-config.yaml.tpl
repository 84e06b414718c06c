# <% marker %>
#
# The agents' configuration. They take spans on every node, decide nothing, and hand each span to the one gateway that holds
# its trace. They have no rights in AWS.

<%> collector/config.yaml %>
