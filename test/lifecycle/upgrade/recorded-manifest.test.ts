import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { userEnvironment } from "../../../scripts/scaffold";
import { GitRepository } from "../../../src/lifecycle/upgrade/git-repository";
import { recordManifest } from "../../../src/lifecycle/upgrade/recorded-manifest";
import { CHECKSUMS_PATH, Checksums, sha256 } from "../../../src/repository/checksums";

interface Manifests {
  /** What the generator wrote. */
  readonly recorded: string;
  /** Null where git does not know the file. */
  readonly committed: string | null;
  readonly now: string;
}

/** What is recorded after npm has changed package.json, and whether that is known as the generator's. */
function recordOf({ recorded, committed, now }: Manifests): { text: string; known: boolean | undefined } {
  const directory = mkdtempSync(join(tmpdir(), "eks-otel-tracing-"));
  const git = (...args: string[]) => execFileSync("git", args, { cwd: directory, env: userEnvironment() });
  mkdirSync(join(directory, ".projen"));
  writeFileSync(join(directory, CHECKSUMS_PATH), HEAD + line(recorded));
  if (committed !== null) {
    writeFileSync(join(directory, "package.json"), committed);
  }
  git("init", "--quiet");
  git("add", "--all");
  git("commit", "--quiet", "--message", "first");
  writeFileSync(join(directory, "package.json"), now);
  recordManifest(directory, new GitRepository(directory));
  const text = readFileSync(join(directory, CHECKSUMS_PATH), "utf8");
  return { text, known: Checksums.read(text).matches("package.json", Buffer.from(now)) };
}

const HEAD = "# ours\n";
const line = (content: string) => `${sha256(Buffer.from(content))}  package.json\n`;

test("what npm has changed in package.json is no edit of a person's", () => {
  expect(recordOf({ recorded: "generated", committed: "generated", now: "moved by npm" })).toEqual({
    text: HEAD + line("generated") + line("moved by npm"),
    known: true,
  });
});

test("what a person had committed there before still is one", () => {
  const { known } = recordOf({ recorded: "generated", committed: "edited", now: "edited, and moved by npm" });
  expect(known).toBe(false);
});

test.each([
  ["is as it was", { committed: "generated", now: "generated" }],
  ["git does not know", { committed: null, now: "moved by npm" }],
])("of one that %s nothing is recorded", (_, manifests) => {
  expect(recordOf({ recorded: "generated", ...manifests }).text).toBe(HEAD + line("generated"));
});
