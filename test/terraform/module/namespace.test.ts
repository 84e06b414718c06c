import { block, moduleFiles } from "./tracing-module";

const restricted = { terraform: { namespacePodSecurity: "restricted" } } as const;
const release = (files: Record<string, string>, name = "collector") =>
  block(files["main.tf"], `resource "helm_release" "${name}"`);

test("the namespace is Helm's, and no further provider is needed", () => {
  const files = moduleFiles();
  expect(release(files)).toContain("create_namespace = var.create_namespace\n");
  expect(Object.values(files).join("")).not.toContain("kubernetes_namespace");
  expect(files["versions.tf"]).not.toContain("kubernetes");
});

test("by option it is Terraform's, with labels that are there before the first pod, and Helm makes none", () => {
  for (const [options, first] of [
    [restricted, "collector"],
    [{ ...restricted, topology: "gateway" as const }, "gateway"],
  ] as const) {
    const files = moduleFiles(options);
    const namespace = block(files["main.tf"], 'resource "kubernetes_namespace_v1" "collector"');
    expect(namespace).toContain("  count = var.create_namespace ? 1 : 0\n");
    expect(files["main.tf"]).toContain(
      '# No pod is made here that is not as the Pod Security Standard restricted has it.\nresource "kubernetes_namespace_v1"',
    );
    expect(namespace.match(/"pod-security\.kubernetes\.io\/(enforce|audit|warn)" +?= "restricted"/g)).toHaveLength(3);
    expect(release(files, first)).toContain("depends_on = [kubernetes_namespace_v1.collector, ");
    expect(files["main.tf"]).not.toContain("create_namespace =");
    expect(files["versions.tf"]).toContain('source  = "hashicorp/kubernetes"\n      version = ">= 2.20, < 4.0"\n');
  }
});

test("the range of its provider is an option", () => {
  const { "versions.tf": versions } = moduleFiles({
    terraform: { ...restricted.terraform, kubernetesProviderVersion: "~> 3.0" },
  });
  expect(versions).toContain('version = "~> 3.0"\n');
});
