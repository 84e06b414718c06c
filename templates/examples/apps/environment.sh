env <% localEnvironment %> \
  OTEL_SERVICE_NAME=<% checkout %> \
<%# ownEnvironment %>
  <% name %>="<% value %>" \
<%/ ownEnvironment %>
