import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { userEnvironment } from "../../../scripts/scaffold";
import { GitRepository } from "../../../src/lifecycle/upgrade/git-repository";
import { recordManifest } from "../../../src/lifecycle/upgrade/recorded-manifest";
import { CHECKSUMS_PATH, Checksums, sha256 } from "../../../src/repository/checksums";

/** Whether package.json is known as the generator's after npm has changed it. `recorded` is what the generator wrote. */
function known({ recorded, committed, now }: Record<"recorded" | "committed" | "now", string>): boolean | undefined {
  const directory = mkdtempSync(join(tmpdir(), "eks-otel-tracing-"));
  const git = (...args: string[]) => execFileSync("git", args, { cwd: directory, env: userEnvironment() });
  mkdirSync(join(directory, ".projen"));
  writeFileSync(join(directory, CHECKSUMS_PATH), `# ours\n${sha256(Buffer.from(recorded))}  package.json\n`);
  writeFileSync(join(directory, "package.json"), committed);
  git("init", "--quiet");
  git("add", "--all");
  git("commit", "--quiet", "--message", "first");
  writeFileSync(join(directory, "package.json"), now);
  recordManifest(directory, new GitRepository(directory));
  const text = readFileSync(join(directory, CHECKSUMS_PATH), "utf8");
  expect(text).toMatch(/^# ours\n/);
  return Checksums.read(text).matches("package.json", Buffer.from(now));
}

test("what npm has changed in package.json is no edit of a person's", () => {
  expect(known({ recorded: "generated", committed: "generated", now: "moved by npm" })).toBe(true);
});

test("what a person had committed there before still is one", () => {
  expect(known({ recorded: "generated", committed: "edited", now: "edited, and moved by npm" })).toBe(false);
});
