import { block, moduleFiles } from "./tracing-module";

const { "outputs.tf": outputs, "main.tf": main } = moduleFiles();
const output = (name: string) => block(outputs, `output "${name}"`);

describe('the article: "Outputs hand you the collector endpoints"', () => {
  test('"otel-collector.tracing.svc.cluster.local:4317 for gRPC"', () => {
    expect(main).toContain('host = "otel-collector.${helm_release.collector.namespace}.svc.cluster.local"');
    expect(output("otlp_grpc_endpoint")).toContain('value       = "${local.host}:4317"');
  });

  test('":4318 for HTTP"', () => {
    expect(output("otlp_http_endpoint")).toContain('value       = "${local.host}:4318"');
  });

  test('"plus the IRSA role ARN"', () => {
    expect(output("role_arn")).toContain("value       = aws_iam_role.collector.arn");
  });
});

describe("the environment of an application", () => {
  const environment = output("application_environment");

  test('the article: "once you set two environment variables", of which the module knows one', () => {
    expect(environment).toContain('OTEL_EXPORTER_OTLP_ENDPOINT = "http://${local.host}:4317"');
    expect(environment).not.toContain("OTEL_SERVICE_NAME =");
  });

  test("names the protocol, in whose default SDKs differ", () => {
    expect(environment).toContain('OTEL_EXPORTER_OTLP_PROTOCOL = "grpc"');
  });

  test("turns metrics on with the pipeline that takes them", () => {
    expect(environment).toContain('OTEL_METRICS_EXPORTER = var.amp_remote_write_endpoint == null ? "none" : "otlp"');
  });

  test("turns logs off", () => {
    expect(environment).toContain('OTEL_LOGS_EXPORTER = "none"');
  });
});

test("what other modules need to know is there", () => {
  expect([...outputs.matchAll(/^output "(\w+)"/gm)].map(([, name]) => name)).toEqual([
    "otlp_grpc_endpoint",
    "otlp_http_endpoint",
    "application_environment",
    "role_arn",
    "role_name",
    "namespace",
    "service_account_name",
    "chart_version",
    "collector_config",
  ]);
});
