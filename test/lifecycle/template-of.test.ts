import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { templateOf } from "../../src/lifecycle/template-of";

/** The template of a repository with these files. */
function template(files: Record<string, object | string>) {
  const repository = mkdtempSync(join(tmpdir(), "eks-otel-tracing-"));
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(repository, path)), { recursive: true });
    writeFileSync(join(repository, path), typeof content === "string" ? content : JSON.stringify(content));
  }
  return templateOf(repository);
}

const DEPENDENCIES = { devDependencies: { "eks-otel-tracing": "1", projen: "1", "acme-tracing": "2" } };
const BUILDS_ON_US = { peerDependencies: { "eks-otel-tracing": "1" } };

test("the stamp says it", () => {
  const stamp = { template: "acme-tracing", packages: { "acme-tracing": "1.2.3" } };
  expect(template({ ".projen/template.json": stamp, "package.json": {} })).toEqual({
    name: "acme-tracing",
    version: "1.2.3",
  });
});

test.each([
  ["is installed", { "node_modules/acme-tracing/package.json": { version: "2.1.0", ...BUILDS_ON_US } }],
  [
    "is locked",
    { "package-lock.json": { packages: { "node_modules/acme-tracing": { version: "2.1.0", ...BUILDS_ON_US } } } },
  ],
  [
    "depends on it",
    { "node_modules/acme-tracing/package.json": { version: "2.1.0", dependencies: { "eks-otel-tracing": "1" } } },
  ],
])("without a stamp it is the dependency that builds on this package and %s", (_, files) => {
  expect(template({ "package.json": DEPENDENCIES, ...files })).toEqual({ name: "acme-tracing", version: "2.1.0" });
});

test("else it is this package, whose version may not be known", () => {
  expect(template({ "package.json": DEPENDENCIES })).toEqual({ name: "eks-otel-tracing", version: undefined });
  const own = { "node_modules/eks-otel-tracing/package.json": { version: "1.0.0" } };
  expect(template({ "package.json": DEPENDENCIES, ...own })).toEqual({ name: "eks-otel-tracing", version: "1.0.0" });
});

test.each<[string, Record<string, object | string>]>([
  ["no manifest", {}],
  ["a merge conflict in it", { "package.json": "<<<<<<<" }],
  ["no dependencies", { "package.json": {} }],
  ["other dependencies", { "package.json": { devDependencies: { projen: "1" } } }],
])("a repository with %s has none", (_, files) => {
  expect(() => template(files)).toThrow("No dependency in package.json is eks-otel-tracing, or builds on it.");
});
