import { resolveSettings } from "../../src/settings/settings";
import { moduleInterface } from "../../src/terraform/module-interface";
import { moduleFiles } from "./module/tracing-module";

const { variables, outputs } = moduleInterface(resolveSettings({}));
const variable = (name: string) => variables.find((each) => each.name === name);

test("variables and outputs are those of the HCL, in its order", () => {
  const files = moduleFiles();
  const names = (file: string, kind: string) =>
    [...files[file].matchAll(new RegExp(`^${kind} "(\\w+)"`, "gm"))].map(([, name]) => name);
  expect(variables.map(({ name }) => name)).toEqual(names("variables.tf", "variable"));
  expect(outputs.map(({ name }) => name)).toEqual(names("outputs.tf", "output"));
});

test("a required variable has no default", () => {
  expect(variable("cluster_name")).toEqual({
    name: "cluster_name",
    type: "string",
    description: "Name of the EKS cluster, stamped onto every span.",
  });
});

test.each([
  ["namespace", '"tracing"'],
  ["sampling_rate_percentage", "10"],
  ["create_namespace", "true"],
  ["amp_remote_write_endpoint", "null"],
  ["tags", "{}"],
  ["extra_values", "[]"],
])("the default of %s is HCL", (name, preset) => {
  expect(variable(name)?.default).toBe(preset);
});

test("a type is one line, so that it fits a table", () => {
  expect(variable("oidc_provider")?.type).toBe("object({ arn = string, issuer_url = string })");
  expect(variables.every(({ type }) => !type.includes("\n"))).toBe(true);
});
