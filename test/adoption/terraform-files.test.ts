import { handWrittenModule } from "../../src/adoption/hand-written-module";
import { readTerraform } from "../../src/adoption/terraform-files";
import { handWritten } from "./adopted";

const RELEASE = 'resource "helm_release" "otel" {\n  chart = "opentelemetry-collector"\n}\n';

test("every block is known by the address that Terraform's messages have", async () => {
  const directory = handWritten(
    {
      "b.tf": `${RELEASE}data "aws_region" "current" {}\nephemeral "random_password" "p" {\n  length = 1\n}\n`,
      "a.tf":
        'variable "v" {}\noutput "o" {\n  value = 1\n}\nmodule "m" {\n  source = "./m"\n}\nprovider "aws" {}\nprovider "aws" {\n  alias = "b"\n}\ncheck "c" {}\n',
      "c.tf":
        'locals {\n  one = 1\n}\nlocals {\n  two = [2]\n}\nterraform {\n  required_version = ">= 1"\n}\nmoved {\n  from = a.b\n  to = a.c\n}\n',
      "notes.txt": "no { hcl",
      "d.tf/e.txt": "a directory",
    },
    null,
  );
  const { blocks } = await readTerraform(directory);
  expect(blocks.map(({ file, kind, address }) => `${file} ${kind} ${address}`).sort()).toEqual([
    "a.tf check check.c",
    "a.tf module module.m",
    "a.tf output output.o",
    "a.tf provider provider.aws",
    "a.tf provider provider.aws",
    "a.tf variable var.v",
    "b.tf data data.aws_region.current",
    "b.tf ephemeral ephemeral.random_password.p",
    "b.tf resource helm_release.otel",
    "c.tf local local.one",
    "c.tf local local.two",
    "c.tf moved moved",
    "c.tf terraform terraform",
  ]);
  expect(blocks.find(({ address }) => address === "local.two")?.body).toEqual({ value: [2] });
  expect([...new Set(blocks.map(({ file }) => file))]).toEqual(["a.tf", "b.tf", "c.tf"]);
});

test("a file that is no HCL is told in Terraform's own words alone", async () => {
  await expect(readTerraform(handWritten({ "a.tf": 'resource "x" {' }, null))).rejects.toThrow(
    /^eks-otel-tracing: a file can't be read as Terraform, nothing was written\.\n\n {2}(?!parse config).*a\.tf:1[^\]]*\n\nMend it, /s,
  );
});

describe("the module is looked for", () => {
  const found = (files: Record<string, string>) => handWrittenModule(handWritten(files, null));

  test("in every directory below, but for those of git, Terraform and npm", async () => {
    const files = Object.fromEntries(
      ["a/b", ".git", ".terraform/modules/x", "node_modules/y"].map((path) => [`${path}/main.tf`, RELEASE]),
    );
    expect((await found(files)).directory).toMatch(/[\\/]a[\\/]b$/);
  });

  test.each<[string, Record<string, string>, RegExp]>([
    [
      "one directory without a release",
      { "main.tf": "locals {}\n" },
      /in 1 directory with \.tf files\. Found was neither a helm_release nor a module\./,
    ],
    [
      "charts of others",
      { "a/main.tf": 'resource "helm_release" "x" {}\n', "b/main.tf": 'module "m" {}\n' },
      /in 2 directories with \.tf files\. Found was helm_release\.x \(null\), module\.m \(source null\)\./,
    ],
    [
      "two in one directory",
      { "a.tf": RELEASE, "b.tf": RELEASE.replace('"otel"', '"two"') },
      /Found were 2:\n\n {4}\.\/a\.tf: helm_release\.otel\n {4}\.\/b\.tf: helm_release\.two\n/,
    ],
    [
      "one that projen generates, below",
      { "m/main.tf": RELEASE, "m/.projenrc.ts": "" },
      /\.projenrc\.ts is there already: .*m is/,
    ],
  ])("and not found: %s", async (_, files, message) => {
    await expect(found(files)).rejects.toThrow(message);
  });

  test("where there is no such directory, that is told", async () => {
    await expect(handWrittenModule("/nowhere/at/all")).rejects.toThrow(
      /\n\n {2}\/nowhere\/at\/all does not exist\.\n\nName the/,
    );
  });

  test("one with count is one", async () => {
    const { release } = await found({ "main.tf": RELEASE.replace("{", "{\n  count = 1") });
    expect(release.address).toBe("helm_release.otel");
  });
});
