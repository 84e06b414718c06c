import childProcess from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { type MoveTemplateOptions, moveTemplate } from "../../../src/lifecycle/upgrade/move-template";

const { spawnSync } = childProcess;
const NAME = "acme-tracing";

let directory: string;
const write = (path: string, content: object | string) => {
  mkdirSync(dirname(join(directory, path)), { recursive: true });
  writeFileSync(join(directory, path), typeof content === "string" ? content : JSON.stringify(content));
};
const git = (...args: string[]) => childProcess.execFileSync("git", args, { cwd: directory });
const install = (version: string) => {
  write(`node_modules/${NAME}/package.json`, { name: NAME, version });
  write("package-lock.json", { packages: { [`node_modules/${NAME}`]: { version } } });
};
const JOURNAL = ".git/eks-otel-tracing-upgrade";

let committed: string;
beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), "eks-otel-tracing-"));
  committed = directory;
  write(".gitignore", "node_modules/\n");
  write(".projen/template.json", { template: NAME, packages: { [NAME]: "1.0.0" } });
  write("package.json", { devDependencies: { [NAME]: "1.0.0" } });
  write("node_modules/eks-otel-tracing/package.json", { bin: { "eks-otel-tracing": "bin/cli.js" } });
  install("1.0.0");
  git("init", "--quiet");
  git("add", "--all");
  git("-c", "user.name=a", "-c", "user.email=a@example.com", "commit", "--quiet", "--message=a");
});
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), "eks-otel-tracing-"));
  cpSync(committed, directory, { recursive: true });
});
afterEach(() => jest.restoreAllMocks());

interface Answers {
  /** Version that npm finds. */
  readonly newest?: string;
  /** Status of npm's command. */
  readonly fails?: "install" | "ci";
  /** What the program prints that finishes the upgrade, and its exit code. */
  readonly finished?: { readonly stdout?: string; readonly status?: number | null };
}

/** Moves the template where npm and the new version answer this. git is git. */
function moved(options: Partial<MoveTemplateOptions>, { newest = "2.0.0", fails, finished = {} }: Answers = {}) {
  const ran: string[][] = [];
  const said: string[] = [];
  const spawn = jest.spyOn(childProcess, "spawnSync").mockImplementation(((
    program: string,
    args: string[],
    how: object,
  ) => {
    if (program === "git") {
      return spawnSync(program, args, how);
    }
    ran.push([program === process.execPath ? "node" : program, ...args]);
    if (args[0] === "ci") {
      install(newest);
    }
    const stdout = args[0] === "view" ? JSON.stringify(newest) : "";
    const answer = { status: args[0] === fails ? 1 : 0, stdout, stderr: "npm error no" };
    return program === process.execPath ? { status: 0, stdout, stderr: "", ...finished } : answer;
  }) as typeof spawnSync);
  try {
    const result = moveTemplate({ directory, say: (line) => said.push(line), ...options });
    const how = spawn.mock.lastCall?.[2] as { stdio: string[]; cwd: string };
    return { ...result, how, ran, said, error: undefined };
  } catch (error) {
    return { status: undefined, data: undefined, how: undefined, ran, said, error: (error as Error).message };
  }
}

const FINISH = (...flags: string[]) => [
  "node",
  join(directory, "node_modules/eks-otel-tracing/bin/cli.js"),
  "upgrade-template",
  "--installed",
  ...flags,
];
const journal = () => JSON.parse(readFileSync(join(directory, JOURNAL), "utf8"));

test("the newest version is locked, installed, and finishes the upgrade itself", () => {
  const { ran, said, status, how } = moved({});
  expect(ran).toEqual([
    ["npm", "view", `${NAME}@latest`, "version", "--json"],
    ["npm", "install", "--package-lock-only", "--save-dev", "--save-exact", "--no-audit", "--no-fund", `${NAME}@2.0.0`],
    ["npm", "ci", "--no-audit", "--no-fund"],
    FINISH(),
  ]);
  expect([said, status]).toEqual([[`Installing ${NAME} 2.0.0`], 0]);
  expect(how).toMatchObject({ cwd: directory, stdio: ["inherit", "inherit", "inherit"] });
  expect(journal()).toEqual({ version: "2.0.0", installed: true });
});

test("what was done is handed back as data where it is asked for, and the summary's file is handed on", () => {
  const { ran, data, how } = moved({ json: true, summary: "s.md" }, { finished: { stdout: '{"moves":[]}' } });
  expect(ran.at(-1)).toEqual(FINISH("--json", "--summary", "s.md"));
  expect([data, how?.stdio]).toEqual([{ moves: [] }, ["inherit", "pipe", "inherit"]]);
});

test("how the second half ends is how the whole ends", () => {
  expect(moved({ json: true }, { finished: { status: 1, stdout: "no" } })).toMatchObject({ status: 1, data: null });
  install("1.0.0");
  git("checkout", "--quiet", ".");
  expect(moved({}, { finished: { status: null } })).toMatchObject({ status: 2, data: null });
});

test("what is installed and locked already is not installed again", () => {
  const { ran, said } = moved({ to: "1.0.0" }, { newest: "1.0.0" });
  expect([ran.map(([program, command]) => `${program} ${command}`).slice(0, -1), said]).toEqual([["npm view"], []]);
  expect(ran[0]).toContain(`${NAME}@1.0.0`);
});

test.each<[string, () => void]>([
  ["locked at another version", () => write("package-lock.json", {})],
  ["installed at another version", () => write(`node_modules/${NAME}/package.json`, { version: "0.9.0" })],
])("what is %s is installed", (_, change) => {
  change();
  expect(moved({ to: "1.0.0", force: true }, { newest: "1.0.0" }).said).toEqual([`Installing ${NAME} 1.0.0`]);
});

test("without a wish a repository beyond the newest version stays, with one it is refused", () => {
  expect(moved({}, { newest: "0.9.0" }).ran.map(([program]) => program)).toEqual(["npm", "node"]);
  expect(moved({ to: "0.9.0" }, { newest: "0.9.0" }).error).toContain(
    `${NAME} 0.9.0 is older than 1.0.0, which made this repository`,
  );
});

test("a version that can't be locked leaves nothing to continue, one that can't be installed does", () => {
  expect(moved({}, { fails: "install" }).error).toContain(`npm can't move ${NAME} to 2.0.0`);
  expect(existsSync(join(directory, JOURNAL))).toBe(false);
  expect(moved({}, { fails: "ci" }).error).toContain("npm can't install what package-lock.json says");
  expect(journal()).toEqual({ version: "2.0.0", installed: false });
});

describe("after an upgrade that was interrupted", () => {
  beforeEach(() => {
    write(JOURNAL, { version: "1.5.0", installed: false });
    write("main.tf", "# half\n");
  });

  test("it is continued without a wish, and with the same one", () => {
    for (const to of [undefined, "1.5.0"]) {
      const { ran, said } = moved({ to }, { newest: "1.5.0" });
      expect([ran[0], said]).toEqual([
        ["npm", "view", `${NAME}@1.5.0`, "version", "--json"],
        to === undefined ? [`Installing ${NAME} 1.5.0`] : [],
      ]);
    }
  });

  test("it stays to be continued when npm fails again", () => {
    expect(moved({}, { newest: "1.5.0", fails: "install" }).error).toContain("npm can't move");
    expect(journal()).toEqual({ version: "1.5.0", installed: false });
  });

  test("another version is refused, unless it is forced", () => {
    expect(moved({ to: "2.0.0" }).error).toMatch(
      /main\.tf\n\nAn upgrade to 1\.5\.0 was interrupted: "npx projen upgrade-template --to 1\.5\.0" continues it/,
    );
    expect(moved({ force: true }).ran[0]).toContain(`${NAME}@latest`);
  });

  test("nothing is left to continue once git's tree is clean", () => {
    git("clean", "--quiet", "--force");
    expect(moved({}, { newest: "1.0.0" }).ran[0]).toContain(`${NAME}@latest`);
    expect(existsSync(join(directory, JOURNAL))).toBe(false);
  });
});

test("a version that brings no program to finish with is told, with the way back", () => {
  write("node_modules/eks-otel-tracing/package.json", {});
  expect(moved({}).error).toMatch(
    /this version of acme-tracing brings no eks-otel-tracing .*\n\nBack to where you were/,
  );
});
