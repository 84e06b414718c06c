import { resolveSettings } from "../../src/settings/settings";
import { collectorConfig } from "../generated";

const OLD = "0.92.0";
const ROLE = "arn:aws:iam::210987654321:role/writer";
const TEMPO = { name: "tempo", endpoint: "http://tempo.tracing.svc:4317" };

const mistakes = (options: object): string => {
  try {
    resolveSettings(options);
    return "";
  } catch (error) {
    return (error as Error).message;
  }
};

test.each([
  ["0.159.0", "otlp_http/xray"],
  [OLD, "otlphttp/xray"],
])(
  "with collector %s OTLP goes to the endpoint of the region, zipped, and signed for X-Ray",
  (collectorVersion, id) => {
    const variables = { aws_region: "cn-north-1", aws_dns_suffix: "amazonaws.com.cn" };
    const { exporters, extensions, service } = collectorConfig(
      { collectorVersion, xray: { export: "otlp" } },
      variables,
    );
    expect(exporters[id]).toMatchObject({
      traces_endpoint: "https://xray.cn-north-1.amazonaws.com.cn/v1/traces",
      auth: { authenticator: "sigv4auth/xray" },
      compression: "gzip",
      timeout: "10s",
      retry_on_failure: { enabled: true, max_elapsed_time: "0s" },
    });
    expect(extensions["sigv4auth/xray"]).toEqual({ region: "cn-north-1", service: "xray" });
    expect(service.extensions).toContain("sigv4auth/xray");
    expect(service.pipelines.traces.exporters[0]).toBe(id);
    expect(exporters).not.toHaveProperty("awsxray");
  },
);

test("a collector that can cuts requests at 5 MB, as X-Ray takes no more", () => {
  const { exporters } = collectorConfig({ xray: { export: "otlp" } });
  expect(exporters["otlp_http/xray"].sending_queue).toEqual({
    enabled: true,
    sizer: "items",
    queue_size: 1000,
    num_consumers: 4,
    batch: { flush_timeout: "200ms", min_size: 0, max_size: 5_000_000, sizer: "bytes" },
  });
});

test("an older one sends what was batched", () => {
  const { exporters, processors } = collectorConfig({ collectorVersion: OLD, xray: { export: "otlp" } });
  expect(exporters["otlphttp/xray"].sending_queue).toEqual({ enabled: true, queue_size: 1000, num_consumers: 4 });
  expect(processors.batch).toEqual({ send_batch_size: 512, send_batch_max_size: 512 });
});

test("X-Ray's queue has its share beside those of backends, in memory and on disk", () => {
  const disk = { otlpQueue: { persistent: true, volumeSizeMib: 1024 } };
  const size = (options: object, id: string) => collectorConfig({ ...disk, ...options }).exporters[id].sending_queue;
  const alone = size({ xray: { export: "otlp" } }, "otlp_http/xray");
  expect(alone.storage).toBe("file_storage");
  const both = { otlpExporters: [TEMPO], xray: { export: "otlp" } };
  expect(size(both, "otlp_http/xray").queue_size).toBe(alone.queue_size / 2);
  expect(size(both, "otlp_grpc/tempo").queue_size).toBe(alone.queue_size / 2);
});

test("the role of another account is assumed by what signs", () => {
  const options = { xray: { export: "otlp", roleArn: ROLE, externalId: "shop" } } as const;
  const given = collectorConfig(options, { xray_role_arn: "arn:x", xray_external_id: "x=1,2" });
  expect(given.extensions["sigv4auth/xray"].assume_role).toEqual({ arn: "arn:x", external_id: "x=1,2" });
  expect(collectorConfig(options).extensions["sigv4auth/xray"]).not.toHaveProperty("assume_role");
});

test("both may sign, each for its service", () => {
  const { extensions, service } = collectorConfig(
    { xray: { export: "otlp" } },
    { amp_remote_write_endpoint: "https://example.com/api/v1/remote_write", amp_region: "eu-west-1" },
  );
  expect(extensions.sigv4auth.service).toBe("aps");
  expect(extensions["sigv4auth/xray"].service).toBe("xray");
  expect(service.extensions).toEqual(["health_check", "sigv4auth/xray", "sigv4auth"]);
});

test("nothing of X-Ray is left with 'none'", () => {
  const { exporters, extensions, service } = collectorConfig({ xray: { export: "none" }, otlpExporters: [TEMPO] });
  expect(Object.keys(exporters)).toEqual(["debug", "otlp_grpc/tempo"]);
  expect(Object.keys(extensions)).toEqual(["health_check"]);
  expect(service.pipelines.traces.exporters).toEqual(["debug", "otlp_grpc/tempo"]);
});

test.each([
  [
    { export: "otlp", indexAllAttributes: true },
    /xray\.indexAllAttributes +true +is of the exporter awsxray, and xray\.export is 'otlp'/,
  ],
  [{ export: "otlp", indexAllAttributes: false }, /xray\.indexAllAttributes +false +is of the exporter awsxray/],
  [
    { export: "otlp", indexedAttributes: ["a"] },
    /xray\.indexedAttributes .*is of the exporter awsxray, and xray\.export is 'otlp'/,
  ],
  [{ export: "none", indexedAttributes: ["a"] }, /xray\.indexedAttributes .*xray\.export is 'none'/],
  [{ export: "none", roleArn: ROLE }, /xray\.roleArn .*xray\.export is 'none'/],
  [{ export: "none", transactionSearchExample: true }, /xray\.transactionSearchExample .*xray\.export is 'none'/],
])("%j contradicts itself", (xray, message) => {
  expect(mistakes({ xray, otlpExporters: [TEMPO] })).toMatch(message);
});

test.each([[[]], [[{ ...TEMPO, signals: ["logs"] }]]])(
  "'none' with %j leaves traces nowhere to go, and the error names both options",
  (otlpExporters) => {
    expect(mistakes({ xray: { export: "none" }, otlpExporters })).toMatch(
      /xray\.export +'none' +.*otlpExporters one with signals: \['traces'\], or set xray\.export to 'awsxray' or 'otlp'/,
    );
  },
);

test("a backend can't be called as X-Ray's exporter is", () => {
  const xray = { name: "xray", endpoint: "https://otlp.example.com", protocol: "http" };
  expect(mistakes({ xray: { export: "otlp" }, otlpExporters: [xray] })).toMatch(
    /give that one another name than 'xray'/,
  );
  expect(mistakes({ otlpExporters: [xray] })).toBe("");
});

test("a queue on disk is refused where there is none", () => {
  const otlpQueue = { persistent: true };
  expect(mistakes({ otlpQueue })).toMatch(/otlpQueue\.persistent/);
  expect(mistakes({ otlpQueue, xray: { export: "otlp" } })).toBe("");
});

test("any collector assumes a role for OTLP, and knows external ids from where metrics' part does", () => {
  const found = (collectorVersion: string, given = {}) =>
    mistakes({ collectorVersion, xray: { export: "otlp", roleArn: ROLE, ...given } });
  expect(found("0.128.0")).toBe("");
  expect(found("0.149.0", { externalId: "shop" })).toBe("");
  expect(found("0.144.0", { externalId: "shop" })).toMatch(/xray\.externalId .*a collectorVersion from 0\.149\.0 on/);
});
