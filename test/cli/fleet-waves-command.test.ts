import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parse } from "yaml";
import { fleetVersionsCommand } from "../../src/cli/fleet-versions-command";
import { fleetWavesCommand } from "../../src/cli/fleet-waves-command";

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "eks-otel-tracing-"));
});

function stamp(name: string, version: string): void {
  mkdirSync(join(root, name, ".projen"), { recursive: true });
  writeFileSync(
    join(root, name, ".projen/template.json"),
    JSON.stringify({ template: "acme-tracing", packages: { "acme-tracing": version, "eks-otel-tracing": "1.4.0" } }),
  );
}

function checkout(name: string, version = "1.0.0"): string {
  stamp(name, version);
  const directory = join(root, name);
  execFileSync("git", ["init", "--quiet"], { cwd: directory });
  execFileSync("git", ["remote", "add", "origin", `https://github.com/acme/${name}.git`], { cwd: directory });
  return directory;
}

/** Leaves a checkout no version of its template. */
function unlock(directory: string): void {
  rmSync(join(directory, ".projen/template.json"));
  const manifest = { devDependencies: { "acme-tracing": "1" } };
  const locked = { "node_modules/acme-tracing": { dependencies: { "eks-otel-tracing": "1" } } };
  writeFileSync(join(directory, "package.json"), JSON.stringify(manifest));
  writeFileSync(join(directory, "package-lock.json"), JSON.stringify({ packages: locked }));
}

const plain = (_format: string, text: string) => text;
const waves = (positionals: string[], flags = {}) => fleetWavesCommand.run({ positionals, flags });
const FLEET = ["payments", "checkout", "search"];

test("the next wave is written only when the one before it has arrived, until all have", async () => {
  const directories = FLEET.map((name) => checkout(name));
  const campaign = join(root, "campaign");
  const flags = { to: "2.0.0", canary: ["acme/payments"], write: campaign };
  const config = () => parse(readFileSync(join(campaign, "multi-gitter.yaml"), "utf8"));

  const first = await waves(directories, flags);
  expect(first.exitCode).toBe(1);
  expect(first.text(plain)).toBe(
    [
      "wave    repository     version  state",
      "canary  acme/payments  1.0.0    next",
      "10 %    acme/checkout  1.0.0    waits",
      "all     acme/search    1.0.0    waits",
    ].join("\n"),
  );
  expect(first.hint).toContain(`multi-gitter run ${campaign}/upgrade.sh --config ${campaign}/multi-gitter.yaml`);
  expect(config()).toEqual({
    branch: "upgrade-template/2.0.0",
    "manual-commit": true,
    labels: ["dependencies"],
    concurrent: 4,
    "conflict-strategy": "skip",
    repo: ["acme/payments"],
  });

  expect((await waves(directories, flags)).data).toMatchObject({ wave: "canary" }); // its CI has failed: nobody merged it

  stamp("payments", "2.0.0");
  expect((await waves(directories, flags)).data).toMatchObject({ wave: "10 %" });
  expect(config().repo).toEqual(["acme/checkout"]);

  stamp("checkout", "2.0.0");
  await waves(directories, flags);
  expect(config().repo).toEqual(["acme/search"]);

  stamp("search", "2.0.1");
  const last = await waves(directories, flags);
  expect([last.exitCode, last.hint]).toEqual([0, "All are at 2.0.0."]);
  expect(last.data).toMatchObject({ wave: null, written: [] });
});

test("without --write the wave is told alone, its repositories in yellow, those that have arrived in green", async () => {
  const [search, late, early] = [checkout("search"), checkout("checkout"), checkout("payments", "2.0.0")];
  unlock(search);
  const canary = ["acme/payments", "acme/checkout"];
  const { data, hint, text } = await waves([search, late, early], { to: "v2.0.0", canary });
  expect(hint).toBe('Wave "canary": 1 repository to go to 2.0.0. Write its configuration with --write DIR.');
  expect(data).toEqual({
    to: "2.0.0",
    wave: "canary",
    repositories: [
      { name: "acme/checkout", wave: "canary", repository: late, version: "1.0.0", arrived: false },
      { name: "acme/payments", wave: "canary", repository: early, version: "2.0.0", arrived: true },
      { name: "acme/search", wave: "10 %", repository: search, version: null, arrived: false },
    ],
    written: [],
  });
  expect(text((format, line) => `<${format}>${line}`).split("\n")).toEqual([
    "<bold>wave    repository     version  state",
    "<yellow>canary  acme/checkout  1.0.0    next",
    "<green>canary  acme/payments  2.0.0    arrived",
    "10 %    acme/search    ?        waits",
  ]);
});

test("a program that is written here is named so that the PATH is not looked up", async () => {
  const before = process.cwd();
  process.chdir(root);
  try {
    const { hint, data } = await waves([checkout("payments")], { to: "2.0.0", write: "." });
    expect(hint).toContain("Next: multi-gitter run ./upgrade.sh --config multi-gitter.yaml");
    expect(data).toMatchObject({ written: ["multi-gitter.yaml", "upgrade.sh"] });
  } finally {
    process.chdir(before);
  }
});

test("every key of the configuration is one that multi-gitter 0.63 documents, and none sets what the script's commit says", async () => {
  await waves(
    FLEET.map((name) => checkout(name)),
    { to: "2.0.0", write: root },
  );
  const config = parse(readFileSync(join(root, "multi-gitter.yaml"), "utf8"));
  const documented = ["branch", "concurrent", "conflict-strategy", "labels", "manual-commit", "repo"];
  expect(Object.keys(config).sort()).toEqual(documented);
  expect(config).toMatchObject({
    branch: "upgrade-template/2.0.0",
    "manual-commit": true,
    "conflict-strategy": "skip",
  });
  if (process.platform !== "win32") {
    const executable = (name: string) => statSync(join(root, name)).mode & 0o111;
    expect(["upgrade.sh", "multi-gitter.yaml"].map(executable)).toEqual([0o111, 0]);
  }
});

test("nothing is written when a repository is not what it seems, and all mistakes are told", async () => {
  const payments = checkout("payments");
  writeFileSync(join(payments, ".projen/template.json"), "<<<<<<<");
  mkdirSync(join(root, "stray"));
  const write = join(root, "campaign");
  await expect(
    waves([payments, checkout("search"), join(root, "stray")], { to: "2.0.0", canary: ["acme/nobody"], write }),
  ).rejects.toThrow(
    /No wave can begin, nothing was written\..*stray: It is no checkout.*--canary acme\/nobody: It is none.*payments: /s,
  );
  expect(() => statSync(write)).toThrow("ENOENT");
});

test("two checkouts of the same repository are refused", async () => {
  const [one, other] = [checkout("payments"), checkout("copy")];
  execFileSync("git", ["remote", "set-url", "origin", "git@github.com:acme/payments.git"], { cwd: other });
  await expect(waves([one, other], { to: "2.0.0" })).rejects.toThrow(`${other}: It is acme/payments, as is ${one}.`);
});

test.each([
  [undefined, "nothing"],
  ["latest", '"latest"'],
  ["2", '"2"'],
  ["2.0.0; rm", '"2.0.0; rm"'],
])("--to %j is no version, and refused", async (to, given) => {
  await expect(waves([root], { to })).rejects.toThrow(`--to must be a version, such as 2.0.0, given was ${given}.`);
});

describe("fleet versions", () => {
  const versions = (positionals: string[]) => fleetVersionsCommand.run({ positionals, flags: {} });

  test("tells each repository's versions, and counts them", async () => {
    const directories = [checkout("search", "2.0.0"), checkout("payments"), checkout("checkout")];
    const { exitCode, data, text } = await versions(directories);
    expect(exitCode).toBe(0);
    expect(data).toMatchObject({
      repositories: [
        { repository: directories[0], template: "acme-tracing", version: "2.0.0", generator: "1.4.0", failure: null },
        { version: "1.0.0" },
        { version: "1.0.0" },
      ],
      versions: [
        { template: "acme-tracing", version: "1.0.0", generator: "1.4.0", repositories: 2 },
        { template: "acme-tracing", version: "2.0.0", generator: "1.4.0", repositories: 1 },
      ],
    });
    expect(text(plain)).toMatch(
      /\n\nrepositories {2}template {6}version {2}eks-otel-tracing\n2 {13}acme-tracing {2}1\.0\.0 {4}1\.4\.0\n1 /,
    );
  });

  test("a directory that tells none is a line of its own, and fails the command", async () => {
    const nowhere = join(root, "nowhere");
    const { exitCode, data, text } = await versions([nowhere, checkout("payments")]);
    expect(exitCode).toBe(2);
    expect(data).toMatchObject({
      repositories: [
        { repository: nowhere, template: null, version: null, generator: null, failure: "There is no such directory." },
        { failure: null },
      ],
      versions: [{ repositories: 1 }],
    });
    const shown = text((format, line) => `<${format}>${line}`).split("\n");
    expect(shown[1].split(/ {2,}/)).toEqual([`<red>${nowhere}`, "There is no such directory."]);
    expect(shown[2]).toMatch(/payments +acme-tracing +1\.0\.0 +1\.4\.0$/);
  });

  test("what is not known of a repository is a question mark", async () => {
    const directory = checkout("unlocked");
    unlock(directory);
    const { exitCode, text } = await versions([directory]);
    const lines = text(plain).split("\n");
    expect([exitCode, lines[1], lines.at(-1)]).toEqual([
      0,
      expect.stringMatching(/ acme-tracing +\? +\?$/),
      expect.stringMatching(/^1 +acme-tracing +\? +\?$/),
    ]);
  });

  test("the version of a repository that this package makes is this package's", async () => {
    const directory = join(root, "plain");
    mkdirSync(join(directory, ".projen"), { recursive: true });
    const stamp = { template: "eks-otel-tracing", packages: { "eks-otel-tracing": "1.4.0" } };
    writeFileSync(join(directory, ".projen/template.json"), JSON.stringify(stamp));
    expect((await versions([directory])).data).toMatchObject({
      repositories: [{ template: "eks-otel-tracing", version: "1.4.0", generator: "1.4.0" }],
    });
    const unstamped = join(root, "unstamped");
    mkdirSync(unstamped);
    const locked = { "node_modules/eks-otel-tracing": { version: "1.3.0" } };
    writeFileSync(join(unstamped, "package.json"), JSON.stringify({ devDependencies: { "eks-otel-tracing": "1" } }));
    writeFileSync(join(unstamped, "package-lock.json"), JSON.stringify({ packages: locked }));
    expect((await versions([unstamped])).data).toMatchObject({
      repositories: [{ version: "1.3.0", generator: "1.3.0" }],
    });
  });
});
