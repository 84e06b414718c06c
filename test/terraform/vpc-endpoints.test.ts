import { parse } from "@cdktn/hcl2json";
import { egressWarnings } from "../../src/settings/egress-warnings";
import { resolveSettings } from "../../src/settings/settings";
import { AMP, generated } from "../generated";

const PRIVATE = { egress: { privateCluster: true } } as const;

test("a private cluster's endpoints are looked for in its VPC, in the provider's region and partition", async () => {
  const { data } = await parse("vpc-endpoints.tf", generated(PRIVATE)["vpc-endpoints.tf"]);
  expect(data.aws_vpc_endpoint.required[0]).toMatchObject({
    for_each: "${var.vpc_endpoint_services}",
    vpc_id: "${var.vpc_id != null ? var.vpc_id : data.aws_eks_cluster.private[0].vpc_config[0].vpc_id}",
    service_name: "${data.aws_partition.current.reverse_dns_prefix}.${data.aws_region.current.id}.${each.key}",
    state: "available",
  });
});

test("they are those that the collector calls, metrics among them where they are on", async () => {
  const services = async (options: object) =>
    (await parse("variables.tf", generated({ ...PRIVATE, ...options })["variables.tf"])).variable
      .vpc_endpoint_services[0].default;
  expect(await services({})).toEqual(["xray", "sts"]);
  const identity = "pod-identity";
  expect(await services({ identity })).toEqual(["xray", "eks-auth"]);
  const xray = { roleArn: "arn:aws:iam::210987654321:role/writer" };
  expect(await services({ identity, xray })).toEqual(["xray", "sts", "eks-auth"]);
  const metrics = { ampRemoteWriteEndpoint: AMP.amp_remote_write_endpoint };
  expect(await services(metrics)).toEqual(["xray", "sts", "aps-workspaces"]);
  expect(await services({ identity: "pod-identity" })).toEqual(["xray", "eks-auth"]);
  const none = {
    xray: { export: "none" },
    otlpExporters: [{ name: "tempo", endpoint: "http://tempo.tracing.svc:4317" }],
  };
  expect(await services(none)).toEqual([]);
  expect(await services({ ...none, ...metrics })).toEqual(["sts", "aps-workspaces"]);
  expect(generated({ ...PRIVATE, ...metrics })["README.md"]).toMatch(/\| `aps-workspaces` \| the metrics, /);
});

test("credentials come from the region, in the tier that writes to AWS alone", () => {
  expect(generated(PRIVATE)["values.tf"]).toContain('{ name = "AWS_STS_REGIONAL_ENDPOINTS", value = "regional" }');
  const values = generated({ ...PRIVATE, topology: "gateway" })["values.tf"];
  expect(values.match(/AWS_STS_REGIONAL_ENDPOINTS/g)).toHaveLength(1);
  expect(values.indexOf("AWS_STS_REGIONAL_ENDPOINTS")).toBeGreaterThan(values.indexOf("gateway_chart_values = {"));
});

test("an image from a public registry is worth a warning", () => {
  expect(egressWarnings(resolveSettings(PRIVATE))).toEqual([expect.stringContaining("Set collector.imageRepository")]);
  const mirrored = { ...PRIVATE, collector: { imageRepository: "registry.example.com/otel" } };
  expect(egressWarnings(resolveSettings(mirrored))).toEqual([]);
  expect(egressWarnings(resolveSettings({}))).toEqual([]);
});

test("any other cluster has neither the file nor the variables", () => {
  const files = generated({});
  expect(Object.keys(files)).not.toContain("vpc-endpoints.tf");
  expect(files["variables.tf"]).not.toContain("vpc");
});
