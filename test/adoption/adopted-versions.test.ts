import { adoptVersions } from "../../src/adoption/adopted-versions";
import { Expressions } from "../../src/adoption/expressions";
import { Findings } from "../../src/adoption/findings";
import type { Body } from "../../src/adoption/terraform-files";
import { resolveSettings } from "../../src/settings/settings";

function found(body: Body, kind = "terraform"): Findings {
  const findings = new Findings(new Expressions({ directory: "", blocks: [] }));
  adoptVersions([{ kind, address: kind, body, file: "versions.tf" }], findings);
  return findings;
}

const OURS = resolveSettings({}).terraform;

test.each<[range: string]>([
  [OURS.requiredVersion],
  [">= 99"],
  ["~> 99.1.2"],
  ["= v99.0.0"],
  ["99"],
  [" >= 99 , < 100"],
  [">= 0.12, >= 99.1"],
  [">= 99.1, >= 0.12"],
  ["> 99"],
])("Terraform %s is taken over", (range) => {
  const { options, differences } = found({ required_version: range });
  expect([[...options], differences]).toEqual([[["terraform.requiredVersion", range]], []]);
});

test.each(["", "< 99", ">= 0.12", ">= 0.99, < 99", "~> 1", "= 1.0.99", "!= 99.0"])(
  "Terraform %j would allow what the module does not work with",
  (range) => {
    const { options, differences } = found({ required_version: range });
    expect([...options]).toEqual([]);
    expect(differences).toEqual([{ subject: "Terraform", yours: range, module: OURS.requiredVersion }]);
  },
);

test("a range of a provider is taken over in both ways of writing it", () => {
  const { options, differences, unrecognised } = found({
    required_providers: [{ aws: { source: "hashicorp/aws", version: ">= 98.0" }, helm: ">= 99.0" }],
  });
  expect([...options]).toEqual([
    ["terraform.awsProviderVersion", ">= 98.0"],
    ["terraform.helmProviderVersion", ">= 99.0"],
  ]);
  expect([differences, unrecognised]).toEqual([[], []]);
});

test("one that is too old is told by its provider", () => {
  const { differences } = found({ required_providers: [{ aws: ">= 1.0", helm: { version: ">= 1.0" } }] });
  expect(differences).toEqual([
    { subject: "aws provider", yours: ">= 1.0", module: OURS.awsProviderVersion },
    { subject: "helm provider", yours: ">= 1.0", module: OURS.helmProviderVersion },
  ]);
});

test("another provider is told, with the range if it has one", () => {
  const { unrecognised } = found({
    required_providers: [{ tls: ">= 4", random: { source: "hashicorp/random" }, x: null }],
  });
  expect(unrecognised).toEqual([
    { file: "versions.tf", address: "terraform.required_providers.tls", value: ">= 4: the module does not require it" },
    {
      file: "versions.tf",
      address: "terraform.required_providers.random",
      value: "any version: the module does not require it",
    },
    {
      file: "versions.tf",
      address: "terraform.required_providers.x",
      value: "any version: the module does not require it",
    },
  ]);
});

test("what says no version is the module's to say, and only terraform blocks say one", () => {
  for (const { options, differences } of [
    found({ required_providers: [{ aws: { source: "hashicorp/aws" } }] }),
    found({ required_version: ">= 99" }, "module"),
  ]) {
    expect([[...options], differences]).toEqual([[], []]);
  }
});
