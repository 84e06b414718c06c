import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { finishUpgrade } from "../../../src/lifecycle/upgrade/finish-upgrade";
import { UpgradeJournal, type UpgradeProgress } from "../../../src/lifecycle/upgrade/upgrade-journal";

const stamp = (version: string) => ({
  template: "acme-tracing",
  packages: { "acme-tracing": version, base: "3.0.0", same: "4.0.0" },
});
const MIGRATIONS = `exports.migrations = [{
  version: "2.0.0", description: "old is new", migrate(repository) { repository.write("migrated.md", "once\\n"); },
}];`;

/** A repository of version 1.0.0 with 2.0.0 installed, in which projen does this. */
function repository(projen: string): string {
  const directory = mkdtempSync(join(tmpdir(), "eks-otel-tracing-"));
  const files: Record<string, string | object> = {
    ".gitignore": "node_modules/\n",
    ".projen/template.json": stamp("1.0.0"),
    ".projenrc.ts": 'const project = new Tracing({ devDeps: ["acme-tracing@1.0.0"] });\nproject.synth();\n',
    "package.json": { devDependencies: { "acme-tracing": "2.0.0" } },
    "node_modules/acme-tracing/package.json": {
      name: "acme-tracing",
      version: "2.0.0",
      "eks-otel-tracing": { migrations: "own.js" },
    },
    "node_modules/acme-tracing/own.js": MIGRATIONS,
    "node_modules/base/package.json": { name: "base", version: "3.1.0" },
    "node_modules/same/package.json": { name: "same", version: "4.0.0" },
    "node_modules/projen/package.json": { name: "projen", version: "1.0.0" },
    "node_modules/projen/bin/projen": `const { writeFileSync } = require("node:fs");\n${projen}\n`,
  };
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(directory, path)), { recursive: true });
    writeFileSync(join(directory, path), typeof content === "string" ? content : JSON.stringify(content));
  }
  const git = (...args: string[]) => execFileSync("git", args, { cwd: directory });
  git("init", "--quiet");
  git("add", "--all");
  git("-c", "user.name=a", "-c", "user.email=a@example.com", "commit", "--quiet", "--message=a");
  return directory;
}

const writes = (path: string, content: object) =>
  `writeFileSync(${JSON.stringify(path)}, ${JSON.stringify(JSON.stringify(content))});`;

test("migrations run, pins move, and the files are generated in the repository as people's npx projen does it", () => {
  const directory = repository(
    `${writes(".projen/template.json", stamp("2.0.0"))} writeFileSync("ci.txt", String(process.env.CI));`,
  );
  const { template, moves, migrations, changed } = finishUpgrade(directory);
  expect(template).toEqual({ name: "acme-tracing", version: "2.0.0" });
  expect(moves).toEqual([
    { name: "acme-tracing", from: "1.0.0", version: "2.0.0" },
    { name: "base", from: "3.0.0", version: "3.1.0" },
  ]);
  expect(migrations).toEqual([{ release: "acme-tracing 2.0.0", description: "old is new" }]);
  expect(changed).toEqual([".projen/template.json", ".projenrc.ts", "ci.txt", "migrated.md"]);
  expect(readFileSync(join(directory, ".projenrc.ts"), "utf8")).toContain('"acme-tracing@2.0.0"');
  expect(readFileSync(join(directory, "ci.txt"), "utf8")).toBe("undefined");
});

test("after generating has failed it begins where it was: no migration runs twice, and what was edited meanwhile is left", () => {
  const directory = repository(`process.exit(3);`);
  expect(() => finishUpgrade(directory)).toThrow(/the files can't be generated[\s\S]*upgrade-template --installed/);
  expect(readFileSync(join(directory, "migrated.md"), "utf8")).toBe("once\n");

  writeFileSync(join(directory, "migrated.md"), "mine\n");
  // As one leaves it that was killed while it wrote that file.
  const journal = new UpgradeJournal(join(directory, ".git/eks-otel-tracing-upgrade"));
  const progress = journal.read() as Required<UpgradeProgress>;
  expect(progress).toMatchObject({ version: "2.0.0", installed: true, planned: { changes: [] } });
  const changes = [{ path: "migrated.md", after: "once\n" }];
  journal.write({ ...progress, planned: { ...progress.planned, changes } });
  writeFileSync(
    join(directory, "node_modules/projen/bin/projen"),
    `const { writeFileSync } = require("node:fs");${writes(".projen/template.json", stamp("2.0.0"))}`,
  );
  const { migrations, notes } = finishUpgrade(directory);
  expect(migrations).toHaveLength(1);
  expect(notes).toEqual([
    {
      release: "acme-tracing 2.0.0",
      text: "`migrated.md` was edited while the upgrade was interrupted, and was left as it is.",
    },
  ]);
  expect(readFileSync(join(directory, "migrated.md"), "utf8")).toBe("mine\n");
  expect(existsSync(join(directory, ".git/eks-otel-tracing-upgrade"))).toBe(false);
});

test.each([
  [
    "generating the files has brought acme-tracing 1.0.0 back, 2.0.0 was wanted",
    writes("node_modules/acme-tracing/package.json", { name: "acme-tracing", version: "1.0.0" }),
  ],
  ["acme-tracing 2.0.0 says of itself that it is 0.0.0", writes(".projen/template.json", stamp("0.0.0"))],
])("an upgrade that has not arrived is an error: %s", (message, projen) => {
  expect(() => finishUpgrade(repository(projen))).toThrow(message);
});
