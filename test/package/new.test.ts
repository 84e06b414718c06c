import { execFileSync } from "node:child_process";
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
} from "node:fs";
import { devNull, tmpdir } from "node:os";
import { join } from "node:path";
import { userEnvironment } from "../../scripts/scaffold";
import { run } from "../../tools/run";
import { terraform } from "../acceptance/tools";
import { Repository } from "./repository";

jest.setTimeout(300_000);

let repository: Repository;
beforeAll(() => {
  repository = Repository.create("--namespace", "observability", "--sampling-rate-percentage", "5");
});
afterAll(() => repository.remove());
afterEach(() => repository.reset());

test("flags become options", () => {
  expect(repository.read(".projenrc.ts")).toMatch(/name: "tracing",\n\s+namespace: "observability",/);
});

test("options become defaults of variables", () => {
  const variables = repository.read("variables.tf");
  expect(variables).toMatch(/variable "namespace" \{[^}]*default {5}= "observability"/);
  expect(variables).toMatch(/variable "sampling_rate_percentage" \{[^}]*default {5}= 5\n/);
});

test("`npx projen` leaves git's tree clean", () => {
  expect(repository.regenerate().status).toBe(0);
  expect(repository.git("status", "--porcelain")).toBe("");
});

test("`terraform fmt -check -recursive` is clean, as a user runs it: with node_modules there", async () => {
  const { path } = await terraform();
  const directory = repository.directory;
  expect(
    await run(path, ["fmt", "-check", "-recursive"], { directory, environment: { TF_CLI_CONFIG_FILE: devNull } }),
  ).toBe("");
});

test("a run that changes nothing writes nothing", () => {
  repository.regenerate();
  const before = repository.identities();
  repository.regenerate();
  expect(repository.identities()).toEqual(before);
});

test("a run in CI, where the lock file is frozen, leaves the tree clean too", () => {
  execFileSync(process.execPath, ["node_modules/projen/bin/projen"], {
    cwd: repository.directory,
    env: { ...userEnvironment(), CI: "true" },
  });
  expect(repository.git("status", "--porcelain")).toBe("");
});

test("mistakes are one error, a failed run, and no file", () => {
  repository.setOptions({ namespce: "x", samplingRatePercentage: 250, chartVersion: "0.1.0", namespace: "Not Valid" });
  const before = repository.identities();
  const { status, output } = repository.regenerate();
  expect(status).not.toBe(0);
  expect(output).toMatch(/4 options are not valid, nothing was written/);
  for (const option of ["namespce", "samplingRatePercentage", "chartVersion", "namespace"]) {
    expect(output).toMatch(new RegExp(`^  ${option} {2,}\\S`, "m"));
  }
  expect(output).not.toMatch(/^\s+at /m);
  expect(repository.identities()).toEqual(before);
  expect(repository.changed()).toEqual([]);
});

test("the types of .projenrc.ts are checked by a task of their own", () => {
  repository.write(
    ".projenrc.ts",
    repository.read(".projenrc.ts").replace("samplingRatePercentage: 5", 'samplingRatePercentage: "5"'),
  );
  const typecheck = () =>
    execFileSync(process.execPath, ["node_modules/projen/bin/projen", "typecheck"], {
      cwd: repository.directory,
      env: userEnvironment(),
      encoding: "utf8",
      stdio: "pipe",
    });
  expect(typecheck).toThrow(
    expect.objectContaining({ stdout: expect.stringMatching(/not assignable to type 'number'/) }),
  );
});

test("a file in the way that is not ours stops the run, with a list and the way out", () => {
  repository.write(".github/CODEOWNERS", "* @by-hand\n");
  repository.setOptions({ repository: { codeOwners: ["@example/platform"] } });
  const { status, output } = repository.regenerate();
  expect(status).not.toBe(0);
  expect(output).toMatch(/1 file is in the way, nothing was written\.\n\n {2}\.github\/CODEOWNERS\n\n.*Move or delete/);
  expect(repository.changed()).toEqual([".github/CODEOWNERS"]);
});

test("a read-only directory stops the run of whoever is not the superuser, before anything is written", () => {
  const { directory } = repository;
  const { uid } = statSync(directory);
  chmodSync(join(directory, ".."), 0o755);
  rmSync(join(directory, "examples/minimal/versions.tf"));
  chmodSync(join(directory, "examples/minimal"), 0o555);
  repository.setOptions({ samplingRatePercentage: 50 });
  const { status, output } = repository.synthesize({ uid: uid === 0 ? 65534 : uid });
  chmodSync(join(directory, "examples/minimal"), 0o755);
  expect(status).not.toBe(0);
  expect(output).toContain("examples/minimal/versions.tf: the directory examples/minimal is read-only");
  expect(output).not.toMatch(/^\s+at /m);
  expect(repository.changed()).toEqual(["examples/minimal/versions.tf"]);
});

test("a user's own file and edited samples survive", () => {
  repository.write("alarms.tf", "# ours\n");
  repository.write("CHANGELOG.md", "# ours\n");
  repository.regenerate();
  expect([repository.read("alarms.tf"), repository.read("CHANGELOG.md")]).toEqual(["# ours\n", "# ours\n"]);
});

test("a managed file that was edited is written again", () => {
  const before = repository.read("versions.tf");
  rmSync(join(repository.directory, "versions.tf"));
  repository.regenerate();
  expect(repository.read("versions.tf")).toBe(before);
});

test("an option that is taken out takes its files with it", () => {
  expect(existsSync(join(repository.directory, "examples/apps/express/Dockerfile"))).toBe(true);
  repository.setOptions({ exampleApps: [], repository: { renovate: false } });
  repository.regenerate();
  expect(existsSync(join(repository.directory, "examples/apps/express/Dockerfile"))).toBe(false);
  expect(existsSync(join(repository.directory, "renovate.json5"))).toBe(false);
});

test("another day, in another directory: the same bytes", () => {
  const elsewhere = mkdtempSync(join(tmpdir(), "eks-otel-tracing-elsewhere-"));
  try {
    for (const path of [".projenrc.ts", "package.json", "package-lock.json"]) {
      cpSync(join(repository.directory, path), join(elsewhere, path));
    }
    symlinkSync(join(repository.directory, "node_modules"), join(elsewhere, "node_modules"));
    execFileSync(
      process.execPath,
      ["--require", join(__dirname, "another-day.js"), "node_modules/jiti/lib/jiti-cli.mjs", ".projenrc.ts"],
      {
        cwd: elsewhere,
        env: { ...userEnvironment(), PROJEN_DISABLE_POST: "true", TZ: "Pacific/Kiritimati" },
      },
    );
    const paths = readdirSync(elsewhere, { recursive: true, encoding: "utf8", withFileTypes: true })
      .filter((entry) => entry.isFile() && !entry.parentPath.includes("node_modules"))
      .map((entry) => join(entry.parentPath, entry.name).slice(elsewhere.length + 1));
    expect(paths.sort()).toEqual(repository.git("ls-files").trim().split("\n").sort());
    for (const path of paths) {
      expect(readFileSync(join(elsewhere, path), "utf8")).toBe(repository.read(path));
    }
  } finally {
    rmSync(elsewhere, { recursive: true });
  }
});
