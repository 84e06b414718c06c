import { adoptedPackage } from "../../src/adoption/adopted-package";
import { UserError } from "../../src/user-error";
import { handWritten } from "./adopted";

const of = (manifest: object) => adoptedPackage(handWritten({ "package.json": JSON.stringify(manifest) }, null));

test("without a package.json there is none", () => {
  expect(adoptedPackage(handWritten({}, null))).toBeUndefined();
});

test("an empty one asks for nothing", () => {
  expect(of({})).toEqual({ name: undefined, license: undefined, devDeps: [], statements: [] });
  expect(of({ name: 1, license: ["MIT"] })).toMatchObject({ name: undefined, license: undefined });
});

test("name and licence, and development dependencies that the generated one does not bring", () => {
  const devDependencies = { prettier: "^3", projen: "1", constructs: "1", jiti: "1", "eks-otel-tracing": "1" };
  expect(of({ name: "x", license: "MIT", devDependencies })).toMatchObject({
    name: "x",
    license: "MIT",
    devDeps: ["prettier@^3"],
  });
});

test("other dependencies are added by their type", () => {
  expect(of({ dependencies: { a: "^1" }, peerDependencies: { b: "2" } })?.statements).toEqual([
    "project.deps.addDependency('a@^1', DependencyType.RUNTIME);",
    "project.deps.addDependency('b@2', DependencyType.PEER);",
  ]);
});

test("scripts and further fields are overrides, in which a dot leads no level down", () => {
  const manifest = {
    scripts: { "a.b": "x" },
    private: true,
    "//": "generated",
    version: "1.0.0",
    "c.d": { e: 1 },
  };
  expect(of(manifest)?.statements).toEqual([
    "const manifest = project.tryFindObjectFile('package.json');",
    "manifest?.addOverride('scripts.a\\\\.b', 'x');",
    "manifest?.addOverride('version', '1.0.0');",
    "manifest?.addOverride('c\\\\.d', { e: 1 });",
  ]);
});

test("one that is no JSON is told with the parser's words", () => {
  const directory = handWritten({ "package.json": "{" }, null);
  expect(() => adoptedPackage(directory)).toThrow(UserError);
  expect(() => adoptedPackage(directory)).toThrow(
    /^eks-otel-tracing: package\.json is no JSON, nothing was written\.\n\n {2}\S.*\n$/,
  );
});
