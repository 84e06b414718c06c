import type { FinishedUpgrade } from "../../../src/lifecycle/upgrade/finish-upgrade";
import { upgradeReport } from "../../../src/lifecycle/upgrade/upgrade-report";

const UPGRADE: FinishedUpgrade = {
  template: { name: "acme-tracing", version: "2.0.0" },
  moves: [
    { name: "acme-tracing", from: "1.0.0", version: "2.0.0" },
    { name: "eks-otel-tracing", from: "1.0.0", version: "1.1.0" },
  ],
  migrations: [{ release: "acme-tracing 2.0.0", description: "costCentr is costCentre" }],
  notes: [{ release: "acme-tracing 2.0.0", text: "Delete the secret." }],
  changed: ["README.md", "package.json"],
};

test("says from where to where, what ran, and what to know", () => {
  expect(upgradeReport(UPGRADE)).toBe(`acme-tracing 1.0.0 -> 2.0.0
eks-otel-tracing 1.0.0 -> 1.1.0

Migrations
  acme-tracing 2.0.0: costCentr is costCentre

To know, also in UPGRADING.md
  acme-tracing 2.0.0: Delete the secret.

2 files differ from the last commit: read "git diff", and commit it.
`);
});

test("says when a new version changes nothing but versions", () => {
  const versions = [".projen/checksums.txt", ".projen/deps.json", ".projen/template.json"];
  const changed = [...versions, ".projenrc.ts", "package-lock.json", "package.json"];
  expect(upgradeReport({ ...UPGRADE, migrations: [], notes: [], changed })).toMatch(
    /^eks-otel-tracing 1\.0\.0 -> 1\.1\.0\n\n6 files differ from the last commit, and only by versions:/m,
  );
});

test("says when files change without a new version, and what is new without an old one", () => {
  expect(upgradeReport({ ...UPGRADE, moves: [], changed: ["main.tf"] })).toBe(
    'acme-tracing stays at 2.0.0.\n\n1 file differs from the last commit: read "git diff", and commit it.\n',
  );
  const moves = [{ name: "acme-rules", from: undefined, version: "1.0.0" }];
  expect(upgradeReport({ ...UPGRADE, moves })).toMatch(/^acme-rules \(new\) -> 1\.0\.0\n/);
});

test("says when nothing changes", () => {
  expect(upgradeReport({ ...UPGRADE, moves: [], migrations: [], notes: [], changed: [] })).toBe(
    "Nothing changes: the repository is as acme-tracing 2.0.0 makes it.\n",
  );
});
