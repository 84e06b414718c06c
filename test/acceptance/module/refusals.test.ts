import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "@cdktn/hcl2json";
import type { Preset } from "../../../src";
import { acceptance, type Evidence } from "../acceptance";
import { type ModuleCall, TerraformRoot } from "../harness/applied-module";
import { AWS_ENVIRONMENT, AwsEmulator } from "../harness/aws-emulator";
import { filesIn } from "./matrix-repositories";
import { nameProgramsOf } from "./programs";

const AMP = "https://aps-workspaces.eu-west-1.amazonaws.com/workspaces/ws-0123";
const BOUNDARY = "arn:aws:iam::123456789012:policy/boundary";
const ISSUER = "https://oidc.example.com/id/1";

/** Values that a variable refuses, and words of the message that says so. */
const REFUSED: readonly [variable: string, value: unknown, message: string][] = [
  ["cluster_name", "no spaces", "an EKS cluster name"],
  ["cluster_name", "x".repeat(101), "an EKS cluster name"],
  ["namespace", "Not-Lower-Case", "a Kubernetes namespace"],
  ["namespace", "n".repeat(64), "a Kubernetes namespace"],
  ["sampling_rate_percentage", 100.1, "a number from 0 to 100"],
  ["sampling_rate_percentage", -1, "a number from 0 to 100"],
  ["amp_remote_write_endpoint", "http://in-the-clear.example.com/api/v1/remote_write", "an https URL"],
  ["amp_remote_write_endpoint", `${AMP}/`, "add api/v1/remote_write"],
  ["amp_remote_write_endpoint", `${AMP}/api/v1/remote_write?x=1`, "an https URL"],
  ["amp_workspace_arn", "ws-0123", "the ARN of a workspace"],
  ["aws_region", "Frankfurt", "an AWS region"],
  [
    "oidc_provider",
    { arn: `arn:aws:iam::123456789012:oidc-provider/other`, issuer_url: ISSUER },
    "ends in the issuer's URL",
  ],
  ["role_name", "no/slashes", "an IAM role name"],
  ["role_name", "r".repeat(65), "an IAM role name"],
  ["role_path", "no-slashes", "a path in IAM"],
  ["role_path", "/a b/", "a path in IAM"],
  ["xray_role_arn", "writer", "the ARN of an IAM role"],
  ["xray_external_id", "x", "an external id of AWS STS"],
  ["amp_role_arn", "arn:aws:iam::210987654321:user/writer", "the ARN of an IAM role"],
  ["amp_external_id", "a b", "an external id of AWS STS"],
  ["permissions_boundary_arn", "boundary", "the ARN of an IAM policy"],
  ["memory_limit_mib", 63, "a whole number of MiB, at least 64"],
  ["memory_limit_mib", 400.5, "a whole number of MiB, at least 64"],
  ["memory_spike_limit_mib", 0, "a whole number of MiB, at least 1"],
  ["memory_spike_limit_mib", 0.5, "a whole number of MiB, at least 1"],
  ["chart_repository", "charts.example.com", "an https, http or oci URL"],
  ["image_repository", "Example.com/collector:0.92.0", "a container image without a tag"],
  ["helm_release", { timeout_seconds: 0 }, "must be more than 0"],
  ["helm_release", { max_history: -1 }, "0 or more"],
  ["extra_values", ["no map"], "a YAML document that holds a map"],
  ["extra_values", ["a: [1"], "a YAML document that holds a map"],
];

/** Options that give the module the variables that it has not without them. */
const MORE_VARIABLES: ModuleCall["options"] = {
  terraform: { rolePath: "/" },
  xray: { roleArn: "arn:aws:iam::210987654321:role/writer" },
  amp: { roleArn: "arn:aws:iam::210987654321:role/writer" },
};

/** Values that only together can't work, and words of the message that says so. */
const REFUSED_TOGETHER: Record<
  string,
  [variables: Record<string, unknown>, message: string, options?: ModuleCall["options"]]
> = {
  "spans-without-endpoint": [{}, "set amp_remote_write_endpoint", { spanMetrics: { enabled: true } }],
  "no-headroom": [
    { memory_limit_mib: 400, memory_spike_limit_mib: 400 },
    "memory_spike_limit_mib (400) must be less than memory_limit_mib (400)",
  ],
  "private-endpoint": [
    { amp_remote_write_endpoint: "https://metrics.example.com/api/v1/remote_write" },
    "set amp_workspace_arn too",
  ],
  "no-endpoint": [
    { amp_workspace_arn: "arn:aws:aps:eu-west-1:123456789012:workspace/ws-0123" },
    "has no effect without amp_remote_write_endpoint",
  ],
};

/** What an organisation decides: a rule of every kind that a variable can break. */
const ACME: Preset = {
  name: "Acme",
  defaults: { terraform: { tags: { "cost-centre": "42" } } },
  rules: [
    { option: "terraform.permissionsBoundaryArn", mustBe: BOUNDARY, reason: "every role is bounded" },
    { option: "clusterName", matches: "^(shop|prod)", example: "prod-1", reason: "names tell of stages" },
    { option: "namespace", oneOf: ["tracing", "observability"], reason: "network policies name these" },
    { option: "samplingRatePercentage", atLeast: 1, atMost: 20, reason: "X-Ray is billed by the trace" },
    { option: "terraform.tags", requiredKeys: ["cost-centre"], reason: "audits" },
    { option: "ampRemoteWriteEndpoint", oneOf: [`${AMP}/api/v1/remote_write`], reason: "one workspace" },
  ],
};

/** What breaks these rules, and what the caller is told. */
const RULED: Record<string, [value: unknown, message: string]> = {
  permissions_boundary_arn: [null, `must be '${BOUNDARY}'. A rule of Acme: every role is bounded.`],
  cluster_name: ["test-1", "must match '^(shop|prod)', for example 'prod-1'. A rule of Acme: names tell of stages."],
  namespace: ["elsewhere", "must be one of 'tracing', 'observability'. A rule of Acme: network policies name these."],
  sampling_rate_percentage: [
    0.5,
    "must be at least 1 and be at most 20. A rule of Acme: X-Ray is billed by the trace.",
  ],
  tags: [{ team: "x" }, "must have 'cost-centre'. A rule of Acme: audits."],
  amp_remote_write_endpoint: [
    "https://aps-workspaces.eu-west-1.amazonaws.com/workspaces/ws-mine/api/v1/remote_write",
    `must be one of '${AMP}/api/v1/remote_write'. A rule of Acme: one workspace.`,
  ],
};

/** Values at the edge of what is allowed. */
const TAKEN: Record<string, Record<string, unknown>> = {
  least: {
    sampling_rate_percentage: 0,
    memory_limit_mib: 64,
    memory_spike_limit_mib: 1,
    role_name: "r",
    helm_release: { timeout_seconds: 1, max_history: 0 },
  },
  most: {
    cluster_name: "x".repeat(100),
    oidc_provider: { arn: "arn:aws-cn:iam::123456789012:oidc-provider/oidc.example.com/id/1", issuer_url: ISSUER },
    sampling_rate_percentage: 100,
    role_name: "+=,.@-_".repeat(9).slice(0, 64),
  },
  fips: {
    amp_remote_write_endpoint:
      "https://aps-workspaces-fips.us-gov-west-1.amazonaws.com/workspaces/ws-0123/api/v1/remote_write",
    aws_region: "us-gov-west-1",
  },
  vpce: {
    amp_remote_write_endpoint:
      "https://vpce-0123-abc.aps-workspaces.eu-west-1.vpce.amazonaws.com/workspaces/ws-0123/api/v1/remote_write",
  },
  mirrors: {
    chart_repository: "oci://registry.example.com:5000/charts",
    image_repository: "registry.example.com:5000/otel/contrib",
    extra_values: ["a: b", "{}"],
  },
};

const started: { emulator?: AwsEmulator; roots: TerraformRoot[] } = { roots: [] };
afterAll(async () => {
  await started.emulator?.stop();
  await Promise.all(started.roots.map((root) => root.remove()));
}, 60_000);

acceptance(
  "Module",
  "every validation refuses a wrong value, with the message that was written for it; a preset's rule with its reason",
  async ({ ranIn }) => {
    // A call takes one wrong value for each variable: Terraform tells of all of them at once.
    const calls: { name: string; rows: (typeof REFUSED)[number][] }[] = [];
    for (const row of REFUSED) {
      let call = calls.find(({ rows }) => rows.every(([variable]) => variable !== row[0]));
      if (!call) {
        call = { name: `call-${calls.length}`, rows: [] };
        calls.push(call);
      }
      call.rows.push(row);
    }
    const all = await plan(
      {
        ...Object.fromEntries(
          calls.map(({ name, rows }) => [name, { options: MORE_VARIABLES, variables: Object.fromEntries(rows) }]),
        ),
        // As the caller of a module that an organisation's preset rules, with one value against each rule.
        ruled: {
          options: { presets: [ACME] },
          variables: Object.fromEntries(Object.entries(RULED).map(([name, [value]]) => [name, value])),
        },
      },
      ranIn,
    );

    const broken = all.filter(({ where }) => where.startsWith("ruled "));
    expect(Object.fromEntries(broken.map(({ where, message }) => [where.replace("ruled var.", ""), message]))).toEqual(
      Object.fromEntries(Object.entries(RULED).map(([name, [, message]]) => [name, `${name} ${message}`])),
    );
    const refused = all.filter((one) => !broken.includes(one));
    const expected = calls.flatMap(({ name, rows }) =>
      rows.map(([variable, , message]) => ({ where: `${name} var.${variable}`, message })),
    );
    expect(refused.map(({ where }) => where).sort()).toEqual(expected.map(({ where }) => where).sort());
    for (const { where, message } of expected) {
      expect(refused.find((one) => one.where === where)?.message).toContain(message);
    }
    expect(new Set(refused.map(({ message }) => message))).toEqual(new Set(await messages("validation")));
  },
  { tier: "full" },
);

acceptance(
  "Module",
  "every precondition refuses what can't work together, and what is at the edge or obeys a preset is taken",
  async ({ ranIn }) => {
    const refused = await plan(
      Object.fromEntries([
        ...Object.entries(REFUSED_TOGETHER).map(([name, [variables, , options]]) => [name, { variables, options }]),
        ...Object.entries(TAKEN).map(([name, variables]) => [name, { variables }]),
        // The module's defaults obey, and so does a tag beside the one that is asked for.
        [
          "obeying",
          {
            options: { presets: [ACME] },
            variables: { namespace: "tracing", tags: { "cost-centre": "1", team: "x" } },
          },
        ],
      ]),
      ranIn,
    );

    expect(refused.map(({ where }) => where).sort()).toEqual(Object.keys(REFUSED_TOGETHER).sort());
    for (const [name, [, message]] of Object.entries(REFUSED_TOGETHER)) {
      expect(refused.find(({ where }) => where === name)?.message).toContain(message);
    }
    const written = await messages("precondition");
    const seen = written.filter((message) => refused.some((one) => matchesTemplate(one.message, message)));
    expect(seen).toEqual(written);
  },
  { tier: "full" },
);

/** One complaint of Terraform. */
interface Refusal {
  /** Name of the module's call, and the variable if it is one alone. */
  readonly where: string;
  readonly message: string;
}

async function plan(calls: Record<string, ModuleCall>, ranIn: Evidence["ranIn"]): Promise<Refusal[]> {
  if (!started.emulator) {
    started.emulator = await AwsEmulator.start();
    await started.emulator.createCluster("shop");
  }
  const root = await TerraformRoot.create(started.emulator, "shop", calls);
  started.roots.push(root);
  await root.run("init", "-no-color", "-input=false");
  const lines = (await outputOfFailure(root, ["plan", "-json", "-input=false"])).trim().split("\n");
  nameProgramsOf(root, started.emulator, ranIn);
  return lines
    .map((line) => JSON.parse(line))
    .filter(({ type }) => type === "diagnostic")
    .map(({ diagnostic: { summary, detail, range, snippet } }) => {
      const [message] = detail.split("\n\nThis was checked by");
      if (summary === "Invalid value for variable") {
        const [{ traversal }] = snippet.values;
        return { where: `${snippet.context.replace("module.", "")} ${/^var\.\w+/.exec(traversal)}`, message };
      }
      return { where: range?.filename.split("/")[1] ?? summary, message };
    });
}

/** What a command prints that is meant to fail. */
function outputOfFailure({ program, directory, mirror }: TerraformRoot, args: string[]): Promise<string> {
  const env = { ...process.env, ...AWS_ENVIRONMENT, CHECKPOINT_DISABLE: "1", TF_CLI_CONFIG_FILE: mirror.cliConfigFile };
  return new Promise((resolve, reject) => {
    execFile(program.path, args, { cwd: directory, env, maxBuffer: 2 ** 24 }, (error, stdout) =>
      error ? resolve(stdout) : reject(new Error(`Terraform has nothing to refuse:\n${stdout}`)),
    );
  });
}

/** The messages that were written for a kind of check, in the first module that was generated. */
async function messages(kind: "validation" | "precondition"): Promise<string[]> {
  const files = await filesIn(join(started.roots[0].directory, "modules", "call-0"), [".tf"]);
  const bodies = await Promise.all(
    files.filter((file) => !file.includes("/examples/")).map((file) => parse(file, readFileSync(file, "utf8"))),
  );
  return bodies.flatMap((body) => messagesIn(body, kind));
}

function messagesIn(body: unknown, kind: string): string[] {
  if (typeof body !== "object" || body === null) {
    return [];
  }
  return Object.entries(body).flatMap(([key, value]) =>
    key === kind ? value.map(({ error_message }: { error_message: string }) => error_message) : messagesIn(value, kind),
  );
}

/** Whether a message is what Terraform makes of the text that was written. */
function matchesTemplate(message: string, template: string): boolean {
  const parts = template.split(/\$\{[^}]*\}/).map((part) => part.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  return new RegExp(`^${parts.join(".*")}$`).test(message);
}
