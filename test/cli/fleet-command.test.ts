import { mkdirSync, mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fleetCommand } from "../../src/cli/fleet-command";
import * as fleet from "../../src/lifecycle/fleet";

const empty = mkdtempSync(join(tmpdir(), "eks-otel-tracing-"));
const run = (positionals: string[], flags = {}) => fleetCommand.run({ positionals, flags });

test.each([
  [[], {}, "fleet takes one of preview, drift, regenerate, given was nothing."],
  [["upgrade", "a"], {}, 'fleet takes one of preview, drift, regenerate, given was "upgrade".'],
  [["drift"], {}, "No repository is named: give directories, or --from-list FILE."],
  [["drift", "a"], { shard: "2" }, 'such as 2/4; given was "2".'],
  [["drift", "a"], { shard: "0/4" }, 'given was "0/4".'],
  [["drift", "a"], { shard: "5/4" }, 'given was "5/4".'],
  [["drift", "a"], { jobs: "many" }, '--jobs must be a whole number from 1, given was "many".'],
  [["drift", "a"], { jobs: "0" }, 'given was "0".'],
  [["drift", "a"], { using: empty }, "node_modules lacks projen and jiti:"],
  [["drift"], { "from-list": join(empty, "none.txt") }, "none.txt can't be read: ENOENT"],
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
