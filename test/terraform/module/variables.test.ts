import { block, moduleFiles } from "./tracing-module";

const variable = (name: string, options = {}) => block(moduleFiles(options)["variables.tf"], `variable "${name}"`);

describe('the article: "The Variables You’ll Touch"', () => {
  test('"namespace | "tracing""', () => {
    expect(variable("namespace")).toContain('  default     = "tracing"\n');
  });

  test('"sampling_rate_percentage | 10"', () => {
    expect(variable("sampling_rate_percentage")).toContain("  default     = 10\n");
  });

  test('"amp_remote_write_endpoint | null"', () => {
    expect(variable("amp_remote_write_endpoint")).toContain("  default     = null\n");
  });

  test('"cluster_name | (required)", and it is the only one', () => {
    const required = moduleFiles()
      ["variables.tf"].split(/^(?=variable )/m)
      .filter((text) => text.startsWith("variable ") && !text.includes("\n  default "));
    expect(required).toEqual([expect.stringMatching(/^variable "cluster_name" /)]);
  });

  test('"A hard 400 MiB ceiling with 100 MiB spike headroom"', () => {
    expect(variable("memory_limit_mib")).toContain("  default     = 400\n");
    expect(variable("memory_spike_limit_mib")).toContain("  default     = 100\n");
  });
});

test.each([
  ["cluster_name", { clusterName: "prod" }, '"prod"'],
  ["namespace", { namespace: "observability" }, '"observability"'],
  ["sampling_rate_percentage", { samplingRatePercentage: 0 }, "0"],
  ["amp_remote_write_endpoint", { ampRemoteWriteEndpoint: "https://a.example/b" }, '"https://a.example/b"'],
  ["memory_limit_mib", { collector: { memoryLimitMib: 800 } }, "800"],
  ["memory_spike_limit_mib", { collector: { memorySpikeLimitMib: 80 } }, "80"],
  ["chart_repository", { collector: { chartRepository: "oci://a.example/b" } }, '"oci://a.example/b"'],
  ["image_repository", { collector: { imageRepository: "a.example/b" } }, '"a.example/b"'],
  ["tags", { terraform: { tags: { team: "a", "cost centre": "b" } } }, '{ team = "a", "cost centre" = "b" }'],
])("an option gives %s its default", (name, options, expected) => {
  expect(variable(name, options)).toContain(`  default     = ${expected}\n`);
});

test.each([
  ["0.92.0", '"otel/opentelemetry-collector-contrib"'],
  ["0.159.0", '"ghcr.io/open-telemetry/opentelemetry-collector-releases/opentelemetry-collector-contrib"'],
])("the image of collector %s is where upstream has it", (collectorVersion, repository) => {
  expect(variable("image_repository", { collectorVersion, chartVersion: "0.170.0" })).toContain(repository);
});

test("only switches take null", () => {
  const nullable = moduleFiles()
    ["variables.tf"].split(/^(?=variable )/m)
    .filter((text) => text.startsWith("variable ") && !text.includes("\n  nullable    = false\n"));
  expect(nullable.map((text) => text.split('"')[1])).toEqual([
    "amp_remote_write_endpoint",
    "amp_workspace_arn",
    "aws_region",
    "oidc_provider",
    "role_name",
    "permissions_boundary_arn",
  ]);
  expect(nullable.every((text) => text.includes("Null: "))).toBe(true);
});

test("each message names its variable, so that it is understood without the line it stands on", () => {
  const texts = moduleFiles()
    ["variables.tf"].split(/^(?=variable )/m)
    .slice(1);
  for (const text of texts) {
    const name = text.split('"')[1];
    for (const [, message] of text.matchAll(/error_message = "(.*)"/g)) {
      expect(message).toContain(name);
    }
  }
});

test("how Helm installs can be overridden in part", () => {
  expect(variable("helm_release")).toContain(`  type = object({
    atomic          = optional(bool, true)
    cleanup_on_fail = optional(bool, true)
    wait            = optional(bool, true)
    timeout_seconds = optional(number, 600)
    max_history     = optional(number, 10)
  })
`);
});

describe("what callers of the module may give", () => {
  const roles = { roleArn: "arn:aws:iam::210987654321:role/writer", externalId: "shop" };
  const blocks = Object.fromEntries(
    moduleFiles({
      topology: "gateway",
      networkPolicy: { enabled: true },
      egress: { httpsProxy: "http://proxy.example.com:3128", privateCluster: true },
      xray: roles,
      amp: roles,
      terraform: { rolePath: "/a/" },
    })
      ["variables.tf"].split(/^(?=variable )/m)
      .flatMap((text) => [...text.matchAll(/^variable "(\w+)"/g)].map(([, name]) => [name, text])),
  );

  test("has the types that they know, and which of it is checked", () => {
    const told = Object.entries(blocks).map(([name, text]) => {
      const type = /^ {2}type += ([\s\S]*?)\n {2}(?=\w)/m.exec(text)?.[1].replace(/\(\{[\s\S]*/, "");
      return `${name}: ${type}, ${text.match(/condition /g)?.length ?? 0}`;
    });
    expect(told).toEqual([
      "cluster_name: string, 1",
      "namespace: string, 1",
      "create_namespace: bool, 0",
      "sampling_rate_percentage: number, 1",
      "amp_remote_write_endpoint: string, 2",
      "amp_workspace_arn: string, 1",
      "amp_role_arn: string, 1",
      "amp_external_id: string, 1",
      "aws_region: string, 1",
      "xray_role_arn: string, 1",
      "xray_external_id: string, 1",
      "oidc_provider: object, 1",
      "role_name: string, 1",
      "role_path: string, 1",
      "permissions_boundary_arn: string, 1",
      "tags: map(string), 0",
      "memory_limit_mib: number, 1",
      "memory_spike_limit_mib: number, 1",
      "gateway_replicas: number, 1",
      "gateway_max_replicas: number, 1",
      "gateway_memory_limit_mib: number, 1",
      "gateway_memory_spike_limit_mib: number, 1",
      "gateway_extra_values: list(string), 1",
      "egress_cidr_blocks: list(string), 1",
      "https_proxy: string, 1",
      "no_proxy: list(string), 1",
      "vpc_id: string, 1",
      "vpc_endpoint_services: set(string), 1",
      "chart_repository: string, 1",
      "image_repository: string, 1",
      "helm_release: object, 1",
      "extra_values: list(string), 1",
    ]);
  });

  test("is refused by a condition on it, with a message that names it", () => {
    for (const [name, text] of Object.entries(blocks)) {
      const checks = [...text.matchAll(/condition +=([\s\S]*?)error_message = "(.*)"/g)];
      expect(checks.filter(([, condition]) => !condition.includes(`var.${name}`))).toEqual([]);
      expect(checks.filter(([, , message]) => !message.includes(name))).toEqual([]);
      expect(text).toMatch(/^ {2}description = "[A-Z].*\."$/m);
    }
  });
});
