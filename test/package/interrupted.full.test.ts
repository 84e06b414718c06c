import { spawn } from "node:child_process";
import { once } from "node:events";
import { readdirSync, watch } from "node:fs";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { userEnvironment } from "../../scripts/scaffold";
import { Repository } from "./repository";
import { difference, type Snapshot, WorkingTree } from "./working-tree";

/** How often a run is killed, each time at another moment. */
const KILLS = Number(process.env.EKS_OTEL_TRACING_KILLS ?? 6);

jest.setTimeout(60_000 + KILLS * 20_000);

/** Changes nearly every file, adds some and removes others. */
const OPTIONS = {
  topology: "gateway",
  samplingRatePercentage: 25,
  exampleApps: ["go"],
  existingApps: ["django"],
  repository: { githubWorkflows: false },
};

const ON_WINDOWS = process.platform === "win32";

let repository: Repository;
let tree: WorkingTree;
let expected: Snapshot;
/** From the first file that is written to the end, in milliseconds. */
let writingMs: number;
/** How many of the runs were still writing. */
let killed = 0;
beforeAll(async () => {
  repository = Repository.create();
  tree = new WorkingTree(repository);
  // What is the user's: a sample, a file of their own, a sample that they do not want, and a page edited by hand.
  tree.edit("CHANGELOG.md", (text) => `${text}\n- A line of ours.\n`);
  tree.edit("notes.md", () => "Ours.\n");
  tree.remove("examples/apps/express/src/checkout.js");
  repository.commit();
  prepare();
  const run = started();
  await Promise.race([firstFile(), run.ended]);
  const begin = performance.now();
  expect(await run.ended).toMatchObject({ status: 0 });
  writingMs = performance.now() - begin;
  expected = tree.snapshot();
});
afterAll(() => repository.remove());

/** As it is before each run: other options, and an edit that is in no commit. */
function prepare(): void {
  repository.reset();
  repository.setOptions(OPTIONS);
  tree.edit("outputs.tf", (text) => `${text}\n# Not committed.\n`);
}

/** When the first file has changed. */
async function firstFile(): Promise<void> {
  const abort = new AbortController();
  await new Promise<void>((resolve) => {
    // Of the root alone, where the first ones are: to watch all of node_modules takes longer than the run.
    watch(repository.directory, { signal: abort.signal }, () => resolve());
  });
  abort.abort();
}

/** Runs what `npx projen` runs, in a group of its own. */
function started(wrapper: (program: string, args: string[]) => [string, string[]] = (...command) => command) {
  const [{ execArgs }] = JSON.parse(repository.read(".projen/tasks.json")).tasks.default.steps;
  const [program, args] = wrapper(execArgs[0], execArgs.slice(1));
  const child = spawn(program, args, {
    cwd: repository.directory,
    env: userEnvironment(),
    detached: true,
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  child.stdout.on("data", (text) => (output += text));
  child.stderr.on("data", (text) => (output += text));
  const ended = once(child, "close").then(([status]) => ({ status, output }));
  // Windows has no groups, and what is killed there is the one process that writes.
  return { ended, kill: () => (ON_WINDOWS ? child.kill("SIGKILL") : process.kill(-(child.pid as number), "SIGKILL")) };
}

/** The edit that was in no commit, wherever it is kept. */
function keptEdits(): string[] {
  const kept = ".projen/overwritten";
  return readdirSync(join(repository.directory, kept), { recursive: true, encoding: "utf8" }).filter(
    (path) => path.includes("outputs.tf") && repository.read(join(kept, path)).includes("# Not committed."),
  );
}

test.each(Array.from({ length: KILLS }, (_, index) => index))(
  "the next run ends in the same state when one is killed while it writes, and nothing is lost (%i)",
  async (index) => {
    prepare();
    const run = started();
    await Promise.race([firstFile(), run.ended]);
    // From the first file on to the last, and somewhere between two of these moments.
    await setTimeout(((index + Math.random()) / KILLS) * writingMs);
    try {
      run.kill();
    } catch {
      // It has ended by itself.
    }
    killed += (await run.ended).status === null ? 1 : 0;

    expect(repository.synthesize()).toEqual({ status: 0, output: expect.any(String) });
    expect(difference(tree.snapshot(), expected)).toEqual([]);
    expect(keptEdits()).not.toEqual([]);
  },
);

test("some of these runs were still writing", () => {
  expect(killed).toBeGreaterThan(0);
});

test("of two runs at once both end, or say why not, and the next one ends in the same state", async () => {
  prepare();
  for (const { status, output } of await Promise.all([started().ended, started().ended])) {
    expect(status === 0 || /^\S.*(run|again)/m.test(output)).toBe(true);
  }
  expect(repository.synthesize()).toEqual({ status: 0, output: expect.any(String) });
  expect(difference(tree.snapshot(), expected)).toEqual([]);
  expect(keptEdits()).not.toEqual([]);
});

// Windows sets no limit to what a process writes.
(ON_WINDOWS ? test.skip : test)(
  "a full disk is an error that names the file and the reason, and the next run ends in the same state",
  async () => {
    prepare();
    // A file of more than 16 KiB ends in the middle, as on a disk that is full then.
    const { status, output } = await started((program, args) => [
      "bash",
      ["-c", 'ulimit -f 16; trap "" XFSZ; exec "$@"', "bash", program, ...args],
    ]).ended;
    expect(status).not.toBe(0);
    expect(output).toMatch(/README\.md.*(file too large|EFBIG)/);
    expect(output).not.toMatch(/^\s+at /m);
    expect(repository.synthesize()).toEqual({ status: 0, output: expect.any(String) });
    expect(difference(tree.snapshot(), expected)).toEqual([]);
  },
);
