import { environmentValues } from "../../src/collector/environment-values";
import { Explained } from "../../src/explained";
import type { EksOtelTracingProjectOptions } from "../../src/options";
import { InvalidOptionsError } from "../../src/settings/invalid-options-error";
import { resolveSettings, type Settings } from "../../src/settings/settings";
import { gatewayTier, nodeTier, type Tier } from "../../src/settings/tiers";
import { generated } from "../generated";

const PROXY = "http://proxy.example.com:3128";
const EGRESS: EksOtelTracingProjectOptions = { egress: { httpsProxy: PROXY, caConfigMapName: "acme-ca" } };

const HEADERS: EksOtelTracingProjectOptions = {
  otlpExporters: [
    {
      name: "tempo",
      endpoint: "https://tempo.example.com:4317",
      headers: [{ header: "x-key", secretName: "tempo", secretKey: "key" }],
    },
  ],
};

/** The container's variables, as the chart gets them. */
function variables(options: EksOtelTracingProjectOptions, tierOf: (settings: Settings) => Tier | undefined = nodeTier) {
  const settings = resolveSettings(options);
  const { extraEnvs } = environmentValues(settings, tierOf(settings) as Tier, {
    httpsProxy: "proxy",
    noProxy: "directly",
  });
  return extraEnvs instanceof Explained ? extraEnvs.value : extraEnvs;
}

test("the collector that writes to AWS gets the proxy, and the CA beside those of its image", () => {
  const expected = [
    { name: "HTTPS_PROXY", value: "proxy" },
    { name: "NO_PROXY", value: "directly" },
    { name: "SSL_CERT_DIR", value: "/etc/otelcol/trusted-ca" },
  ];
  expect(variables(EGRESS)).toEqual(expected);
  expect(variables({ ...EGRESS, topology: "gateway" }, gatewayTier)).toEqual(expected);
  expect(variables({ egress: { httpsProxy: PROXY, privateCluster: true } })).toEqual([
    ...expected.slice(0, 2),
    { name: "AWS_STS_REGIONAL_ENDPOINTS", value: "regional" },
  ]);
});

test.each<[EksOtelTracingProjectOptions, string[]]>([
  [{ egress: { caConfigMapName: "acme-ca" } }, ["The way to AWS, which is the only one out."]],
  [HEADERS, ["Headers of backends: the Secrets alone have their values."]],
  [{ kubernetesAttributes: { enabled: true } }, ["The node, whose pods alone are watched."]],
  [{ spanMetrics: { enabled: true } }, ["By the pod the series of two collectors are told apart."]],
  [
    { ...HEADERS, spanMetrics: { enabled: true } },
    [
      "Headers of backends: the Secrets alone have their values.",
      "By the pod the series of two collectors are told apart.",
    ],
  ],
])("the reason for variables is that of each that is there: %j", (options, why) => {
  const settings = resolveSettings(options);
  expect(environmentValues(settings, nodeTier(settings), undefined).extraEnvs).toMatchObject({ why: why.join(" ") });
});

test("agents get neither: they dial addresses of pods", () => {
  expect(variables({ ...EGRESS, topology: "gateway" })).toBeUndefined();
  const values = generated({ ...EGRESS, topology: "gateway" })["values.tf"];
  const [agents, gateway] = [values.indexOf(" chart_values = {"), values.indexOf("gateway_chart_values = {")];
  expect(agents).toBeLessThan(gateway);
  expect(values.slice(agents, gateway)).not.toMatch(/HTTPS_PROXY|trusted-ca/);
  expect(values.slice(gateway)).toMatch(/HTTPS_PROXY[\s\S]*trusted-ca/);
});

test("where pods get their credentials is reached without the proxy, whatever the caller names", () => {
  const { "values.tf": values, "variables.tf": variables } = generated(EGRESS);
  expect(values).toMatch(/no_proxy = join\([\s\S]*"169\.254\.170\.23"[\s\S]*"\.svc"[\s\S]*var\.no_proxy,\n/);
  // Without one the variable is empty, which is no proxy.
  expect(values).toContain('{ name = "HTTPS_PROXY", value = var.https_proxy == null ? "" : var.https_proxy }');
  expect(variables).toMatch(/variable "https_proxy" \{[^}]*default +=[^}]*proxy\.example\.com/);
});

test("the README says where an exporter does not read no_proxy", () => {
  const readme = (collectorVersion: string) => generated({ ...EGRESS, collectorVersion })["README.md"];
  expect(readme("0.92.0")).toContain("of collector 0.92.0 does not read `no_proxy`");
  expect(readme("0.159.0")).not.toContain("does not read `no_proxy`");
});

test("exceptions without a proxy are refused, and a password in its address never shown", () => {
  expect(() => resolveSettings({ egress: { noProxy: ["example.com"] } })).toThrow(/set egress\.httpsProxy/);
  const withPassword = () => resolveSettings({ egress: { httpsProxy: "http://me:hunter2@proxy.example.com:3128" } });
  expect(withPassword).toThrow(InvalidOptionsError);
  expect(withPassword).not.toThrow(/hunter2/);
});

test("without a proxy and a CA there is not a word of them", () => {
  const files = generated();
  expect(files["values.tf"]).not.toMatch(/extraEnvs|proxy/i);
  expect(files["README.md"]).not.toMatch(/proxy`|The way to AWS/);
});

test("a network policy opens the proxy's port beside that of AWS", () => {
  const ports = (options: EksOtelTracingProjectOptions) =>
    /https_ports = ([\s\S]*?)\n\n/.exec(generated({ networkPolicy: { enabled: true }, ...options })["values.tf"])?.[1];
  expect(ports(EGRESS)).toContain("var.https_proxy");
  expect(ports({})).not.toContain("proxy");
});
