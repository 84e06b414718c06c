import type { EksOtelTracingProjectOptions } from "../../src/options";
import { UsageExamples } from "../../src/repository/usage-examples";
import { resolveSettings } from "../../src/settings/settings";
import { moduleInterface } from "../../src/terraform/module-interface";
import { synth } from "./synth";

const files = (options: EksOtelTracingProjectOptions = {}) => synth(UsageExamples, options);

/** The arguments of the module block. */
const moduleArguments = (hcl: string) =>
  [...(/^module "tracing" \{\n([\s\S]*?)^\}/m.exec(hcl)?.[1] ?? "").matchAll(/^ {2}(\w+) +=/gm)].map(
    ([, name]) => name,
  );

test("the minimal example sets the cluster and nothing else", () => {
  expect(moduleArguments(files()["examples/minimal/main.tf"])).toEqual(["source", "cluster_name"]);
});

test("the complete example sets variables that the module has", () => {
  const known = moduleInterface(resolveSettings({})).variables.map(({ name }) => name);
  const set = moduleArguments(files()["examples/complete/main.tf"]).filter((name) => name !== "source");
  expect(known).toEqual(expect.arrayContaining(set));
  expect(set).toEqual(
    expect.arrayContaining(["amp_workspace_arn", "permissions_boundary_arn", "chart_repository", "extra_values"]),
  );
});

test("the examples configure Helm provider 3, unless the options keep it out", () => {
  expect(files()["examples/minimal/main.tf"]).toContain("kubernetes = {");
  expect(files()["examples/minimal/versions.tf"]).toContain('version = ">= 3.0, < 4.0"');
  const old = files({ terraform: { helmProviderVersion: "~> 2.17" } });
  expect(old["examples/minimal/main.tf"]).toContain("kubernetes {");
  expect(old["examples/minimal/versions.tf"]).toContain('version = "~> 2.17"');
});

test("a cluster that the options name is the default", () => {
  expect(files()["examples/minimal/variables.tf"]).not.toContain("default");
  expect(files({ clusterName: "shop" })["examples/minimal/variables.tf"]).toContain('default     = "shop"');
});
