import childProcess from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join, resolve } from "node:path";
import { installedVersion } from "../../src/lifecycle/installed-version";

let repository: string;
beforeEach(() => {
  repository = mkdtempSync(join(tmpdir(), "eks-otel-tracing-"));
  write(".projen/template.json", { template: "acme-tracing", packages: { "acme-tracing": "1.0.0" } });
});
afterEach(() => jest.restoreAllMocks());

function write(path: string, content: object | string): void {
  mkdirSync(dirname(join(repository, path)), { recursive: true });
  writeFileSync(join(repository, path), typeof content === "string" ? content : JSON.stringify(content));
}

function npmAnswers(answer: object) {
  return jest
    .spyOn(childProcess, "spawnSync")
    .mockReturnValue({ status: 0, stderr: "", ...answer } as ReturnType<typeof childProcess.spawnSync>);
}

test("what the repository is generated with is installed elsewhere, with the template at the version", () => {
  const absolute = resolve(repository, "d.tgz");
  write("package.json", {
    devDependencies: {
      "acme-tracing": "1.0.0",
      projen: "1",
      b: "file:../b.tgz",
      c: "git+file:c",
      d: `file:${absolute}`,
    },
  });
  write(".npmrc", "registry=https://npm.example.com/\n");
  const npm = npmAnswers({});
  const once = jest.spyOn(process, "once");
  const { nodeModules, remove } = installedVersion(repository, "2.0.0");
  expect(once.mock.calls).toEqual([["exit", remove]]);

  const directory = dirname(nodeModules);
  expect(npm.mock.calls).toEqual([["npm", expect.any(Array), expect.objectContaining({ cwd: directory })]]);
  expect(npm.mock.calls[0][1]).toEqual(
    expect.arrayContaining([
      "install",
      "--ignore-scripts",
      "--no-package-lock",
      "--no-audit",
      "--no-fund",
      "--loglevel=error",
    ]),
  );
  expect(JSON.parse(readFileSync(join(directory, "package.json"), "utf8"))).toEqual({
    devDependencies: {
      "acme-tracing": "2.0.0",
      projen: "1",
      b: `file:${resolve(repository, "../b.tgz")}`,
      c: "git+file:c",
      d: `file:${absolute}`,
    },
  });
  expect(readFileSync(join(directory, ".npmrc"), "utf8")).toBe("registry=https://npm.example.com/\n");
  expect(basename(directory)).toMatch(/^eks-otel-tracing-version-/);
  remove();
  expect(existsSync(directory)).toBe(false);
  // As it is once more when the process ends.
  expect(remove).not.toThrow();
});

test.each([
  [{ status: 1, stderr: "npm error E404\n" }, "npm error E404"],
  [{ status: null, error: new Error("spawnSync npm ENOENT") }, "spawnSync npm ENOENT"],
])("what npm can't install is told with its reason, and nothing is left", (answer, reason) => {
  write("package.json", {});
  const npm = npmAnswers(answer);
  expect(() => installedVersion(repository, "2.0.0")).toThrow(`npm could not install acme-tracing@2.0.0.\n\n${reason}`);
  expect(existsSync(String(npm.mock.calls[0][2]?.cwd))).toBe(false);
});
