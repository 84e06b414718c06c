import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Project } from "projen";
import { DryRunFlag } from "../../src/repository/dry-run-flag";

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

describe("where the command line is read", () => {
  const { platform } = process;
  afterEach(() => {
    Object.defineProperty(process, "platform", { value: platform });
    jest.restoreAllMocks();
  });

  /** A run on a platform, whose ways to read a command line these texts come from. */
  function run(on: NodeJS.Platform, proc: () => string, ps: () => string) {
    const component = new DryRunFlag(new Project({ name: "test", outdir: mkdtempSync(join(tmpdir(), "dry-run-")) }));
    Object.defineProperty(process, "platform", { value: on });
    const read = jest.spyOn(require("node:fs"), "readFileSync").mockImplementation(proc);
    const execute = jest.spyOn(require("node:child_process"), "execFileSync").mockImplementation(ps);
    try {
      component.preSynthesize();
      return { refused: false, asked: [...read.mock.calls, ...execute.mock.calls] };
    } catch {
      return { refused: true, asked: [...read.mock.calls, ...execute.mock.calls] };
    } finally {
      jest.restoreAllMocks();
    }
  }
  const none = (): string => {
    throw new Error("not here");
  };

  test.each([
    ["projen --dry-run", true],
    ["--dry-run=true", true],
    ["projen --dry-run --no-post", true],
    ["projen x--dry-run", false],
    ["projen --dry-runs", false],
    ["projen", false],
  ])("%s is refused: %s", (line, refused) => {
    expect(run("linux", () => line.replaceAll(" ", "\0"), none)).toEqual({
      refused,
      asked: [[`/proc/${process.ppid}/cmdline`, "utf8"]],
    });
    expect(run("darwin", none, () => line)).toEqual({
      refused,
      asked: [["ps", ["-o", "args=", "-p", String(process.ppid)], { encoding: "utf8", stdio: "pipe" }]],
    });
  });

  test("nothing is refused where it can't be", () => {
    expect(
      run(
        "win32",
        () => "--dry-run",
        () => "--dry-run",
      ),
    ).toEqual({ refused: false, asked: [] });
    expect([run("linux", none, none).refused, run("darwin", none, none).refused]).toEqual([false, false]);
  });
});
