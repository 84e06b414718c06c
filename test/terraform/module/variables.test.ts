import { parse } from "yaml";
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

  test("has the types that they know, may be null where that means something, and is checked", () => {
    const told = Object.entries(blocks).map(([name, text]) => {
      const type = /^ {2}type += ([\s\S]*?)\n {2}(?=\w)/m.exec(text)?.[1].replace(/\(\{[\s\S]*/, "");
      const orNull = text.includes("\n  nullable    = false\n") ? "" : " or null";
      return `${name}: ${type}${orNull}, ${text.match(/condition /g)?.length ?? 0}`;
    });
    expect(told).toEqual([
      "cluster_name: string, 1",
      "namespace: string, 1",
      "create_namespace: bool, 0",
      "sampling_rate_percentage: number, 1",
      "amp_remote_write_endpoint: string or null, 2",
      "amp_workspace_arn: string or null, 1",
      "amp_role_arn: string or null, 1",
      "amp_external_id: string or null, 1",
      "aws_region: string or null, 1",
      "xray_role_arn: string or null, 1",
      "xray_external_id: string or null, 1",
      "oidc_provider: object or null, 1",
      "role_name: string or null, 1",
      "role_path: string, 1",
      "permissions_boundary_arn: string or null, 1",
      "tags: map(string), 0",
      "memory_limit_mib: number, 1",
      "memory_spike_limit_mib: number, 1",
      "gateway_replicas: number, 1",
      "gateway_max_replicas: number or null, 1",
      "gateway_memory_limit_mib: number, 1",
      "gateway_memory_spike_limit_mib: number, 1",
      "gateway_extra_values: list(string), 1",
      "egress_cidr_blocks: list(string), 1",
      "https_proxy: string or null, 1",
      "no_proxy: list(string), 1",
      "vpc_id: string or null, 1",
      "vpc_endpoint_services: set(string), 1",
      "chart_repository: string, 1",
      "image_repository: string, 1",
      "helm_release: object, 1",
      "extra_values: list(string), 1",
    ]);
  });

  const endpoint = "https://aps-workspaces.eu-west-1.amazonaws.com/workspaces/ws-0123";
  const role = "arn:aws:iam::123456789012:role/path/writer";
  const name64 = "+=,.@-_".repeat(10).slice(0, 64);
  const oidc = "arn:aws-cn:iam::123456789012:oidc-provider/oidc.example.com/id/1";
  const wholeFrom = (least: number) =>
    [
      [least, 4000],
      [least - 1, least + 0.5],
    ] as const;

  /** Values at the edge of what is allowed, on either side. */
  const EDGES: Record<string, readonly [taken: readonly unknown[], refused: readonly unknown[]]> = {
    cluster_name: [
      ["a", "A1-_", "x".repeat(100)],
      ["", "-a", "no spaces", "x".repeat(101)],
    ],
    namespace: [
      ["a", "a-1", "n".repeat(63)],
      ["", "-a", "a-", "Upper", "n".repeat(64)],
    ],
    sampling_rate_percentage: [
      [0, 0.5, 100],
      [-0.1, 100.1],
    ],
    amp_remote_write_endpoint: [
      [null, `${endpoint}/api/v1/remote_write`, "https://metrics.example.com:9090/write"],
      [endpoint, `${endpoint}/`, "http://metrics.example.com/write", "https://metrics.example.com/write?x=1"],
    ],
    amp_workspace_arn: [
      [null, "arn:aws-cn:aps:cn-north-1:123456789012:workspace/ws-1"],
      ["ws-1", `${role}`],
    ],
    amp_role_arn: [
      [null, role],
      ["writer", "arn:aws:iam::123456789012:user/writer"],
    ],
    amp_external_id: [
      [null, "a/b+c=d,e.f@g:h-1"],
      ["x", "a b"],
    ],
    aws_region: [
      [null, "eu-central-1", "us-gov-west-1"],
      ["Frankfurt", "eu-central"],
    ],
    xray_role_arn: [
      [null, role],
      ["writer", "arn:aws:iam::123456789012:user/writer"],
    ],
    xray_external_id: [
      [null, "a/b+c=d,e.f@g:h-1"],
      ["x", "a b"],
    ],
    oidc_provider: [
      [null, { arn: oidc, issuer_url: "https://oidc.example.com/id/1" }],
      [{ arn: oidc, issuer_url: "https://oidc.example.com/id/2" }],
    ],
    role_name: [
      [null, "r", name64],
      ["no/slashes", `${name64}x`],
    ],
    role_path: [
      ["/", "/a/b/"],
      ["", "a", "/a", "a/", "/a b/"],
    ],
    permissions_boundary_arn: [
      [null, "arn:aws:iam::aws:policy/x", "arn:aws-cn:iam::123456789012:policy/a/b"],
      ["boundary", role],
    ],
    memory_limit_mib: wholeFrom(64),
    memory_spike_limit_mib: wholeFrom(1),
    gateway_replicas: wholeFrom(1),
    gateway_max_replicas: [
      [null, 2, 9],
      [1, 2.5],
    ],
    gateway_memory_limit_mib: wholeFrom(64),
    gateway_memory_spike_limit_mib: wholeFrom(1),
    gateway_extra_values: [[[], ["a: b", "{}"]], [["a: b", "no map"]]],
    egress_cidr_blocks: [[[], ["10.0.0.0/16"]], [["10.0.0.0/16", "10.0.0.0"]]],
    https_proxy: [
      [null, "http://proxy:3128", "https://10.0.0.1:443/"],
      ["proxy:3128", "http://me:x@proxy:1", "http://proxy"],
    ],
    no_proxy: [
      [[], [".example.com", "*.a", "10.0.0.0/8", "::1"]],
      [["a", "a b"], ["http://a?"]],
    ],
    vpc_id: [
      [null, "vpc-0123456789abcdef0"],
      ["vpc-x", "subnet-1"],
    ],
    vpc_endpoint_services: [
      [[], ["xray", "ecr.api"]],
      [["xray", "com.amazonaws."], ["X"]],
    ],
    chart_repository: [
      ["https://a/b", "http://a", "oci://a:5000/b"],
      ["charts.example.com", "ftp://a"],
    ],
    image_repository: [
      ["a", "a.example:5000/b/c_d"],
      ["Example.com/a", "a.example/b:1"],
    ],
    helm_release: [
      [{ timeout_seconds: 1, max_history: 0 }],
      [
        { timeout_seconds: 0, max_history: 0 },
        { timeout_seconds: 1, max_history: -1 },
      ],
    ],
    extra_values: [[[], ["a: b", "{}"]], [["a: b", "no map"]]],
  };

  test.each(Object.keys(blocks).filter((name) => blocks[name].includes("condition ")))(
    "is taken and refused at its edges: %s",
    (name) => {
      const [taken, refused] = EDGES[name];
      expect(taken.filter((value) => !isTaken(blocks[name], value))).toEqual([]);
      expect(refused.filter((value) => isTaken(blocks[name], value))).toEqual([]);
    },
  );

  test("is refused by a condition on it, with a message that names it", () => {
    for (const [name, text] of Object.entries(blocks)) {
      const checks = [...text.matchAll(/condition +=([\s\S]*?)error_message = "(.*)"/g)];
      expect(checks.filter(([, condition]) => !condition.includes(`var.${name}`))).toEqual([]);
      expect(checks.filter(([, , message]) => !message.includes(name))).toEqual([]);
      expect(text).toMatch(/^ {2}description = "[A-Z].*\."$/m);
    }
  });
});

/** Whether the conditions of a variable hold. These are expressions in JavaScript too, but for lists and for texts with expressions. */
function isTaken(variable: string, value: unknown): boolean {
  const functions = {
    can: (result: unknown) => result,
    regex: (pattern: string, text: string) => new RegExp(pattern).test(text),
    floor: Math.floor,
    endswith: (text: string, end: string) => text.endsWith(end),
    trimprefix: (text: string, start: string) => (text.startsWith(start) ? text.slice(start.length) : text),
    cidrhost: (block: string) => /^[\d.]+\/\d+$/.test(block),
    yamldecode: parse,
    keys: (map: unknown) => typeof map === "object",
  };
  return [...variable.matchAll(/condition += (.*)/g)].every(([, condition]) => {
    const script = condition
      .replaceAll(/\bvar\.\w+/g, "value")
      .replace(/^alltrue\(\[for (\w+) in value : (.*)\]\)$/, "value.every(($1) => $2)")
      .replace(/"([^"]*\$\{.*\})"/, "`$1`");
    return new Function("value", ...Object.keys(functions), `return ${script}`)(value, ...Object.values(functions));
  });
}
