import type { PresetRule } from "../../src/options";
import { ModuleReadme } from "../../src/repository/module-readme";
import { ModuleTests } from "../../src/repository/module-tests";
import { UsageExamples } from "../../src/repository/usage-examples";
import { synth } from "./synth";

const ENDPOINT = "https://metrics.example.com/api/v1/remote_write";

/** Options under a preset whose defaults are these, and whose rules are those. */
const under = (defaults: object, ...rules: Omit<PresetRule, "reason">[]) => ({
  presets: [{ name: "Acme", defaults, rules: rules.map((rule) => ({ ...rule, reason: "so it is" })) }],
});

describe("the generated tests give the module what its rules allow", () => {
  test("a namespace, a share and tags", () => {
    const { "tests/inputs.tftest.hcl": inputs } = synth(
      ModuleTests,
      under(
        { terraform: { tags: { cost: "1" } } },
        { option: "namespace", mustBe: "tracing" },
        { option: "samplingRatePercentage", atLeast: 5 },
        { option: "terraform.tags", requiredKeys: ["cost"] },
      ),
    );
    expect(inputs).toContain('    namespace                = "tracing"\n');
    expect(inputs).toContain("    sampling_rate_percentage = 10\n");
    expect(inputs).toContain('{ cost = "1", team = "platform" }\n');
    expect(inputs).toContain('output.namespace == "tracing"');
  });

  test("no memory that leaves no headroom, and no long name of a cluster", () => {
    const { "tests/inputs.tftest.hcl": inputs } = synth(
      ModuleTests,
      under(
        {},
        { option: "collector.memorySpikeLimitMib", atMost: 100 },
        { option: "clusterName", matches: "^prod-\\d$", example: "prod-1" },
      ),
    );
    expect(inputs).not.toMatch(/headroom_must_leave|a_long_cluster_name/);
    expect(inputs).toContain('cluster_name              = "prod-1"');
    expect(inputs).toContain("memory_spike_limit_mib   = 100\n");
  });

  test.each([
    ["a limit that rules keep low", { limit: 200, spike: 90 }, { option: "memoryLimitMib", atMost: 200 }, [200, 90]],
    [
      "a spike that rules keep high",
      { limit: 5000, spike: 4000 },
      { option: "memorySpikeLimitMib", atLeast: 4000 },
      [5000, 4000],
    ],
    [
      "a limit that rules keep high",
      { limit: 5000, spike: 90 },
      { option: "memoryLimitMib", atLeast: 4000 },
      [5000, undefined],
    ],
  ])("memory with a headroom, in either tier: %s", (_, { limit, spike }, { option, ...rule }, [limitMib, spikeMib]) => {
    const memory = { memoryLimitMib: limit, memorySpikeLimitMib: spike };
    const files = synth(
      ModuleTests,
      under(
        { topology: "gateway", collector: memory, gateway: memory },
        { option: `collector.${option}`, ...rule },
        { option: `gateway.${option}`, ...rule },
      ),
    );
    const given = (run: string, text: string) =>
      [...(text.split(`run "${run}"`)[1] ?? "").matchAll(/memory_(?:spike_)?limit_mib += (\d+)/g)]
        .slice(0, 2)
        .map(([, mib]) => Number(mib));
    expect(given("a_cluster_chooses_for_itself", files["tests/inputs.tftest.hcl"])).toEqual([
      limitMib,
      spikeMib ?? 200,
    ]);
    expect(given("a_cluster_chooses_its_gateways", files["tests/gateway.tftest.hcl"])).toEqual([
      limitMib,
      spikeMib ?? 400,
    ]);
  });

  test("an endpoint that is required, in every file", () => {
    const files = synth(
      ModuleTests,
      under({ ampRemoteWriteEndpoint: ENDPOINT }, { option: "ampRemoteWriteEndpoint", required: true }),
    );
    expect(files["tests/defaults.tftest.hcl"]).toContain(`amp_remote_write_endpoint = "${ENDPOINT}"\n`);
    expect(files["tests/defaults.tftest.hcl"]).not.toContain("Without a metrics pipeline");
    expect(files["tests/inputs.tftest.hcl"]).toContain("amp_workspace_arn ");
    expect(files["tests/metrics.tftest.hcl"]).not.toContain("./examples/complete");
  });
});

describe("the complete example obeys too", () => {
  test("in memory, boundary and the addresses of mirrors", () => {
    const arn = "arn:aws:iam::123456789012:policy/acme";
    const files = synth(
      UsageExamples,
      under(
        {},
        { option: "collector.memoryLimitMib", atMost: 600 },
        { option: "terraform.permissionsBoundaryArn", mustBe: arn },
        { option: "collector.chartRepository", mustBe: "https://charts.example.com" },
      ),
    );
    expect(files["examples/complete/main.tf"]).toContain("memory_limit_mib       = 400\n");
    expect(files["examples/complete/variables.tf"]).toContain(`default     = "${arn}"\n`);
    expect(files["examples/complete/README.md"]).toContain(`permissions_boundary_arn=${arn} \\\n`);
    expect(files["examples/complete/README.md"]).toContain("chart_repository=https://charts.example.com \\\n");
  });

  test("without a workspace of its own, where rules are about the endpoint", () => {
    const files = synth(UsageExamples, under({}, { option: "ampRemoteWriteEndpoint", mustBe: ENDPOINT }));
    expect(Object.values(files).join("\n")).not.toMatch(/aws_prometheus_workspace|metrics workspace/);
  });
});

test("the README lists every rule, with its preset and reason", () => {
  const page = synth(ModuleReadme, under({}, { option: "chartVersion", mustBe: "0.170.0" }))["README.md"];
  expect(page).toContain("| `chartVersion` | must be `0.170.0` | Acme: so it is |");
});
