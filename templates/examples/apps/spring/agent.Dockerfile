ADD --chmod=444 --checksum=sha256:<% agentSha256 %> \
  https://repo1.maven.org/maven2/io/opentelemetry/javaagent/opentelemetry-javaagent/<% agentVersion %>/opentelemetry-javaagent-<% agentVersion %>.jar \
  /opentelemetry-javaagent.jar
