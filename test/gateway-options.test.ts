import type { EksOtelTracingProjectOptions } from "../src";
import { INVALID } from "./arbitrary-options";
import { generated } from "./generated";

/** What knows of TLS between the tiers. */
const TLS = ["README.md", "SECURITY.md", "agent-config.yaml.tpl", "collector-config.yaml.tpl", "values.tf"];

/** For each option of the gateway: a value, and the files that change with it, beside their checksums. */
const CHANGES: [option: string, value: unknown, files: string[]][] = [
  ["replicas", 5, ["README.md", "tests/gateway.tftest.hcl", "variables.tf"]],
  ["maxReplicas", 9, ["README.md", "variables.tf"]],
  ["targetCpuUtilizationPercentage", 50, ["values.tf"]],
  ["cpuRequestMillicores", 1000, ["values.tf"]],
  ["memoryLimitMib", 2000, ["README.md", "examples/complete/main.tf", "tests/gateway.tftest.hcl", "variables.tf"]],
  ["memorySpikeLimitMib", 100, ["README.md", "examples/complete/main.tf", "variables.tf"]],
  ["maxUnavailable", 2, ["README.md", "values.tf"]],
  ["zoneSpread", "DoNotSchedule", ["values.tf"]],
  ["resolver", "k8s", ["README.md", "agent-config.yaml.tpl", "main.tf", "tests/gateway.tftest.hcl", "values.tf"]],
  ["tolerations", [{ operator: "Exists" }], ["values.tf"]],
  ["nodeSelector", { pool: "tracing" }, ["values.tf"]],
  ["priorityClassName", "system-cluster-critical", ["README.md", "values.tf"]],
  ["tls.secretName", "gateway-tls", TLS],
  ["tls.clientSecretName", "agent-tls", TLS],
];

let twoTiers: Record<string, string>;
beforeAll(() => {
  twoTiers = generated({ topology: "gateway" });
});

test.each(CHANGES)("gateway.%s: %j changes what it has to with a gateway, and nothing else", (option, value, files) => {
  const changed = generated({ topology: "gateway", gateway: nested(option, value) });
  expect(differing(twoTiers, changed)).toEqual([".projen/checksums.txt", ...files].sort());
});

test("without a gateway its options change nothing", () => {
  const gateway = Object.assign({}, ...CHANGES.map(([option, value]) => nested(option, value)));
  expect(differing(generated({}), generated({ gateway } as EksOtelTracingProjectOptions))).toEqual([]);
});

test("every option of the gateway is changed once", () => {
  const options = Object.keys(INVALID).flatMap((option) =>
    option.startsWith("gateway.") ? [option.slice("gateway.".length)] : [],
  );
  expect(CHANGES.map(([option]) => option).sort()).toEqual(options.sort());
});

/** The client's certificate means nothing without the gateway's. */
function nested(option: string, value: unknown): EksOtelTracingProjectOptions["gateway"] {
  const [group, key] = option.split(".");
  return key === undefined ? { [option]: value } : { [group]: { secretName: "gateway-tls", [key]: value } };
}

function differing(one: Record<string, string>, other: Record<string, string>): string[] {
  const paths = new Set([...Object.keys(one), ...Object.keys(other)]);
  return [...paths].filter((path) => one[path] !== other[path]).sort();
}
