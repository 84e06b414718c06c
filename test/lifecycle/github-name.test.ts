import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gitHubName } from "../../src/lifecycle/github-name";

const checkout = (...remote: string[]) => {
  const directory = mkdtempSync(join(tmpdir(), "eks-otel-tracing-"));
  execFileSync("git", ["init", "--quiet"], { cwd: directory });
  if (remote.length > 0) {
    execFileSync("git", ["remote", "add", "origin", ...remote], { cwd: directory });
  }
  return directory;
};

test.each([
  "https://github.com/acme/payments-tracing.git",
  "https://github.com/acme/payments-tracing",
  "https://github.example.com/acme/payments-tracing/",
  "git@github.com:acme/payments-tracing.git",
  "ssh://git@github.com/acme/payments-tracing.git",
])("a checkout of %s is acme/payments-tracing", (remote) => {
  expect(gitHubName(checkout(remote))).toBe("acme/payments-tracing");
});

test("a checkout without a remote, and a directory within another checkout, are refused", () => {
  expect(() => gitHubName(checkout())).toThrow("Its remote `origin` names no repository on GitHub.");
  const within = join(checkout("git@github.com:acme/monorepo.git"), "modules");
  mkdirSync(within);
  expect(() => gitHubName(within)).toThrow("It is no checkout of a repository of its own.");
});
