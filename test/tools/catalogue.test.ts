import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { allTools } from "../../tools/install";

const tools = join(__dirname, "..", "..", "tools");

test("every tool has a folder, every folder is a tool", () => {
  const folders = readdirSync(tools, { withFileTypes: true }).filter((entry) => entry.isDirectory());

  expect(folders.map(({ name }) => name).sort()).toEqual([...allTools()].sort());
});

test("recipes hold no address of anybody's registry", () => {
  const lockFile = readFileSync(join(tools, "kubectl-and-helm", "package-lock.json"), "utf8");

  expect(lockFile).toContain('"integrity"');
  expect(lockFile).not.toContain('"resolved"');
});

test.each([
  ["collector-0.92.0", ["v0.92.0"]],
  ["collector-0.159.0", ["v0.159.0", "v1.65.0"]],
])("every component of %s has its version, or that of the stable modules that goes with it", (name, versions) => {
  const components = readFileSync(join(tools, name, "go.mod"), "utf8").match(
    /^\t\S*opentelemetry\S*collector\S* \S+$/gm,
  );

  expect([...new Set(components?.map((line) => line.split(" ")[1]))].sort()).toEqual(versions);
});
