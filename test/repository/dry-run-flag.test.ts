import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const ROOT = join(__dirname, "../..");

/** As projen does: a process with the flags, which runs `.projenrc.ts` in another one without them. */
function projen(...flags: string[]) {
  const directory = mkdtempSync(join(tmpdir(), "eks-otel-tracing-"));
  const script = join(directory, "rc.ts");
  writeFileSync(
    script,
    `import { Project } from ${JSON.stringify(join(ROOT, "node_modules/projen"))};
     import { DryRunFlag } from ${JSON.stringify(join(ROOT, "src/repository/dry-run-flag"))};
     const project = new Project({ name: "test" });
     new DryRunFlag(project);
     project.synth();`,
  );
  const runner = join(directory, "runner.js");
  writeFileSync(
    runner,
    `process.exit(require("node:child_process").spawnSync(process.execPath, ["--require", ${JSON.stringify(require.resolve("tsx/cjs"))}, "rc.ts"], { stdio: "inherit" }).status)`,
  );
  const { status, stderr } = spawnSync(process.execPath, [runner, ...flags], {
    cwd: directory,
    encoding: "utf8",
    env: { ...process.env, PROJEN_DISABLE_POST: "true", NODE_ENV: undefined, JEST_WORKER_ID: undefined },
  });
  return { status, stderr, written: existsSync(join(directory, ".gitignore")) };
}

const shown = process.platform === "linux" || process.platform === "darwin";

test("a run with --dry-run writes nothing and says what to do, where the platform shows the flag", () => {
  const { status, stderr, written } = projen("--dry-run");
  expect([status !== 0, written]).toEqual([shown, !shown]);
  expect(stderr).toMatch(shown ? /projen has no --dry-run, nothing was written\.\n\nnpx projen preview/ : /^/);
});

test("other flags are no concern", () => {
  expect(projen("--dry-running", "--no-post")).toMatchObject({ status: 0, written: true });
});
