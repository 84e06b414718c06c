import type { EksOtelTracingProjectOptions } from "../../../src/options";
import { block, moduleFiles } from "./tracing-module";

const NONE: EksOtelTracingProjectOptions = {
  xray: { export: "none" },
  otlpExporters: [{ name: "tempo", endpoint: "http://tempo.tracing.svc:4317" }],
};

const permissions = (options: EksOtelTracingProjectOptions) =>
  block(moduleFiles(options)["iam.tf"], 'data "aws_iam_policy_document" "permissions"');

test("OTLP may write spans, and what AWS's own policy for it has", () => {
  expect(permissions({ xray: { export: "otlp" } })).toContain(`  statement {
    sid       = "WriteTraces"
    actions   = ["xray:PutSpans", "xray:PutSpansForIndexing", "xray:PutTraceSegments"]
    resources = ["*"]
  }
`);
});

test("without X-Ray there is no right to it, and still a policy that IAM takes", () => {
  const document = permissions(NONE);
  expect(document).not.toContain("xray");
  expect(document).toContain(`  statement {
    sid       = "WhoAmI"
    actions   = ["sts:GetCallerIdentity"]
    resources = ["*"]
  }
`);
  expect(document).toContain('sid       = "WriteMetrics"');
});

test("the suffix of the endpoint is the partition's", () => {
  const suffix = "aws_dns_suffix                   = data.aws_partition.current.dns_suffix";
  const dns = (options: EksOtelTracingProjectOptions) => moduleFiles(options)["main.tf"].replaceAll(/ +=/g, " =");
  expect(dns({ xray: { export: "otlp" } })).toContain(suffix.replaceAll(/ +=/g, " ="));
  expect(dns({})).not.toContain("aws_dns_suffix");
});

test("the queue of X-Ray is sized by the cluster's memory", () => {
  expect(moduleFiles({ xray: { export: "otlp" } })["main.tf"]).toMatch(/otlp_queue_size +=/);
  const disk: EksOtelTracingProjectOptions = { xray: { export: "otlp" }, otlpQueue: { persistent: true } };
  expect(moduleFiles(disk)["main.tf"]).not.toContain("otlp_queue_size");
});

test("callers that give a region need not change without X-Ray, and outputs are the same", () => {
  const files = moduleFiles(NONE);
  expect(files["variables.tf"]).toMatch(/variable "aws_region" {\n[^}]*Without effect/);
  expect(files["outputs.tf"]).toBe(moduleFiles()["outputs.tf"]);
});
