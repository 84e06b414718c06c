import { execFileSync } from "node:child_process";
import { chmodSync, chownSync, cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { scaffold } from "../../scripts/scaffold";
import { Repository } from "./repository";
import { difference, type Snapshot, WorkingTree } from "./working-tree";

jest.setTimeout(300_000);

const ON_WINDOWS = process.platform === "win32";

/** What a shell, a URL or a glob would read as something else; Windows forbids some of it, and Node itself a backslash. */
const HOSTILE = `it's ${ON_WINDOWS ? "" : '"quoted" * ? | '}é (1) [a] %20#1 & $(exit 1) \`exit 1\` ; 🙂`;

/** As on the machine of somebody who has set these. */
const ENVIRONMENT = {
  LC_ALL: "tr_TR.UTF-8",
  TZ: "Pacific/Kiritimati",
  HOME: undefined,
  GIT_CONFIG_COUNT: "5",
  GIT_CONFIG_KEY_0: "core.autocrlf",
  GIT_CONFIG_VALUE_0: "true",
  GIT_CONFIG_KEY_1: "core.quotePath",
  GIT_CONFIG_VALUE_1: "true",
  GIT_CONFIG_KEY_2: "color.ui",
  GIT_CONFIG_VALUE_2: "always",
  GIT_CONFIG_KEY_3: "status.showUntrackedFiles",
  GIT_CONFIG_VALUE_3: "no",
  GIT_CONFIG_KEY_4: "safe.directory",
  GIT_CONFIG_VALUE_4: "*",
};

const OPTIONS = {
  repository: { license: "MIT", copyrightOwner: "Zoë Ñandú & Söhne 🙂", codeOwners: ["@example/platform"] },
};

let repository: Repository;
let tree: WorkingTree;
const before = { ...process.env };
const umask = process.umask(0o077);
beforeAll(() => {
  for (const [name, value] of Object.entries(ENVIRONMENT)) {
    process.env[name] = value;
    if (value === undefined) {
      delete process.env[name];
    }
  }
  const directory = join(mkdtempSync(join(tmpdir(), "eks-otel-tracing-")), HOSTILE);
  scaffold(directory, { flags: ["--name=tracing", `--projen-version=${projenVersion()}`], stdio: "pipe" });
  repository = new Repository(directory);
  tree = new WorkingTree(repository);
});
afterAll(() => {
  repository.remove();
  process.umask(umask);
  for (const name of Object.keys(process.env)) {
    delete process.env[name];
  }
  Object.assign(process.env, before);
});

const projenVersion = () => require("projen/package.json").version;

test("in a directory of any name, with any locale and settings of git, a repository is generated, and stays as it is", () => {
  expect(repository.git("-c", "color.ui=never", "log", "--format=%s").trim()).toBe(
    "chore: project created with projen",
  );
  repository.setOptions(OPTIONS);
  expect(repository.regenerate()).toEqual({ status: 0, output: expect.any(String) });
  expect(repository.read("LICENSE")).toContain("Zoë Ñandú & Söhne 🙂");
  repository.commit();
  expect(repository.projen("drift")).toMatchObject({
    status: 0,
    output: expect.stringContaining("Every managed file is as .projenrc.ts says."),
  });
  expect(repository.projen("preview")).toMatchObject({
    status: 0,
    output: expect.stringContaining("Nothing would change."),
  });
});

test("an edit there is told with the command that shows it, and one of a file with any name by its name", () => {
  const path = "Änderungen-&-'Neues'-🙂.md";
  const projenrc = repository.read(".projenrc.ts");
  repository.write(
    ".projenrc.ts",
    `import { TextFile } from "projen";\n${projenrc.replace("project.synth", `new TextFile(project, ${JSON.stringify(path)}, { lines: ["generated", ""] });\nproject.synth`)}`,
  );
  expect(repository.synthesize()).toEqual({ status: 0, output: "" });
  tree.edit(path, () => "ours\n");
  repository.commit();
  tree.edit("outputs.tf", (text) => `${text}# Ours.\n`);
  const { output } = repository.projen("drift");
  expect(output).toContain(path);
  const told = repository.projen();
  expect(told.output).toMatch(
    new RegExp(`${escaped(path)} was edited by hand .*in git: git show \\w+:\\./${escaped(path)}`),
  );
  expect(told.output).toMatch(/outputs\.tf was edited by hand .*\.projen\/overwritten\//);
});

test("a clone with Windows' line ends has none, and other line ends are neither drift nor an edit", () => {
  repository.commit();
  const clone = new Repository(join(mkdtempSync(join(tmpdir(), "eks-otel-tracing-")), "clone"));
  repository.git("clone", "--quiet", ".", clone.directory);
  cpSync(join(repository.directory, "node_modules"), join(clone.directory, "node_modules"), { recursive: true });
  const files = () => Object.entries(clone.files());
  expect(files().filter(([, text]) => text.includes("\r"))).toEqual([]);

  for (const [path, text] of files()) {
    new WorkingTree(clone).edit(path, () => text.replaceAll("\n", "\r\n"));
  }
  expect(clone.projen("drift")).toEqual({ status: 0, output: expect.stringContaining("Every managed file is as") });
  expect(clone.projen("preview").output).toContain("Nothing would change.");
  const { status, output } = clone.projen();
  expect([status, output]).toEqual([0, expect.not.stringContaining("edited by hand")]);
  expect(clone.git("diff", "--stat", "HEAD")).toBe("");
  expect(clone.read("main.tf")).not.toContain("\r");
  clone.remove();
});

/** Tests may run as the superuser, whom no permission stops. */
const SUPERUSER = process.getuid?.() === 0;
const NOBODY = 65534;

(ON_WINDOWS ? describe.skip : describe)("what can't be written stops the run, which says what and why", () => {
  const CHANGED = { ...OPTIONS, topology: "gateway", samplingRatePercentage: 25, exampleApps: ["go"] };
  const at = (path: string) => join(repository.directory, path);
  let untouched: Snapshot;
  let expected: Snapshot;
  beforeAll(() => {
    chmodSync(at(".."), 0o755);
    process.env.npm_config_cache = at("../npm-cache");
    mkdirSync(at("../npm-cache"));
    prepare();
    untouched = tree.snapshot();
    expect(run()).toEqual({ status: 0, output: "" });
    expected = tree.snapshot();
    expect(difference(untouched, expected).length).toBeGreaterThan(20);
  });

  function prepare(): void {
    repository.reset();
    repository.setOptions(CHANGED);
    rmSync(at(".projen/overwritten"), { recursive: true, force: true });
    give(at(".."));
  }

  /** To whoever runs. */
  function give(path: string): void {
    if (SUPERUSER) {
      execFileSync("chown", ["-R", String(NOBODY), path]);
    }
  }

  const run = () => repository.synthesize(SUPERUSER ? { uid: NOBODY } : {});

  function permit(mode: number): void {
    for (const directory of new Set(Object.keys(untouched).map(dirname))) {
      chmodSync(at(directory), mode);
    }
  }

  test.each<[string, { spoil(): void; mend(): void; told: RegExp }]>([
    [
      "a read-only tree",
      {
        spoil: () => permit(0o555),
        mend: () => permit(0o755),
        told: /agent-config\.yaml\.tpl: the directory .* is read-only[\s\S]*express\/Dockerfile: it is generated no longer, and can't be deleted/,
      },
    ],
    [
      "a directory in the place of a file",
      {
        spoil: () => {
          mkdirSync(at("agent-config.yaml.tpl"));
          writeFileSync(at("agent-config.yaml.tpl/ours.md"), "Ours.\n");
        },
        mend: () => rmSync(at("agent-config.yaml.tpl"), { recursive: true }),
        told: /agent-config\.yaml\.tpl: a directory is in its place/,
      },
    ],
    [
      "a file in the place of a directory",
      {
        spoil: () => writeFileSync(at("examples/apps/go"), "Ours.\n"),
        mend: () => rmSync(at("examples/apps/go")),
        told: /examples\/apps\/go\/go\.mod: examples\/apps\/go is no directory/,
      },
    ],
    [
      "a read-only file of somebody's in the place of one that is generated",
      {
        spoil: () => {
          writeFileSync(at("agent-config.yaml.tpl"), "Ours.\n");
          chmodSync(at("agent-config.yaml.tpl"), 0o444);
          give(at("agent-config.yaml.tpl"));
        },
        mend: () => rmSync(at("agent-config.yaml.tpl")),
        told: /1 file is in the way, nothing was written\.\n\n {2}agent-config\.yaml\.tpl/,
      },
    ],
    ...(SUPERUSER
      ? ([
          [
            "a file of another user",
            {
              spoil: () => {
                chownSync(at("variables.tf"), 0, 0);
                chmodSync(at("variables.tf"), 0o644);
              },
              mend: () => chownSync(at("variables.tf"), NOBODY, 0),
              told: /variables\.tf: it belongs to another user/,
            },
          ],
          [
            "a file that another user alone may read",
            {
              spoil: () => {
                chownSync(at("LICENSE"), 0, 0);
                chmodSync(at("LICENSE"), 0o600);
              },
              mend: () => chownSync(at("LICENSE"), NOBODY, 0),
              told: /LICENSE: it can't be read/,
            },
          ],
        ] as [string, { spoil(): void; mend(): void; told: RegExp }][])
      : []),
  ])("%s", (_what, { spoil, mend, told }) => {
    prepare();
    spoil();
    const spoilt = tree.snapshot();
    const { status, output } = run();
    expect([status, output]).toEqual([1, expect.stringMatching(told)]);
    expect(output).not.toMatch(/^\s+at /m);
    expect(tree.snapshot()).toEqual(spoilt);
    expect(existsSync(at(".projen/overwritten"))).toBe(false);

    mend();
    expect(run()).toEqual({ status: 0, output: "" });
    expect(difference(tree.snapshot(), expected)).toEqual([]);
  });
});

const escaped = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
