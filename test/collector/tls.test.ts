import { parse, parseAllDocuments } from "yaml";
import { mountedFiles } from "../../src/collector/mounted-files";
import { mountedValues } from "../../src/collector/mounted-values";
import { Explained } from "../../src/explained";
import type { EksOtelTracingProjectOptions } from "../../src/options";
import { InvalidOptionsError } from "../../src/settings/invalid-options-error";
import { resolveSettings } from "../../src/settings/settings";
import { gatewayTier, nodeTier } from "../../src/settings/tiers";
import { agentConfig, collectorConfig, generated } from "../generated";

const ONE_TIER: EksOtelTracingProjectOptions = { collector: { tls: { secretName: "otel-tls" } } };
const MUTUAL: EksOtelTracingProjectOptions = {
  topology: "gateway",
  ...ONE_TIER,
  gateway: { tls: { secretName: "gateway-tls", clientSecretName: "agent-tls" } },
};

describe("what applications send", () => {
  test("is taken over TLS by gRPC and HTTP, with a certificate that is read again", () => {
    const tls = {
      cert_file: "/etc/otelcol/server-certificate/tls.crt",
      key_file: "/etc/otelcol/server-certificate/tls.key",
      reload_interval: "60s",
    };
    const { grpc, http } = collectorConfig(ONE_TIER).receivers.otlp.protocols;
    expect([grpc.tls, http.tls]).toEqual([tls, tls]);
  });

  test("is taken in the clear on a developer's machine, where there is no certificate", () => {
    const { grpc, http } = parse(generated(ONE_TIER)["examples/apps/express/collector-config.yaml"]).receivers.otlp
      .protocols;
    expect([grpc, http]).toEqual([{ endpoint: "0.0.0.0:4317" }, { endpoint: "0.0.0.0:4318" }]);
    expect(generated(ONE_TIER)["examples/apps/express/compose.yaml"]).toContain("http://collector:4317");
  });

  test("is checked by the CA of a ConfigMap, where applications need one", () => {
    const files = generated({
      collector: { tls: { secretName: "otel-tls", caConfigMapName: "otel-ca" } },
      exampleApps: ["express", "dotnet"],
      existingApps: ["go"],
    });
    const [{ data }, deployment] = documents(files["examples/apps/express/kubernetes.yaml"]);
    expect(data).toMatchObject({
      OTEL_EXPORTER_OTLP_ENDPOINT: "https://otel-collector.tracing.svc.cluster.local:4317",
      OTEL_EXPORTER_OTLP_CERTIFICATE: "/etc/opentelemetry/ca.crt",
    });
    const mount = { name: "opentelemetry-ca", mountPath: "/etc/opentelemetry", readOnly: true };
    const volume = { name: "opentelemetry-ca", configMap: { name: "otel-ca" } };
    expect(deployment.spec.template.spec).toMatchObject({ containers: [{ volumeMounts: [mount] }], volumes: [volume] });

    const [, withTemporaryFiles] = documents(files["examples/apps/dotnet/kubernetes.yaml"]);
    expect(withTemporaryFiles.spec.template.spec).toMatchObject({
      containers: [{ volumeMounts: [mount, { name: "tmp" }] }],
      volumes: [volume, { name: "tmp" }],
    });
    const patch = parse(files["examples/existing-apps/go/deployment-patch.yaml"]);
    expect(patch.spec.template.spec).toMatchObject({ containers: [{ volumeMounts: [mount] }], volumes: [volume] });
  });

  test("is checked by what applications trust already, where no ConfigMap is named", () => {
    const [{ data }, deployment] = documents(generated(ONE_TIER)["examples/apps/express/kubernetes.yaml"]);
    expect(data.OTEL_EXPORTER_OTLP_ENDPOINT).toMatch(/^https:/);
    expect(data).not.toHaveProperty("OTEL_EXPORTER_OTLP_CERTIFICATE");
    expect(deployment.spec.template.spec).not.toHaveProperty("volumes");
  });
});

describe("between agents and gateway", () => {
  test("agents check the Service's name, whose pods they dial by address", () => {
    const { tls } = agentConfig({ gateway: { tls: { secretName: "gateway-tls" } } }).exporters.load_balancing.protocol
      .otlp;
    expect(tls).toEqual({
      ca_file: "/etc/otelcol/gateway-ca/ca.crt",
      server_name_override: "otel-collector-gateway.tracing.svc.cluster.local",
    });
  });

  test("so they do where they know the pods from the Kubernetes API", () => {
    const options = { gateway: { resolver: "k8s" as const, tls: { secretName: "gateway-tls" } } };
    const { tls } = agentConfig(options).exporters.load_balancing.protocol.otlp;
    expect(tls.server_name_override).toBe("otel-collector-gateway.tracing.svc.cluster.local");
    expect(generated({ topology: "gateway", ...options })["main.tf"]).toMatch(/gateway_host +=/);
  });

  test("with mutual TLS agents show a certificate, and the gateway takes spans from nobody without one", () => {
    expect(agentConfig(MUTUAL).exporters.load_balancing.protocol.otlp.tls).toMatchObject({
      cert_file: "/etc/otelcol/client-certificate/tls.crt",
      key_file: "/etc/otelcol/client-certificate/tls.key",
      reload_interval: "60s",
    });
    for (const { tls } of Object.values<any>(collectorConfig(MUTUAL).receivers.otlp.protocols)) {
      expect(tls).toMatchObject({ client_ca_file: "/etc/otelcol/client-ca/ca.crt", client_ca_file_reload: true });
    }
  });

  test("nobody gets the key of another one", () => {
    const settings = resolveSettings(MUTUAL);
    const keys = (files: ReturnType<typeof mountedFiles>) =>
      files.map(({ from, keys }) => `${Object.values(from)}: ${keys.join(" ")}`);
    expect(keys(mountedFiles(settings, nodeTier(settings)))).toEqual([
      "otel-tls: tls.crt tls.key",
      "gateway-tls: ca.crt",
      "agent-tls: tls.crt tls.key",
    ]);
    const gateway = gatewayTier(settings);
    expect(gateway && keys(mountedFiles(settings, gateway))).toEqual([
      "gateway-tls: tls.crt tls.key",
      "agent-tls: ca.crt",
    ]);
  });

  test("the CA of a proxy is a ConfigMap's, for what samples alone", () => {
    const settings = resolveSettings({ ...MUTUAL, egress: { caConfigMapName: "proxy-ca" } });
    const gateway = gatewayTier(settings) ?? nodeTier(settings);
    const ca = { volume: "trusted-ca", from: { configMap: "proxy-ca" }, keys: ["ca.crt"] };
    expect(mountedFiles(settings, gateway)).toContainEqual(ca);
    expect(mountedFiles(settings, nodeTier(settings))).not.toContainEqual(ca);
  });

  test("one Secret for both is refused", () => {
    const tls = { secretName: "tls", clientSecretName: "tls" };
    expect(() => resolveSettings({ topology: "gateway", gateway: { tls } })).toThrow(InvalidOptionsError);
  });
});

test("files are mounted read-only, for the group that the pod runs as", () => {
  const settings = resolveSettings(ONE_TIER);
  const { extraVolumes, extraVolumeMounts } = mountedValues(mountedFiles(settings, nodeTier(settings)), []);
  expect(extraVolumes).toBeInstanceOf(Explained);
  expect((extraVolumes as Explained).value).toEqual([
    {
      name: "server-certificate",
      secret: {
        secretName: "otel-tls",
        defaultMode: 0o440,
        items: [
          { key: "tls.crt", path: "tls.crt" },
          { key: "tls.key", path: "tls.key" },
        ],
      },
    },
  ]);
  expect(extraVolumeMounts).toEqual([
    { name: "server-certificate", mountPath: "/etc/otelcol/server-certificate", readOnly: true },
  ]);
  expect(generated(ONE_TIER)["values.tf"]).toMatch(/fsGroup += 10001/);
});

test("without certificates there is neither a volume nor a word of them", () => {
  const files = generated({ topology: "gateway" });
  expect(files["values.tf"]).not.toMatch(/extraVolume|fsGroup/);
  expect(files["README.md"]).not.toMatch(/over TLS alone|is TLS/);
});

function documents(text: string): any[] {
  return parseAllDocuments(text).map((document) => document.toJS());
}
