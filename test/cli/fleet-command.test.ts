import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fleetCommand } from "../../src/cli/fleet-command";

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
