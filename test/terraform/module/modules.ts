import type { EksOtelTracingProjectOptions } from "../../../src/options";
import type { Rule } from "../../../src/settings/rules";

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

/** Modules that have all there is between them. */
export const MODULES: Readonly<
  Record<string, { readonly options: EksOtelTracingProjectOptions; readonly rules?: readonly Rule[] }>
> = {
  default: { options: {} },
  "two tiers": { options: { topology: "gateway", gateway: { resolver: "k8s" } } },
  everything: { options: EVERYTHING },
  "everything in two tiers": {
    options: {
      ...EVERYTHING,
      topology: "gateway",
      gateway: { tls: { secretName: "gateway-tls", clientSecretName: "agent-tls" } },
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
};
