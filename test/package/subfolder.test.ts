import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { PROJEN, TARBALL, userEnvironment } from "../../scripts/scaffold";

jest.setTimeout(300_000);

const root = mkdtempSync(join(tmpdir(), "eks-otel-tracing-"));
const directory = join(root, "modules/tracing");
const environment = { ...userEnvironment(), CI: "true" };
afterAll(() => rmSync(root, { recursive: true, force: true }));

/** Runs `projen new` below the root of a repository, as a pipeline does; gives what it printed. */
function create(...flags: string[]): string {
  const from = `eks-otel-tracing@file:${relative(directory, TARBALL).replaceAll("\\", "/")}`;
  const args = [PROJEN, "new", "--from", from, "--projen-version=0.103.25", ...flags];
  try {
    return execFileSync(process.execPath, args, { cwd: directory, env: environment, encoding: "utf8", stdio: "pipe" });
  } catch (error) {
    const { stdout, stderr } = error as { stdout: string; stderr: string };
    return stdout + stderr;
  }
}

test("in a subfolder, with CI set: refused without --no-git, and a part of the repository with it", () => {
  mkdirSync(directory, { recursive: true });
  execFileSync("git", ["init", "--quiet"], { cwd: root, env: environment });

  const refused = create();
  expect(refused).toContain("is part of the git repository");
  expect(refused).not.toMatch(/^\s+at /m);
  expect(existsSync(join(directory, "main.tf"))).toBe(false);

  create("--no-git", "--namespace", "123", "--sampling-rate-percentage", "2.5");
  expect(existsSync(join(directory, "package-lock.json"))).toBe(true);
  expect([".git", ".github", "renovate.json5"].filter((path) => existsSync(join(directory, path)))).toEqual([]);
  const projenrc = readFileSync(join(directory, ".projenrc.ts"), "utf8");
  expect(projenrc).toMatch(/ {2}namespace: "123",\n/);
  expect(projenrc).toMatch(/ {2}samplingRatePercentage: 2\.5,\n/);
  expect(projenrc).toMatch(/;\n$/);
  expect(readFileSync(join(directory, "variables.tf"), "utf8")).toMatch(/default {5}= "123"/);
});
