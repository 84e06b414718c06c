import { moduleFiles } from "./tracing-module";

test("majors are bounded", () => {
  expect(moduleFiles()["versions.tf"]).toBe(`terraform {
  required_version = ">= 1.9, < 2.0"

  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = ">= 5.0, < 7.0"
    }
    helm = {
      source  = "hashicorp/helm"
      version = ">= 2.12, < 4.0"
    }
  }
}
`);
});

test("the ranges are the user's", () => {
  const { "versions.tf": versions } = moduleFiles({
    terraform: { requiredVersion: "~> 1.10", awsProviderVersion: "~> 6.0", helmProviderVersion: "~> 3.0" },
  });
  expect(versions.match(/"[~>=<].*"/g)).toEqual(['"~> 1.10"', '"~> 6.0"', '"~> 3.0"']);
});

test("the module configures no provider", () => {
  expect(Object.values(moduleFiles()).join("\n")).not.toMatch(/^provider /m);
});
