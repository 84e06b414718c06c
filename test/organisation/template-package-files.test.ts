import { readdirSync, readFileSync } from "node:fs";
import { join, relative, sep } from "node:path";
import * as fc from "fast-check";
import { ownManifest } from "../../src/cli/own-manifest";
import { templatePackageFiles } from "../../src/organisation/template-package-files";

const ROOT = join(__dirname, "../..");
const generator = (version: string) => ({ ...ownManifest(), version });
const filesBelow = (folder: string) =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).replaceAll(sep, "/"));

test("the example is what the command writes, byte for byte", () => {
  const example = join(ROOT, "examples/organisation-template");
  const { files } = templatePackageFiles({ name: "acme-tracing", organisation: "Acme", generator: generator("1.0.0") });
  expect(
    Object.fromEntries(filesBelow(example).map((path) => [path, readFileSync(join(example, path), "utf8")])),
  ).toEqual(files);
});

test("every template is written", () => {
  const { files } = templatePackageFiles({ name: "acme-tracing", generator: generator("1.0.0") });
  expect(filesBelow(join(ROOT, "templates/organisation-template")).sort()).toEqual(
    Object.keys(files)
      .map((path) => path.replace(/^\.gitignore$/, "gitignore"))
      .sort(),
  );
});

test("projen, constructs, jsii and Node are those with which this package is made, and stand nowhere else", () => {
  const { files } = templatePackageFiles({
    name: "acme-tracing",
    generator: {
      version: "2.3.4",
      engines: { node: ">= 99" },
      peerDependencies: { constructs: "^99.1.0", projen: ">=99.2.0 <100" },
      devDependencies: { constructs: "99.1.1", jsii: "99.3.0", projen: "99.2.1" },
    },
  });
  expect(JSON.parse(files["package.json"])).toMatchObject({
    engines: { node: ">= 99" },
    peerDependencies: { constructs: "^99.1.0", "eks-otel-tracing": "^2.3.4", projen: ">=99.2.0 <100" },
    devDependencies: { constructs: "99.1.1", "eks-otel-tracing": "2.3.4", jsii: "99.3.0", projen: "99.2.1" },
  });
  // Its own, and no other.
  const template = readFileSync(join(ROOT, "templates/organisation-template/package.json"), "utf8");
  expect(template.match(/\d+\.\d+\.\d+/g)).toEqual(["0.1.0"]);
});

test("the versions of this package are pinned, so that those of a template are", () => {
  const { constructs, jsii, projen } = ownManifest().devDependencies;
  for (const version of [constructs, jsii, projen]) {
    expect(version).toMatch(/^\d+\.\d+\.\d+$/);
  }
});

test("a scope is the organisation, and part of the class's name, but not of the directory's", () => {
  const { folder, files } = templatePackageFiles({ name: "@acme/tracing", generator: generator("1.2.3") });
  expect(folder).toBe("tracing");
  expect(files["src/project.ts"]).toContain("export class AcmeTracing extends EksOtelTracingProject {");
  expect(files["src/preset.ts"]).toContain("name: 'Acme',");
  expect(JSON.parse(files["package.json"])).toMatchObject({
    name: "@acme/tracing",
    repository: { url: "https://github.com/acme/tracing.git" },
    peerDependencies: { "eks-otel-tracing": "^1.2.3" },
  });
});

test("the workflow has no rights but those that its jobs name, and its actions are at a commit", () => {
  const workflow = templatePackageFiles({ name: "acme-tracing", generator: generator("1.0.0") }).files[
    ".github/workflows/release.yml"
  ];
  expect(workflow).toContain("\npermissions: {}\n");
  expect(workflow).not.toContain("secrets.");
  const uses = [...workflow.matchAll(/uses: (.*)/g)].map(([, action]) => action);
  expect(uses).toHaveLength(4);
  for (const action of uses) {
    expect(action).toMatch(/@[0-9a-f]{40} # v\d/);
  }
});

test.each(["Acme", "acme_tracing", "../acme", "acme--tracing", "1acme", "@acme", "a/b", "", "eks-otel-tracing"])(
  "%p is refused as a name",
  (name) => {
    expect(() => templatePackageFiles({ name, generator: generator("1.0.0") })).toThrow("Nothing was written");
  },
);

test("a name is as long as npm takes it", () => {
  const files = (length: number) => () =>
    templatePackageFiles({ name: "a".repeat(length), generator: generator("1.0.0") });
  expect(files(214)).not.toThrow();
  expect(files(215)).toThrow("is no name for a template package");
});

test("an organisation is called as it calls itself", () => {
  const organisation = "Änderung & Co. 24-7";
  const { files } = templatePackageFiles({ name: "acme-tracing", organisation, generator: generator("1.0.0") });
  expect(files["src/preset.ts"]).toContain(`name: '${organisation}',`);
});

test.each(["", "O'Neill", "`", "A\nB", " "])("%p is refused as an organisation", (organisation) => {
  expect(() => templatePackageFiles({ name: "acme-tracing", organisation, generator: generator("1.0.0") })).toThrow(
    "is no name for an organisation",
  );
});

test("every name that is taken ends in a manifest that can be read, and in an identifier", () => {
  fc.assert(
    fc.property(fc.stringMatching(/^(@[a-z][a-z0-9]{0,5}\/)?[a-z][a-z0-9]{0,8}(-[a-z0-9]{1,5}){0,2}$/), (name) => {
      const { files } = templatePackageFiles({ name, generator: generator("1.0.0") });
      expect(JSON.parse(files["package.json"]).name).toBe(name);
      expect(files["src/project.ts"]).toMatch(/^export class [A-Z][A-Za-z0-9]* extends/m);
    }),
  );
});
