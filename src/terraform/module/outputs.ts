import { applicationEnvironment, OTLP_GRPC_PORT, OTLP_HTTP_PORT } from "../../collector/endpoints";
import { takesLogs } from "../../collector/otlp-exporters";
import { Explained } from "../../explained";
import type { Settings } from "../../settings/settings";
import { hcl } from "../hcl/expression";
import type { HclFile } from "../hcl/hcl-file";
import type { Access } from "./iam";
import type { Collectors } from "./release";
import type { Variables } from "./variables";

/** What applications and other modules need to know. */
export function defineOutputs(
  file: HclFile,
  settings: Settings,
  { ampRemoteWriteEndpoint }: Variables,
  {
    access,
    collectors: { release, samplingRelease, config, agentConfig, host },
  }: { access: Access; collectors: Collectors },
): void {
  file.output("otlp_grpc_endpoint", {
    description: "Host and port that take OTLP over gRPC.",
    value: `${host.asString}:${OTLP_GRPC_PORT}`,
  });
  file.output("otlp_http_endpoint", {
    description: "Host and port that take OTLP over HTTP.",
    value: `${host.asString}:${OTLP_HTTP_PORT}`,
  });
  file.output("application_environment", {
    description: "Environment variables that every instrumented application sets, besides its own OTEL_SERVICE_NAME.",
    value: environment(settings, host.asString, ampRemoteWriteEndpoint.stringValue),
  });
  file.output("role_arn", { description: "ARN of the collector's IAM role.", value: access.role.arn });
  file.output("role_name", { description: "Name of the collector's IAM role.", value: access.role.name });
  file.output("namespace", { description: "Kubernetes namespace of the collector.", value: release.namespace });
  file.output("service_account_name", {
    description: "Kubernetes service account that assumes the IAM role.",
    value: samplingRelease.name,
  });
  file.output("chart_version", { description: "Version of the installed chart.", value: release.version });
  file.output("collector_config", {
    description:
      agentConfig === undefined
        ? "Config of the collector as YAML, before extra_values are merged into it."
        : "Config of the gateway as YAML, before gateway_extra_values are merged into it.",
    value: config,
  });
  if (agentConfig !== undefined) {
    file.output("agent_config", {
      description: "Config of the agents as YAML, before extra_values are merged into it.",
      value: agentConfig,
    });
  }
}

/** Variables by name; one that depends on the metrics pipeline has both values. */
function environment(settings: Settings, host: string, endpoint: string): object {
  const { tls } = settings.collector;
  const logs = takesLogs(settings);
  const withMetrics = new Map(
    applicationEnvironment(host, { metrics: true, logs, tls }).map(({ name, value }) => [name, value]),
  );
  return Object.fromEntries(
    applicationEnvironment(host, { metrics: false, logs, tls }).map(({ name, value, why }) => {
      const other = withMetrics.get(name);
      return [
        name,
        new Explained(why, value === other ? value : hcl`${endpoint} == null ? ${value} : ${other ?? null}`),
      ];
    }),
  );
}
