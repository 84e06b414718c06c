import type { PresetRule } from "../../../src";
import { resolveSettings } from "../../../src/settings/settings";
import { TracingModule } from "../../../src/terraform/module/tracing-module";
import { block, moduleFiles } from "./tracing-module";

/** The module's files under one rule of Acme's. */
function filesUnder(rule: Omit<PresetRule, "reason">, options: object = {}): Record<string, string> {
  const settings = resolveSettings(options, { rules: [{ ...rule, preset: "Acme", reason: "${because}" }] });
  return Object.fromEntries(new TracingModule(settings).files.map((file) => [file.path, file.toHcl()]));
}

/** The block of a variable. */
const variable = (name: string, rule: Omit<PresetRule, "reason">, options?: object) =>
  filesUnder(rule, options)
    ["variables.tf"].split(/^(?=variable )/m)
    .find((text) => text.startsWith(`variable "${name}"`));

test.each<[string, Omit<PresetRule, "reason">, object, string]>([
  ["namespace", { option: "namespace", mustBe: "tracing" }, {}, 'var.namespace == "tracing"'],
  [
    "namespace",
    { option: "namespace", oneOf: ["tracing", "b"] },
    {},
    'try(contains(["tracing", "b"], var.namespace), false)',
  ],
  ["memory_limit_mib", { option: "collector.memoryLimitMib", atLeast: 400 }, {}, "var.memory_limit_mib >= 400"],
  ["memory_limit_mib", { option: "collector.memoryLimitMib", atMost: 400 }, {}, "var.memory_limit_mib <= 400"],
  [
    "cluster_name",
    { option: "clusterName", matches: "^a\\d", example: "a1" },
    {},
    'can(regex("^a\\\\d", var.cluster_name))',
  ],
  [
    "permissions_boundary_arn",
    { option: "terraform.permissionsBoundaryArn", matches: "^arn", example: "arn" },
    {},
    'var.permissions_boundary_arn == null || can(regex("^arn", var.permissions_boundary_arn))',
  ],
  [
    "amp_remote_write_endpoint",
    { option: "ampRemoteWriteEndpoint", required: true },
    { ampRemoteWriteEndpoint: "https://a.example.com/x" },
    "var.amp_remote_write_endpoint != null",
  ],
  [
    "tags",
    { option: "terraform.tags", requiredKeys: ["a"] },
    { terraform: { tags: { a: "b" } } },
    'alltrue([for key in ["a"] : contains(keys(var.tags), key)])',
  ],
  [
    "tags",
    { option: "terraform.tags", mustBe: { a: "b" } },
    { terraform: { tags: { a: "b" } } },
    'var.tags == tomap({ a = "b" })',
  ],
  [
    "egress_cidr_blocks",
    { option: "networkPolicy.egressCidrBlocks", mustBe: ["10.0.0.0/16"] },
    { networkPolicy: { enabled: true, egressCidrBlocks: ["10.0.0.0/16"] } },
    'var.egress_cidr_blocks == tolist(["10.0.0.0/16"])',
  ],
  [
    "egress_cidr_blocks",
    { option: "networkPolicy.egressCidrBlocks", mustInclude: ["10.0.0.0/16"] },
    { networkPolicy: { enabled: true, egressCidrBlocks: ["10.0.0.0/16", "10.1.0.0/16"] } },
    'length(setsubtract(["10.0.0.0/16"], var.egress_cidr_blocks)) == 0',
  ],
])("%s is validated by %j, and by nothing else than before", (name, rule, options, condition) => {
  const text = variable(name, rule, options) ?? "";
  const conditions = (of: string) =>
    [...of.matchAll(/ condition +=([\s\S]*?)\n +error_message/g)].map(([, one]) => one);
  const before = conditions(block(moduleFiles(options)["variables.tf"], `variable "${name}"`));
  expect(conditions(text)).toEqual([...before, ` ${condition}`]);
  expect(text).toMatch(/error_message = "\w+ must .*\. A rule of Acme: \$\$\{because\}\."/);
  expect(text).toMatch(/description = ".* Must .*\. A rule of Acme: \$\$\{because\}\."/);
});

test("tags that a preset decides are merged last, and are no default", () => {
  const files = filesUnder(
    { option: "terraform.tags", mustInclude: { owner: "platform" } },
    { terraform: { tags: { owner: "platform", team: "a" } } },
  );
  expect(files["iam.tf"]).toContain('tags = merge(var.tags, { owner = "platform" })\n');
  expect(files["variables.tf"]).toContain('default     = { team = "a" }\n');
});

test("tags that a preset asks for without giving them are the caller's alone", () => {
  const { "iam.tf": iam } = filesUnder(
    { option: "terraform.tags", requiredKeys: ["owner"] },
    { terraform: { tags: { owner: "platform" } } },
  );
  expect(iam).toBe(moduleFiles({ terraform: { tags: { owner: "platform" } } })["iam.tf"]);
});

test("a rule about the image is the last word of the chart's values", () => {
  const files = filesUnder(
    { option: "collector.imageTag", mustBe: "0.159.0-acme" },
    { collector: { imageTag: "0.159.0-acme" } },
  );
  expect(files["main.tf"].replace(/\s+/g, " ")).toContain(
    "var.extra_values, [yamlencode({ image = local.chart_values.image })],",
  );
});

test("a rule about an option without a variable changes nothing in the module", () => {
  const rule = { option: "chartVersion", mustBe: "0.170.0" };
  const options = { chartVersion: "0.170.0" };
  const free = new TracingModule(resolveSettings(options)).files.map((file) => file.toHcl());
  expect(Object.values(filesUnder(rule, options))).toEqual(free);
});
