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
