import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { discover } from "projen/lib/inventory";
import { TARBALL } from "../../scripts/scaffold";

const ROOT = join(__dirname, "../..");
const manifest = JSON.parse(execFileSync("tar", ["-xzOf", TARBALL, "package/package.json"], { encoding: "utf8" }));
const assembly = JSON.parse(execFileSync("tar", ["-xzOf", TARBALL, "package/.jsii"], { encoding: "utf8" }));
const files = execFileSync("tar", ["-tzf", TARBALL], { encoding: "utf8" }).trim().split("\n");
const bundle = execFileSync("tar", ["-xzOf", TARBALL, "package/lib/index.js"], {
  encoding: "utf8",
  maxBuffer: 64 * 1024 * 1024,
});

test("the package depends at run time on projen and constructs, and on nothing else", () => {
  expect([manifest.dependencies, Object.keys(manifest.peerDependencies)]).toEqual([
    undefined,
    ["constructs", "projen"],
  ]);
  expect(Object.keys(assembly.dependencies)).toEqual(["constructs", "projen"]);
});

test("what the bundle requires is there without an installation, but for the peers", () => {
  const required = [...bundle.matchAll(/\brequire\("([^"]+)"\)/g)].map(([, name]) => name);
  const builtin = new Set(require("node:module").builtinModules);
  const installed = required.filter((name) => !builtin.has(name.replace(/^node:/, "")));
  expect([...new Set(installed.map((name) => name.split("/")[0]))].sort()).toEqual(["constructs", "projen"]);
});

test("mustache is within the bundle", () => {
  expect(bundle.includes('name:"mustache.js"')).toBe(true);
});

test("no type of cdktf is in the public API", () => {
  expect(JSON.stringify(assembly.types)).not.toMatch(/cdktf/);
  const declarations = files.filter((file) => file.endsWith(".d.ts"));
  expect(declarations).toEqual(["package/lib/index.d.ts", "package/lib/options.d.ts", "package/lib/project.d.ts"]);
  for (const file of declarations) {
    expect(readFileSync(join(ROOT, file.replace("package/", "")), "utf8")).not.toMatch(/cdktf/);
  }
});

test("the licences of what is inlined come with it", () => {
  const licences = readFileSync(join(ROOT, "lib/THIRD_PARTY_LICENSES.txt"), "utf8");
  for (const name of ["cdktf", "@cdktf/provider-aws", "@cdktf/provider-helm", "mustache", "valibot", "yaml"]) {
    expect(licences).toMatch(new RegExp(`^${name} \\d`, "m"));
  }
});

test("tests, tools and sources are not shipped", () => {
  const folders = new Set(files.map((file) => file.split("/")[1]));
  expect([...folders].sort()).toEqual([
    ".jsii",
    "API.md",
    "CHANGELOG.md",
    "LICENSE",
    "README.md",
    "lib",
    "package.json",
    "templates",
  ]);
});

test("projen finds one project type, whose options become flags", () => {
  const [type, ...others] = discover(ROOT).filter(({ moduleName }) => moduleName === "eks-otel-tracing");
  expect([type.pjid, others]).toEqual(["eks-otel-tracing", []]);
  expect(type.options.map(({ switch: flag }) => flag)).toEqual(
    expect.arrayContaining([
      "name",
      "cluster-name",
      "namespace",
      "sampling-rate-percentage",
      "amp-remote-write-endpoint",
      "chart-version",
      "example-apps",
    ]),
  );
});

test("API.md tells of every option", () => {
  const api = readFileSync(join(ROOT, "API.md"), "utf8");
  for (const { name } of assembly.types["eks-otel-tracing.EksOtelTracingProjectOptions"].properties) {
    expect(api).toContain(`<code><a href="#eks-otel-tracing.EksOtelTracingProjectOptions.property.${name}">`);
  }
});
