import { agentConfigView } from "../../../src/collector/agent-config";
import { collectorConfigView } from "../../../src/collector/collector-config";
import type { EksOtelTracingProjectOptions } from "../../../src/options";
import type { Rule } from "../../../src/settings/rules";
import { resolveSettings } from "../../../src/settings/settings";
import { render } from "../../../src/template";
import { moduleFiles } from "./tracing-module";

const role = { roleArn: "arn:aws:iam::210987654321:role/writer", externalId: "shop" };
const tempo = { name: "tempo", endpoint: "https://tempo.example.com:4317" };

const EVERYTHING: EksOtelTracingProjectOptions = {
  networkPolicy: { enabled: true },
  egress: { httpsProxy: "http://proxy.example.com:3128", privateCluster: true, caConfigMapName: "acme-ca" },
  kubernetesAttributes: { enabled: true },
  otlpExporters: [{ ...tempo, headers: [{ header: "x-key", secretName: "tempo", secretKey: "key" }] }],
  otlpQueue: { persistent: true },
  spanMetrics: { enabled: true },
  xray: role,
  amp: role,
  sampling: { rates: [{ name: "pay", route: "/pay", samplingPercentage: 50 }], keepErrors: false },
  terraform: { rolePath: "/team/", namespacePodSecurity: "restricted", roleName: "{cluster_name}-traces" },
};

const OPTIONS: Readonly<
  Record<string, { readonly options: EksOtelTracingProjectOptions; readonly rules?: readonly Rule[] }>
> = {
  default: { options: {} },
  "two tiers": { options: { topology: "gateway", gateway: { resolver: "k8s" } } },
  everything: { options: EVERYTHING },
  "everything in two tiers": {
    options: {
      ...EVERYTHING,
      topology: "gateway",
      gateway: { resolver: "k8s", tls: { secretName: "gateway-tls", clientSecretName: "agent-tls" } },
      identity: "pod-identity",
      chartVersion: "0.170.0",
      otlpQueue: {},
      collector: { imageTag: "0.159.0" },
      terraform: { tags: { owner: "platform" } },
    },
    rules: [
      { option: "namespace", mustBe: "tracing", reason: "dashboards look there", preset: "Acme" },
      { option: "collector.imageTag", mustBe: "0.159.0", reason: "it is scanned", preset: "Acme" },
      { option: "terraform.tags", mustInclude: { owner: "platform" }, reason: "costs", preset: "Acme" },
    ],
  },
  "no X-Ray": { options: { xray: { export: "none" }, otlpExporters: [tempo] } },
  "an old collector": { options: { collectorVersion: "0.92.0", chartVersion: "0.170.0", xray: { export: "otlp" } } },
};

/** Names of modules that have all there is between them. */
export const MODULES = Object.keys(OPTIONS);

/** The files of one of them, with the collectors' configs as Terraform gets them. */
export function filesOf(name: string): Record<string, string> {
  const { options, rules } = OPTIONS[name];
  const settings = resolveSettings(options, { rules });
  const configs = {
    "collector-config.yaml.tpl": collectorConfigView(settings),
    ...(settings.topology === "gateway" ? { "agent-config.yaml.tpl": agentConfigView(settings) } : {}),
  };
  const rendered = Object.entries(configs).map(([path, view]) => [
    path,
    render(path, { ...view, marker: "Generated." }),
  ]);
  return { ...moduleFiles(options, rules), ...Object.fromEntries(rendered) };
}
