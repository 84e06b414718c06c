import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { git } from "../src/git";

const directory = () => mkdtempSync(join(tmpdir(), "eks-otel-tracing-git-"));

test("what git says of its own failure is given, not thrown", () => {
  const { error, status, stderr } = git(directory(), "rev-parse", "HEAD");
  expect(error).toBeUndefined();
  expect(status).toBe(128);
  expect(stderr).toContain("not a git repository");
});

test("that git could not be started is given too", () => {
  const { error, status, stdout } = git(join(directory(), "missing"), "--version");
  expect(error).toMatchObject({ code: "ENOENT" });
  expect(status).not.toBe(0);
  expect(stdout).toHaveLength(0);
});

test("bytes of more than a mebibyte come as they are", () => {
  const repository = directory();
  const content = Buffer.alloc(3_000_000, Buffer.from([0xff, 0x00, 0x0a]));
  writeFileSync(join(repository, "large"), content);
  git(repository, "init", "--quiet");
  git(repository, "add", "large");
  expect(git(repository, "show", ":large").stdout.equals(content)).toBe(true);
});
