import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { devNull, tmpdir } from "node:os";
import { join } from "node:path";
import type { EksOtelTracingProjectOptions } from "../../src";
import { newRepositoryOptions } from "../../src/repository/new-repository";

const IDENTITY = { GIT_COMMITTER_NAME: "Somebody", GIT_COMMITTER_EMAIL: "somebody@example.com" };
const { argv, env } = process;
let directory: string;

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), "eks-otel-tracing-"));
  process.env = { ...env, ...IDENTITY };
  jest.spyOn(console, "error").mockImplementation();
});
afterEach(() => {
  process.argv = argv;
  process.env = env;
});

const git = (...args: string[]) => execFileSync("git", args, { cwd: directory, env: process.env });

/** What projen hands to the project: `args` is what it made of the flags. */
function create(outdir: string, flags: string[] = [], args: Record<string, unknown> = {}) {
  process.argv = ["node", "projen", "new", ...flags, "--from", "eks-otel-tracing"];
  const creation = { args, fqn: "eks-otel-tracing.EksOtelTracingProject" };
  return newRepositoryOptions({ ...args, outdir, __new__: creation } as EksOtelTracingProjectOptions);
}

test("a directory of its own begins with the options that are given", () => {
  expect(create(directory, ["--namespace", "shop"], { namespace: "shop" })).toMatchObject({
    namespace: "shop",
    __new__: { args: { namespace: "shop" } },
  });
  expect(console.error).not.toHaveBeenCalled();
});

test("a run that creates nothing asks nothing of its directory", () => {
  writeFileSync(join(directory, ".projenrc.ts"), "");
  const options = { outdir: directory };
  expect(newRepositoryOptions(options)).toBe(options);
});

test("a package that comes from a file has its name, which projen leaves out, and the path that npm gives it", () => {
  const place = "./eks-otel-tracing.tgz";
  const range = "file:eks-otel-tracing.tgz";
  writeFileSync(join(directory, "package.json"), JSON.stringify({ devDependencies: { "eks-otel-tracing": range } }));
  const devDeps = [`eks-otel-tracing@${range}`];
  expect(create(directory, ["--from", place], { devDeps: [place] })).toMatchObject({
    devDeps,
    __new__: { args: { devDeps } },
  });
  expect(create(directory, [], { devDeps: ["eks-otel-tracing@1.2.0"] })).toMatchObject({
    devDeps: ["eks-otel-tracing@1.2.0"],
  });
});

test("a second `projen new` is refused: it would keep the options of the first", () => {
  writeFileSync(join(directory, ".projenrc.ts"), "");
  expect(() => create(directory)).toThrow(
    /\.projenrc\.ts is there already.*Edit it and run `npx projen`, or delete it/s,
  );
});

describe("below the root of a git repository", () => {
  let below: string;
  beforeEach(() => {
    git("init", "--quiet");
    below = join(directory, "modules", "tracing");
    mkdirSync(below, { recursive: true });
  });

  test("no second repository is made", () => {
    expect(() => create(below)).toThrow(`is part of the git repository ${directory}`);
    expect(() => create(below)).toThrow("Run it with --no-git to stay a part of that one, or `git init` here first");
  });

  test.each([["--no-git"], ["--git=false"]])("there is nothing that is read at the root alone: %s", (flag) => {
    const off = { repository: { githubWorkflows: false, renovate: false } };
    expect(create(below, [flag])).toMatchObject({ ...off, __new__: { args: off } });
    expect(console.error).toHaveBeenCalledTimes(1);
  });

  test("a directory that it ignores is no part of it", () => {
    writeFileSync(join(directory, ".gitignore"), "/modules/\n");
    expect(() => create(below)).not.toThrow();
  });

  test("a directory with a repository of its own is no part of it", () => {
    mkdirSync(join(below, ".git"));
    expect(create(below)).not.toHaveProperty("repository");
  });
});

test("Renovate's configuration is left out where there is one", () => {
  writeFileSync(join(directory, ".renovaterc"), "{}");
  const off = { repository: { renovate: false } };
  expect(create(directory)).toMatchObject({ ...off, __new__: { args: off } });
  expect(console.error).toHaveBeenCalledWith(expect.stringContaining(".renovaterc is there"));
});

describe("without a name for the commit", () => {
  beforeEach(() => {
    const useConfigOnly = { GIT_CONFIG_COUNT: "1", GIT_CONFIG_KEY_0: "user.useConfigOnly", GIT_CONFIG_VALUE_0: "true" };
    process.env = { ...env, ...useConfigOnly, GIT_CONFIG_GLOBAL: devNull, GIT_CONFIG_NOSYSTEM: "1" };
    for (const name of ["GIT_COMMITTER_NAME", "GIT_COMMITTER_EMAIL", "EMAIL"]) {
      delete process.env[name];
    }
  });

  test("the run stops before it fails at its last step", () => {
    expect(() => create(directory)).toThrow(/git does not know whose.*git config --global user\.name/s);
  });

  test("it goes on without a commit", () => {
    expect(() => create(directory, ["--no-git"])).not.toThrow();
  });
});

test("without git the run stops, and names the flag", () => {
  process.env.PATH = directory;
  expect(() => create(directory)).toThrow(/git can't be run: .*ENOENT.*Install it, or add --no-git/s);
});

describe("flags that projen reads differently", () => {
  test.each([
    ["--namespace=123", { namespace: 123 }, { namespace: "123" }],
    ["--cluster-name 7", { clusterName: 7 }, { clusterName: "7" }],
    ["--namespace 0x10", { namespace: 16 }, { namespace: "0x10" }],
    ["--sampling-rate-percentage 2.5", { samplingRatePercentage: 2 }, { samplingRatePercentage: 2.5 }],
    ["--samplingRatePercentage=0.5", { samplingRatePercentage: 0 }, { samplingRatePercentage: 0.5 }],
    ["--sampling-rate-percentage 5", { samplingRatePercentage: 5 }, { samplingRatePercentage: 5 }],
  ])("%s is taken as typed", (flags, args, typed) => {
    expect(create(directory, flags.split(" "), args)).toMatchObject({ ...typed, __new__: { args: typed } });
  });

  test("what is no value of the option stays, for the report of mistakes", () => {
    const args = { samplingRatePercentage: 250 };
    expect(create(directory, ["--sampling-rate-percentage", "250"], args)).toMatchObject(args);
  });
});
