import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative, sep } from "node:path";
import { buildSync } from "esbuild";
import { discover } from "projen/lib/inventory";
import { TARBALL } from "../../scripts/scaffold";
import { resolveSettings } from "../../src/settings/settings";

const ROOT = join(__dirname, "../..");
const manifest = JSON.parse(execFileSync("tar", ["-xzOf", TARBALL, "package/package.json"], { encoding: "utf8" }));
const assembly = JSON.parse(execFileSync("tar", ["-xzOf", TARBALL, "package/.jsii"], { encoding: "utf8" }));
const files = execFileSync("tar", ["-tzf", TARBALL], { encoding: "utf8" }).trim().split("\n");
const packed = (path: string) =>
  execFileSync("tar", ["-xzOf", TARBALL, `package/${path}`], { encoding: "utf8", maxBuffer: 64 * 1024 * 1024 });
const bundle = packed("lib/index.js");

test("the package depends at run time on projen and constructs, and on nothing else", () => {
  expect([manifest.dependencies, Object.keys(manifest.peerDependencies)]).toEqual([
    undefined,
    ["constructs", "projen"],
  ]);
  expect(Object.keys(assembly.dependencies)).toEqual(["constructs", "projen"]);
});

test("what the bundles require is there without an installation, but for the peers of the project type", () => {
  // Without a folder to resolve from, esbuild refuses every package that is not named as external.
  const peers = Object.keys(manifest.peerDependencies);
  const link = (contents: string, external: string[]) =>
    buildSync({
      stdin: { contents },
      bundle: true,
      platform: "node",
      external,
      write: false,
      logLevel: "silent",
    });
  expect(() => link(bundle, [...peers, "./re2"])).not.toThrow();
  expect(() => link(bundle, ["./re2"])).toThrow("Could not resolve");
  // The command that adopts generates a repository, with the bundle beside its own.
  expect(() => link(packed("lib/cli.js"), ["./index.js", "./re2", "projen"])).not.toThrow();
  for (const other of ["lib/evaluator.js", "lib/re2.js"]) {
    expect(() => link(packed(other), [])).not.toThrow();
  }
});

test("what reads regular expressions is loaded where an option has one, and nowhere else", () => {
  const script = `
    const { EksOtelTracingProject } = require(process.argv[1]);
    const loaded = () => Object.keys(require.cache).some((path) => /[\\/\\\\]re2\\.js$/.test(path));
    const given = (...values) => {
      const policy = { name: "p", type: "string_attribute", key: "k", values, enabledRegexMatching: values.length > 1 };
      try {
        new EksOtelTracingProject({ outdir: process.argv[2], sampling: { policies: [policy] } });
        return "taken";
      } catch ({ message }) {
        return message;
      }
    };
    console.log(JSON.stringify([given("("), loaded(), given("a", "("), loaded()]));`;
  const directory = mkdtempSync(join(tmpdir(), "eks-otel-tracing-"));
  const { stdout } = spawnSync(process.execPath, ["-e", script, join(ROOT, "lib/index.js"), directory], {
    encoding: "utf8",
  });
  expect(JSON.parse(stdout)).toEqual(["taken", false, expect.stringContaining("missing closing )"), true]);
});

test("those files of projen are loaded that are needed, and all where a version has them elsewhere", () => {
  const script = `
    const Module = require("node:module");
    const resolve = Module._resolveFilename;
    const gone = process.argv[3];
    Module._resolveFilename = (request, ...rest) => {
      if (request === gone) throw new Error(gone + " is gone");
      return resolve(request, ...rest);
    };
    const { EksOtelTracingProject } = require(process.argv[1]);
    const whole = Object.keys(require.cache).some((path) => /projen[\\/\\\\]lib[\\/\\\\]awscdk/.test(path));
    const project = new EksOtelTracingProject({ outdir: process.argv[2] });
    console.log(JSON.stringify({ whole, projens: project instanceof require("projen").Project }));`;
  const loaded = (gone: string) => {
    const directory = mkdtempSync(join(tmpdir(), "eks-otel-tracing-"));
    const args = ["-e", script, join(ROOT, "lib/index.js"), directory, gone];
    return JSON.parse(execFileSync(process.execPath, args, { encoding: "utf8" }));
  };
  expect(loaded("")).toEqual({ whole: false, projens: true });
  expect(loaded("projen/lib/javascript")).toEqual({ whole: true, projens: true });
});

test("mustache is within the bundle", () => {
  expect(bundle.includes('name:"mustache.js"')).toBe(true);
});

test("no type of cdktf is in the public API", () => {
  expect(JSON.stringify(assembly.types)).not.toMatch(/cdktf/);
  const declarations = files.filter((file) => file.endsWith(".d.ts"));
  expect(declarations.filter((file) => !file.startsWith("package/lib/options/"))).toEqual([
    "package/lib/index.d.ts",
    "package/lib/migration.d.ts",
    "package/lib/project.d.ts",
    "package/lib/organisation/terraform-output.d.ts",
    "package/lib/organisation/terraform-source.d.ts",
    "package/lib/organisation/terraform-variable.d.ts",
    "package/lib/organisation/text-file-edits.d.ts",
  ]);
  for (const file of declarations) {
    expect(readFileSync(join(ROOT, file.replace("package/", "")), "utf8")).not.toMatch(/cdktf/);
  }
});

test("the licences of what is inlined come with it", () => {
  const licences = readFileSync(join(ROOT, "lib/THIRD_PARTY_LICENSES.txt"), "utf8");
  for (const name of [
    "cdktf",
    "@cdktf/provider-aws",
    "@cdktf/provider-helm",
    "@cdktn/hcl2json",
    "mustache",
    "re2js",
    "valibot",
    "yaml",
  ]) {
    expect(licences).toMatch(new RegExp(`^${name} \\d`, "m"));
  }
});

test("the bill of materials names what is inlined, and nothing else", () => {
  const licences = readFileSync(join(ROOT, "lib/THIRD_PARTY_LICENSES.txt"), "utf8");
  const inlined = [...licences.matchAll(/^(\S+) (\S+) \(.*\)\n={80}$/gm)].map(
    ([, name, version]) => `${name}@${version}`,
  );
  const bom = JSON.parse(readFileSync(join(ROOT, "dist/eks-otel-tracing.cdx.json"), "utf8"));
  expect(bom.components.map((component: any) => component["bom-ref"]).sort()).toEqual([...new Set(inlined)].sort());
  expect(inlined).toContain(
    `mustache@${JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8")).devDependencies.mustache}`,
  );
  expect(bom.components.every(({ purl }: any) => purl.startsWith("pkg:npm/"))).toBe(true);
});

test("the README leads from npm to files of the project's that exist", () => {
  const links = [...packed("README.md").matchAll(/\]\(([^)#]*)[^)]*\)/g)].map(([, link]) => link).filter(Boolean);
  expect(links.filter((link) => !link.startsWith("https://"))).toEqual([]);
  const source = manifest.version === "0.0.0" ? "main" : `v${manifest.version}`;
  const own = links.flatMap(
    (link) => link.split(`${manifest.repository.url.replace(".git", "")}/blob/${source}/`)[1] ?? [],
  );
  expect(own.length).toBeGreaterThan(5);
  expect(own.filter((path) => !existsSync(join(ROOT, path)))).toEqual([]);
  expect(packed("README.md")).not.toMatch(/!\[|<img/);
});

test("the templates are within the bundle, where `terraform fmt -recursive` does not find them", () => {
  expect(bundle.includes("always-sample-") && bundle.includes("# The collector's configuration.")).toBe(true);
  expect(files.filter((file) => /\.(tf|hcl|tpl)$/.test(file))).toEqual([]);
});

test("each bundle has the templates that it shows, and no others", () => {
  const templates = readdirSync(join(ROOT, "templates"), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(join(ROOT, "templates"), join(entry.parentPath, entry.name)).replaceAll(sep, "/"));
  const within = (path: string) => {
    const text = packed(path);
    return templates.filter((template) =>
      ["'", '"', "`"].some((quote) => text.includes(`${JSON.stringify(template)}:${quote}`)),
    );
  };
  const isOfCommands = (template: string) => /^(organisation-template|campaign)\//.test(template);
  expect(within("lib/index.js")).toEqual(templates.filter((template) => !isOfCommands(template)));
  expect(within("lib/cli.js")).toEqual(templates.filter(isOfCommands));
  expect(within("lib/evaluator.js")).toEqual([]);
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

test("every default that the documentation gives as a value is the one that is taken", () => {
  const groups: Record<string, string> = {
    EksOtelTracingProjectOptions: "",
    SamplingOptions: "sampling",
    CollectorOptions: "collector",
    XrayOptions: "xray",
    TerraformOptions: "terraform",
    RepositoryOptions: "repository",
  };
  const settings: any = resolveSettings({});
  const documented = Object.entries(groups).flatMap(([type, group]) =>
    assembly.types[`eks-otel-tracing.${type}`].properties.flatMap(({ name, docs }: any) => {
      const [literal] = /^(".*"|\d+|true|false|\[.*?\]|\{\})(?= - |$)/.exec(docs.default) ?? [];
      // Objects are written as a person writes them, with bare keys.
      const json = literal?.replace(/(\w+): /g, '"$1": ');
      const taken = group ? settings[group][name] : settings[name];
      return json === undefined || name === "logging" || name === "outdir"
        ? []
        : [[`${group}.${name}`, JSON.parse(json), taken]];
    }),
  );
  expect(documented.length).toBeGreaterThan(25);
  for (const [option, inDocumentation, taken] of documented) {
    expect([option, taken]).toEqual([option, inDocumentation]);
  }
});
