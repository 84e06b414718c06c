import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { javascript } from "projen";
import { GitHubProject } from "projen/lib/github";
import { ProjenToolchain } from "../../src/repository/projen-toolchain";
import { resolveSettings } from "../../src/settings/settings";

describe("npm ci, which refuses where there is no lock file, is run by projen where CI says so", () => {
  const { CI } = process.env;
  afterEach(() => {
    jest.restoreAllMocks();
    if (CI === undefined) {
      delete process.env.CI;
    } else {
      process.env.CI = CI;
    }
  });

  test.each<[string, lockFile: boolean, ci: string | undefined, seen: string | undefined]>([
    ["and is not run in a new repository", false, "true", undefined],
    ["and is run in one that has a lock file", true, "true", "true"],
    ["and by nobody else", true, undefined, undefined],
  ])("%s", (_, lockFile, ci, seen) => {
    const outdir = mkdtempSync(join(tmpdir(), "eks-otel-tracing-"));
    if (lockFile) {
      writeFileSync(join(outdir, "package-lock.json"), "{}");
    }
    const project = new GitHubProject({ name: "test", outdir, githubOptions: { pullRequestLint: false } });
    new ProjenToolchain(project, resolveSettings({}));
    const npm = project.components.find((component) => component instanceof javascript.NodePackage);
    let told: string | undefined = "never asked";
    jest.spyOn(javascript.NodePackage.prototype, "postSynthesize").mockImplementation(() => {
      told = process.env.CI;
      throw new Error("npm failed");
    });
    delete process.env.CI;
    if (ci !== undefined) {
      process.env.CI = ci;
    }
    expect(() => npm?.postSynthesize()).toThrow("npm failed");
    expect([told, process.env.CI]).toEqual([seen, ci]);
  });
});
