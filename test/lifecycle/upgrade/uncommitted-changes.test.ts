import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { userEnvironment } from "../../../scripts/scaffold";
import { uncommittedChanges } from "../../../src/lifecycle/upgrade/uncommitted-changes";

test("what is new, changed and gone since the last commit, in order, with the content of both", () => {
  const directory = mkdtempSync(join(tmpdir(), "eks-otel-tracing-"));
  const git = (...args: string[]) => execFileSync("git", args, { cwd: directory, env: userEnvironment() });
  const write = (path: string, text: string) => writeFileSync(join(directory, path), text);
  git("init", "--quiet");
  write("same", "1");
  write("edited", "1");
  write("gone", "1");
  git("add", "--all");
  git("commit", "--quiet", "--message", "first");
  write("edited", "2");
  symlinkSync("edited", join(directory, "a link"));
  rmSync(join(directory, "gone"));

  const content = (text: string) => ({ content: Buffer.from(text) });
  expect(uncommittedChanges(directory)).toEqual([
    { path: "a link", change: "created", after: content("edited") },
    { path: "edited", change: "modified", before: content("1"), after: content("2") },
    { path: "gone", change: "removed", before: content("1") },
  ]);
  rmSync(directory, { recursive: true });
});
