import { mkdirSync, mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { fleetCommand } from "../../src/cli/fleet-command";
import { ProgressBar } from "../../src/cli/progress-bar";
import * as fleet from "../../src/lifecycle/fleet";

const run = (positionals: string[], flags = {}) => fleetCommand.run({ positionals, flags });

test.each([
  [[], {}, "fleet takes one of preview, drift, regenerate, given was nothing."],
  [["upgrade", "a"], {}, 'fleet takes one of preview, drift, regenerate, given was "upgrade".'],
  [["drift"], {}, "No repository is named: give directories, or --from-list FILE."],
  [["drift", "a"], { shard: "2" }, 'such as 2/4; given was "2".'],
  [["drift", "a"], { shard: "0/4" }, 'given was "0/4".'],
  [["drift", "a"], { shard: "5/4" }, 'given was "5/4".'],
  [["drift", "a"], { shard: "x1/4" }, 'given was "x1/4".'],
  [["drift", "a"], { shard: "1/4x" }, 'given was "1/4x".'],
  [["drift", "a"], { jobs: "1.5" }, 'given was "1.5".'],
  [["drift", "a"], { jobs: "many" }, '--jobs must be a whole number from 1, given was "many".'],
  [["drift", "a"], { jobs: "0" }, 'given was "0".'],
  [["drift", "a"], { using: "nowhere" }, "node_modules lacks projen and jiti:"],
  [["drift"], { "from-list": "none.txt" }, "none.txt can't be read: ENOENT"],
])("fleet %j %j is refused in words", async (positionals, flags, message) => {
  await expect(run(positionals, flags)).rejects.toThrow(message);
});

describe("with packages to generate with", () => {
  const using = mkdtempSync(join(tmpdir(), "eks-otel-tracing-"));
  for (const name of ["projen", "jiti"]) {
    mkdirSync(join(using, "node_modules", name), { recursive: true });
  }
  afterEach(() => jest.restoreAllMocks());

  /** What the fleet is asked, and what the command answers when each repository is this. */
  async function ran(action: string, directories: string[], flags: object, more: Partial<fleet.FleetEntry> = {}) {
    const asked = jest.spyOn(fleet, "runFleet").mockImplementation(async (_action, repositories) => ({
      entries: repositories.map((repository) => ({
        ...{ repository, template: "acme-tracing", version: "1.0.0", to: "1.0.0", files: [], notes: [], failure: null },
        ...more,
      })),
      peakRssMib: 100,
    }));
    const report = await run([action, ...directories], { using, ...flags });
    return { ...report, asked: asked.mock.lastCall ?? [] };
  }

  test.each([
    ["1/2", ["a", "c"]],
    ["2/2", ["b"]],
    ["3/3", ["c"]],
    ["1/1", ["a", "b", "c"]],
  ])("shard %s takes every Nth repository: %j", async (shard, repositories) => {
    expect((await ran("drift", ["a", "b", "c"], { shard })).asked[1]).toEqual(repositories);
  });

  test("numbers of two digits are shards, too", async () => {
    const names = Array.from({ length: 12 }, (_, at) => `r${at}`);
    expect((await ran("drift", names, { shard: "11/12" })).asked[1]).toEqual(["r10"]);
  });

  test("it is shown who was done, and who failed, and in the end nothing", async () => {
    const [show, clear] = (["show", "clear"] as const).map((name) => jest.spyOn(ProgressBar.prototype, name));
    const { asked } = await ran("drift", ["a", "b"], {});
    const entry = { template: null, version: null, to: null, files: [], notes: [] };
    asked[2]?.onEntry?.({ ...entry, repository: "a", failure: null }, 1);
    asked[2]?.onEntry?.({ ...entry, repository: "b", failure: "no" }, 2);
    expect(show.mock.calls).toEqual([
      [1, "a"],
      [2, "b failed"],
    ]);
    expect(clear).toHaveBeenCalledTimes(1);
  });

  test("without a directory that is named, the packages are those that are here", async () => {
    expect((await ran("drift", ["a"], { using: undefined })).asked[2]?.nodeModules).toBe(resolve("node_modules"));
    const before = process.cwd();
    process.chdir(mkdtempSync(join(tmpdir(), "eks-otel-tracing-")));
    mkdirSync("node_modules/projen", { recursive: true });
    try {
      await expect(ran("drift", ["a"], { using: undefined })).rejects.toThrow("node_modules lacks jiti: run this");
    } finally {
      process.chdir(before);
    }
  });

  test("the packages are those that are named, and there are no more processes than repositories", async () => {
    const { asked, data } = await ran("preview", ["a", "b"], { jobs: "7" });
    expect(asked).toEqual([
      "preview",
      ["a", "b"],
      expect.objectContaining({ nodeModules: join(using, "node_modules"), processes: 2 }),
    ]);
    expect(data).toMatchObject({ action: "preview", repositories: [{}, {}], peakRssMib: 100 });
    expect((await ran("preview", ["a", "b"], { jobs: "1" })).asked[2]?.processes).toBe(1);
  });

  const files = [{ path: "a", state: "older", edited: false } as const];
  test.each([
    ["drift", 0, {}],
    ["drift", 1, { files }],
    ["preview", 1, { files }],
    ["regenerate", 0, { files }],
    ["regenerate", 2, { files, failure: "no" }],
  ])("%s exits with %i where each repository has %j", async (action, exitCode, entry) => {
    expect((await ran(action, ["a"], {}, entry)).exitCode).toBe(exitCode);
  });
});
