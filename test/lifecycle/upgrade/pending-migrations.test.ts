import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { between, moves, pendingMigrations } from "../../../src/lifecycle/upgrade/pending-migrations";
import type { Migration } from "../../../src/migration";

const migration = (version: string): Migration => ({ version, description: version, migrate: () => undefined });
const ran = (all: string[], from: string, to: string) =>
  between(all.map(migration), from, to).map(({ version }) => version);

/** A repository with packages that bring migrations, each in the folder of the one before it. */
function installed(...packages: { name: string; migrations?: string }[]): string {
  const root = mkdtempSync(join(tmpdir(), "eks-otel-tracing-"));
  let folder = root;
  for (const { name, migrations: source } of packages) {
    folder = join(folder, "node_modules", name);
    mkdirSync(folder, { recursive: true });
    const key = source === undefined ? {} : { "eks-otel-tracing": { migrations: "own.js" } };
    writeFileSync(
      join(folder, "package.json"),
      JSON.stringify({ name, version: "9.9.9", exports: "./nothing.js", ...key }),
    );
    writeFileSync(join(folder, "own.js"), `exports.migrations = ${source};`);
  }
  return root;
}

const source = (...versions: string[]) =>
  `[${versions.map((version) => `{ version: "${version}", description: "", migrate() {} }`).join(", ")}]`;

test("those after the version that made the repository run, up to the one that it goes to, in order", () => {
  expect(ran(["2.0.0", "1.0.0", "1.10.0", "1.2.0"], "1.0.0", "1.10.0")).toEqual(["1.2.0", "1.10.0"]);
});

test("a pre-release comes before its release", () => {
  expect(ran(["2.0.0"], "1.0.0", "2.0.0-rc.1")).toEqual([]);
  expect(ran(["2.0.0"], "2.0.0-rc.1", "2.0.0")).toEqual(["2.0.0"]);
});

test("a development build is older than all of them", () => {
  expect(ran(["1.0.0", "2.0.0"], "0.0.0", "2.0.0")).toEqual(["1.0.0", "2.0.0"]);
});

test("whatever the steps, each migration runs exactly once on the way", () => {
  const version = fc.tuple(fc.nat(3), fc.nat(3), fc.nat(3)).map((parts) => parts.join("."));
  fc.assert(
    fc.property(fc.uniqueArray(version), version, version, version, (all, ...steps) => {
      const [a, b, c] = steps.sort((x, y) => x.localeCompare(y, "en", { numeric: true }));
      expect([...ran(all, a, b), ...ran(all, b, c)]).toEqual(ran(all, a, c));
    }),
  );
});

test("the generator's run before those of the templates that build on it", () => {
  const directory = installed(
    { name: "@acme/tracing", migrations: source("2.0.0", "1.5.0") },
    { name: "eks-otel-tracing", migrations: source("3.0.0") },
  );
  const pending = pendingMigrations(directory, [
    { name: "@acme/tracing", from: "1.0.0", version: "2.0.0" },
    { name: "eks-otel-tracing", from: "2.0.0", version: "3.0.0" },
  ]);
  expect(pending.map((one) => `${one.package} ${one.version}`)).toEqual([
    "eks-otel-tracing 3.0.0",
    "@acme/tracing 1.5.0",
    "@acme/tracing 2.0.0",
  ]);
});

test("a package that brings none, is not there, or took no part before, has none to run", () => {
  const directory = installed({ name: "acme-tracing" }, { name: "eks-otel-tracing", migrations: source("1.0.0") });
  expect(
    pendingMigrations(directory, [
      { name: "acme-tracing", from: "1.0.0", version: "2.0.0" },
      { name: "gone", from: "1.0.0", version: "2.0.0" },
      { name: "eks-otel-tracing", version: "3.0.0" },
    ]),
  ).toEqual([]);
});

test.each([
  '[{ version: "two", description: "", migrate() {} }]',
  '[{ version: "2.0.0", migrate() {} }]',
  '[{ version: "2.0.0", description: "" }]',
  '[{ version: "2.0.0", description: "", migrate() {} }, null]',
  "{}",
  "undefined",
])("a template's file that exports something else is an error that names it: %s", (exported) => {
  const directory = installed({ name: "acme-tracing", migrations: exported });
  const move = { name: "acme-tracing", from: "1.0.0", version: "2.0.0" };
  expect(() => pendingMigrations(directory, [move])).toThrow(
    /own\.js of acme-tracing exports no migrations, nothing was written/,
  );
  // Of a package that has not moved it is not read.
  expect(pendingMigrations(directory, [{ ...move, from: "2.0.0" }])).toEqual([]);
});

test("how a package has moved is told from the version that made the repository", () => {
  const stamp = { template: "acme-tracing", packages: { "acme-tracing": "1.0.0" } };
  const packages = ["acme-tracing", "acme-rules"].map((name) => ({ name, version: "2.0.0" }));
  expect(moves(stamp, packages)).toEqual([{ ...packages[0], from: "1.0.0" }, packages[1]]);
});
