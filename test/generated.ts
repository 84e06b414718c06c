import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Testing } from "projen";
import { parse } from "yaml";
import { EksOtelTracingProject, type EksOtelTracingProjectOptions } from "../src";
import { agentConfigView } from "../src/collector/agent-config";
import { collectorConfigView } from "../src/collector/collector-config";
import { resolveSettings } from "../src/settings/settings";
import { render } from "../src/template";
import { renderTerraformTemplate } from "./terraform-template";

/** The text of every generated file, by path. */
export function generated(options: EksOtelTracingProjectOptions = {}): Record<string, string> {
  const outdir = mkdtempSync(join(tmpdir(), "eks-otel-tracing-"));
  return Testing.synth(new EksOtelTracingProject({ outdir, ...options }), { parseJson: false });
}

/** What Terraform gives the template when nothing is set but the required variable, and where the options ask for it null. */
export const VARIABLES = {
  aws_region: "eu-central-1",
  aws_dns_suffix: "amazonaws.com",
  cluster_name: "prod",
  sampling_rate_percentage: 10,
  memory_limit_mib: 400,
  memory_spike_limit_mib: 100,
  amp_remote_write_endpoint: null as string | null,
  amp_region: null as string | null,
  otlp_queue_size: 1000,
  xray_role_arn: null as string | null,
  xray_external_id: null as string | null,
  amp_role_arn: null as string | null,
  amp_external_id: null as string | null,
};

export const AMP = {
  amp_remote_write_endpoint:
    "https://aps-workspaces.eu-west-1.amazonaws.com/workspaces/ws-12345678-1234-1234-1234-123456789012/api/v1/remote_write",
  amp_region: "eu-west-1",
};

function collectorConfigTemplate(options: EksOtelTracingProjectOptions): string {
  return render("collector-config.yaml.tpl", { ...collectorConfigView(resolveSettings(options)), marker: "" });
}

/** The collector's config as it leaves Terraform. */
export function collectorConfig(
  options: EksOtelTracingProjectOptions = {},
  variables: Partial<typeof VARIABLES> = {},
): any {
  return parse(renderTerraformTemplate(collectorConfigTemplate(options), { ...VARIABLES, ...variables }));
}

/** The agents' config as it leaves Terraform. */
export function agentConfig(
  options: EksOtelTracingProjectOptions = {},
  variables: { amp_remote_write_endpoint?: string | null } = {},
): any {
  const view = agentConfigView(resolveSettings({ topology: "gateway", ...options }));
  const { resolver = "dns" } = options.gateway ?? {};
  const template = render("agent-config.yaml.tpl", { ...view, marker: "" });
  return parse(
    renderTerraformTemplate(template, {
      memory_limit_mib: 400,
      memory_spike_limit_mib: 100,
      amp_remote_write_endpoint: variables.amp_remote_write_endpoint ?? null,
      ...(resolver === "dns" || options.gateway?.tls
        ? { gateway_host: "otel-collector-gateway.tracing.svc.cluster.local" }
        : {}),
      ...(resolver === "k8s" ? { gateway_service: "otel-collector-gateway.tracing" } : {}),
    }),
  );
}
