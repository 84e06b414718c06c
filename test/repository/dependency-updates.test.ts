import type { EksOtelTracingProjectOptions } from "../../src/options";
import { DependencyUpdates } from "../../src/repository/dependency-updates";
import { synth } from "./synth";

const PATH = "renovate.json5";

const config = (options: EksOtelTracingProjectOptions = {}): RenovateConfig => synth(DependencyUpdates, options)[PATH];

interface RenovateConfig {
  readonly ignorePaths: string[];
  readonly packageRules: { readonly allowedVersions?: string }[];
  readonly customManagers: { readonly matchStrings: string[] }[];
}

/** What the custom managers find in a project's options. */
const found = (text: string) =>
  config().customManagers.map(({ matchStrings }) => new RegExp(matchStrings[0]).exec(text)?.groups?.currentValue);

test("versions in the options are found, however they are quoted", () => {
  expect(found(`chartVersion: "0.78.0", terraform: { awsProviderVersion: '>= 5.0, < 7.0' }`)).toEqual([
    ">= 5.0, < 7.0",
    undefined,
    "0.78.0",
  ]);
});

test("a chart that the options would refuse is never proposed", () => {
  const [pattern] = config().packageRules.flatMap(({ allowedVersions }) => allowedVersions ?? []);
  const allowed = new RegExp(pattern.slice(1, -1));
  expect(allowed.test("0.170.0")).toBe(true);
  expect(allowed.test("0.171.0")).toBe(false);
  expect(allowed.test("0x78.0")).toBe(false);
});

test("files that are written again are left alone", () => {
  expect(config().ignorePaths).toEqual(expect.arrayContaining([".github/workflows/ci.yml", "versions.tf"]));
});

test("a chart in a private OCI registry is looked up there", () => {
  const chart = config({ collector: { chartRepository: "oci://registry.example.com/charts" } }).customManagers.at(-1);
  expect(chart).toMatchObject({
    datasourceTemplate: "docker",
    packageNameTemplate: "registry.example.com/charts/opentelemetry-collector",
  });
  expect(chart).not.toHaveProperty("registryUrlTemplate");
});

test("no Renovate, when the options say so", () => {
  expect(synth(DependencyUpdates, { repository: { renovate: false } })).not.toHaveProperty([PATH]);
});
