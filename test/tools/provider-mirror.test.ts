import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { missingHelmProvider, providerMirror } from "../../tools/provider-mirror";

const environment = { ...process.env };
const platform = `${process.platform}_${process.arch === "x64" ? "amd64" : process.arch}`;
let root: string;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "provider-mirror-"));
  process.env.EKS_OTEL_TRACING_TOOLS_DIR = join(root, "cache");
  process.env.EKS_OTEL_TRACING_PROVIDER_MIRROR = join(root, "local");
});

afterEach(() => {
  process.env = { ...environment };
  rmSync(root, { recursive: true });
});

function unpacked(name: string, version: string): void {
  const directory = join(root, "local", "registry.terraform.io", "hashicorp", name, version, platform);
  mkdirSync(directory, { recursive: true });
  writeFileSync(join(directory, `terraform-provider-${name}_v${version}`), `${name} ${version}`);
}

test("real providers of a local mirror are linked for Terraform and for OpenTofu, and called real", async () => {
  unpacked("aws", "5.9.0");
  unpacked("aws", "5.100.0");
  unpacked("helm", "3.0.2");
  const helm = join(root, "local", "registry.terraform.io", "hashicorp", "helm");
  writeFileSync(join(helm, `terraform-provider-helm_3.1.0_${platform}.zip`), "packed");

  const mirror = await providerMirror("v3");

  expect(mirror).toMatchObject({ awsProviderVersion: "5.100.0", helmProviderVersion: "3.1.0", helmIsStandIn: false });
  for (const registry of ["registry.terraform.io", "registry.opentofu.org"]) {
    const hashicorp = join(mirror.directory, registry, "hashicorp");
    expect(readFileSync(join(hashicorp, "aws", "5.9.0", platform, "terraform-provider-aws_v5.9.0"), "utf8")).toBe(
      "aws 5.9.0",
    );
    expect(readFileSync(join(hashicorp, "helm", `terraform-provider-helm_3.1.0_${platform}.zip`), "utf8")).toBe(
      "packed",
    );
  }
  expect(readFileSync(mirror.cliConfigFile, "utf8")).not.toContain("plugin_cache_dir");
});

test("only the major version of the Helm provider that is asked for is linked", async () => {
  unpacked("helm", "2.17.0");
  unpacked("helm", "3.0.2");

  expect(await providerMirror("v2")).toMatchObject({ helmProviderVersion: "2.17.0", helmIsStandIn: false });
});

test("a Helm provider that no mirror has is refused, and said to be missing", async () => {
  unpacked("helm", "3.0.2");

  expect(missingHelmProvider("v3")).toBeUndefined();
  expect(missingHelmProvider("v2")).toBe("no mirror of providers has v2 of the real Helm provider");
  await expect(providerMirror("v2")).rejects.toThrow("no mirror of providers has v2");
});

test("without a local AWS provider the registry is asked, through a plugin cache", async () => {
  unpacked("helm", "3.0.2");

  const mirror = await providerMirror("v3");

  expect(mirror.awsProviderVersion).toBeUndefined();
  const config = readFileSync(mirror.cliConfigFile, "utf8");
  expect(config).toContain("plugin_cache_dir");
  expect(config).not.toContain("hashicorp/aws");
});

test("a directory that is no mirror is refused by name", async () => {
  mkdirSync(join(root, "local"));

  await expect(providerMirror()).rejects.toThrow(/EKS_OTEL_TRACING_PROVIDER_MIRROR: .*local holds no directory/);
});
