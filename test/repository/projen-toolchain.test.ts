import type { EksOtelTracingProjectOptions } from "../../src/options";
import { ProjenToolchain } from "../../src/repository/projen-toolchain";
import { synth } from "./synth";

const files = (options: EksOtelTracingProjectOptions = {}) =>
  synth(ProjenToolchain, { projenVersion: "0.90.0", ...options });

const { "package.json": manifest, ".projen/tasks.json": tasksFile } = files();
const task = (name: string) => tasksFile.tasks[name];

test("the package is named like the repository, is nobody's to install, and says which Node it takes", () => {
  expect(manifest).toMatchObject({
    name: "eks-otel-tracing",
    private: true,
    license: "Apache-2.0",
    engines: { node: ">= 20.16.0" },
  });
  expect(manifest).not.toHaveProperty("main");
  expect(manifest).not.toHaveProperty("bin");
  expect(files({ repository: { license: "UNLICENSED" } })["package.json"].license).toBe("UNLICENSED");
});

test("projen and what runs .projenrc.ts are pinned, and the options' packages beside them", () => {
  expect(manifest.devDependencies).toEqual({ projen: "0.90.0", jiti: "2.7.0" });
  const { devDependencies } = files({ devDeps: ["my-standards@1.2.0"] })["package.json"];
  expect(devDependencies).toEqual({ projen: "0.90.0", jiti: "2.7.0", "my-standards": "1.2.0" });
});

test("without a version it is the projen that runs", () => {
  const { version } = require("projen/package.json");
  expect(synth(ProjenToolchain)["package.json"].devDependencies.projen).toBe(version);
});

test("a regeneration runs .projenrc.ts alone", () => {
  expect(task("default").steps).toEqual([{ execArgs: ["node", "node_modules/jiti/lib/jiti-cli.mjs", ".projenrc.ts"] }]);
});

test.each(["preview", "drift", "upgrade-template"])("%s is a task, which takes flags", (name) => {
  expect(task(name).description).toMatch(/^\w+ .*\w$/);
  expect(task(name).steps).toEqual([
    { execArgs: ["node", "node_modules/eks-otel-tracing/lib/cli.js", name], receiveArgs: true },
  ]);
});

test("types are checked by a TypeScript that is fetched for it", () => {
  const [{ execArgs }] = task("typecheck").steps;
  expect(execArgs).toEqual([
    "npx",
    "--yes",
    expect.stringMatching(/^--package=typescript@\d+\.\d+\.\d+$/),
    "tsc",
    "--noEmit",
    "--project",
    "tsconfig.projen.json",
  ]);
});
