import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { userEnvironment } from "../../scripts/scaffold";
import { Repository } from "./repository";
import { difference, WorkingTree } from "./working-tree";

jest.setTimeout(300_000);

let repository: Repository;
let tree: WorkingTree;
beforeAll(() => {
  repository = Repository.create();
  tree = new WorkingTree(repository);
});
afterAll(() => {
  repository.remove();
});
afterEach(() => repository.reset());

/** A command of the package, as its task in the repository runs it. */
function command(...args: string[]) {
  const cli = join(repository.directory, "node_modules/eks-otel-tracing/lib/cli.js");
  const { status, stdout, stderr } = spawnSync(process.execPath, [cli, ...args], {
    cwd: repository.directory,
    env: { ...userEnvironment(), GITHUB_ACTIONS: undefined },
    encoding: "utf8",
  });
  return { status, stdout, stderr };
}

describe("a repository as it was generated", () => {
  test.each(["preview", "drift"])("%s has nothing to tell, and exits with 0", (name) => {
    expect(command(name)).toMatchObject({ status: 0, stdout: "" });
  });
});

describe("an edited repository", () => {
  beforeEach(() => {
    tree.edit("README.md", (text) => `${text}by hand\n`);
    tree.remove("iam.tf");
    repository.setOptions({ samplingRatePercentage: 25 });
  });

  test("the preview is a patch, which makes of the repository what a regeneration makes of it", () => {
    const before = tree.snapshot();
    const { status, stdout, stderr } = command("preview");
    expect([status, stderr]).toEqual([1, expect.stringContaining("Edited by hand: README.md.")]);
    expect(tree.snapshot()).toEqual(before);

    execFileSync("git", ["apply", "-"], { cwd: repository.directory, input: stdout });
    const patched = tree.snapshot();
    repository.synthesize();
    expect(difference(patched, tree.snapshot())).toEqual([]);
    expect(patched).toHaveProperty(["iam.tf"]);
  });

  test("--stat has a line a file, --json the files themselves", () => {
    const { stdout } = command("preview", "--stat");
    expect(stdout).toMatch(/^ iam\.tf +\| +\d+ \++ \(created\)$/m);
    const { changes } = JSON.parse(command("preview", "--json").stdout);
    expect(changes.find(({ path }: any) => path === "iam.tf")).toMatchObject({
      change: "created",
      kind: "managed",
      owner: { package: "eks-otel-tracing", component: "TerraformModule" },
      before: null,
      after: { mode: "100644", encoding: "utf8", content: expect.stringContaining("aws_iam_role") },
    });
  });

  test("drift tells edits from what is older, in the repository's own task too", () => {
    const { status, stdout } = spawnSync(process.execPath, ["node_modules/projen/bin/projen", "drift"], {
      cwd: repository.directory,
      env: { ...userEnvironment(), GITHUB_ACTIONS: "true", GITHUB_WORKSPACE: repository.directory },
      encoding: "utf8",
    });
    expect(status).toBe(1);
    expect(stdout).toMatch(/^edited +README\.md +by eks-otel-tracing \(ModuleReadme\)$/m);
    expect(stdout).toMatch(/^missing +iam\.tf /m);
    expect(stdout).toMatch(/^older +variables\.tf /m);
    expect(stdout).toMatch(/^::error file=iam\.tf,title=[^:]+::.*Mend it: npx projen$/m);
  });

  test("`npx projen` says what it overwrites, and where that is", () => {
    const { status, stderr } = spawnSync(process.execPath, ["node_modules/projen/bin/projen"], {
      cwd: repository.directory,
      env: userEnvironment(),
      encoding: "utf8",
    });
    const [, copy] = /README\.md was edited by hand and is generated anew\. What it was is in (\S+)/.exec(stderr) ?? [];
    expect([status, repository.read(copy).endsWith("by hand\n")]).toEqual([0, true]);
    expect(repository.changed()).not.toContain(copy);
  });
});

test("`npx projen --dry-run` writes nothing", () => {
  repository.setOptions({ samplingRatePercentage: 25 });
  const { status, stderr } = spawnSync(process.execPath, ["node_modules/projen/bin/projen", "--dry-run"], {
    cwd: repository.directory,
    env: userEnvironment(),
    encoding: "utf8",
  });
  // Windows shows no process the flags of another one; the README says so.
  if (process.platform !== "win32") {
    expect([status, stderr]).toEqual([1, expect.stringContaining("npx projen preview shows what would change.")]);
    expect(repository.changed()).toEqual([]);
  }
});

test("mistakes in the options are told as `npx projen` tells them", () => {
  repository.setOptions({ samplingRatePercentage: 250 });
  expect(command("preview")).toMatchObject({
    status: 2,
    stdout: "",
    stderr: expect.stringMatching(/^eks-otel-tracing: 1 option is not valid[\s\S]*must be a number from 0 to 100\n+$/),
  });
});

describe("a fleet", () => {
  let checkouts: string;
  beforeAll(() => {
    checkouts = mkdtempSync(join(tmpdir(), "eks-otel-tracing-"));
    for (const name of ["a", "b", "broken", "same"]) {
      // Without packages, as a clone is.
      repository.git("clone", "--quiet", ".", join(checkouts, name));
    }
    writeFileSync(join(checkouts, "a/README.md"), "by hand\n");
    const projenrc = (name: string, change: (text: string) => string) =>
      writeFileSync(join(checkouts, name, ".projenrc.ts"), change(repository.read(".projenrc.ts")));
    projenrc("b", (text) => text.replace("({", "({ samplingRatePercentage: 25,"));
    projenrc("broken", (text) => text.replace("({", "({ samplngRatePercentage: 25,"));
  });
  afterAll(() => rmSync(checkouts, { recursive: true, force: true }));

  const fleet = (action: string, ...flags: string[]) => {
    const list = join(checkouts, "list.txt");
    writeFileSync(
      list,
      `# all\n${["a", "b", "broken", "nowhere", "same"].map((name) => join(checkouts, name)).join("\n")}\n`,
    );
    const { stdout, ...rest } = command("fleet", action, "--from-list", list, "--json", ...flags);
    const entries = JSON.parse(stdout).repositories.map(({ repository: path, files, failure }: any) => ({
      name: basename(path),
      states: [...new Set(files.map(({ state }: any) => state))].sort(),
      failure: failure?.trim().split("\n")[0] ?? null,
    }));
    return { ...rest, entries };
  };
  const failures = [
    { name: "broken", states: [], failure: "eks-otel-tracing: 1 option is not valid, nothing was written." },
    { name: "nowhere", states: [], failure: "It has no .projenrc.ts." },
  ];

  test("is told by repository; one that fails stops no other", () => {
    const { status, entries } = fleet("preview");
    expect([status, entries]).toEqual([
      2,
      [
        { name: "a", states: ["edited"], failure: null },
        { name: "b", states: ["older"], failure: null },
        ...failures,
        { name: "same", states: [], failure: null },
      ],
    ]);
  });

  test("is divided by --shard", () => {
    const names = fleet("drift", "--shard", "2/2").entries.map(({ name }: any) => name);
    expect(names).toEqual(["b", "nowhere"]);
  });

  test("is regenerated to the bytes that `npx projen` writes, and then has not drifted", () => {
    fleet("regenerate");
    expect(fleet("drift").entries).toEqual([
      { name: "a", states: [], failure: null },
      { name: "b", states: [], failure: null },
      ...failures,
      { name: "same", states: [], failure: null },
    ]);
    const inCheckout = (path: string) => readFileSync(join(checkouts, "b", path));
    repository.write(".projenrc.ts", inCheckout(".projenrc.ts").toString());
    repository.synthesize();
    const paths = Object.keys(tree.snapshot());
    expect(paths.filter((path) => !inCheckout(path).equals(readFileSync(join(repository.directory, path))))).toEqual(
      [],
    );
    expect(readFileSync(join(checkouts, "a/README.md"), "utf8")).toBe(repository.git("show", "HEAD:README.md"));
  });

  test("keeps what was edited in a copy, when git does not have it", () => {
    const kept = readdirSync(join(checkouts, "a/.projen/overwritten"), { recursive: true, encoding: "utf8" });
    const copy = kept.find((path) => basename(path) === "README.md") ?? "none";
    expect(readFileSync(join(checkouts, "a/.projen/overwritten", copy), "utf8")).toBe("by hand\n");
  });
});
