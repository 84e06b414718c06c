import childProcess from "node:child_process";
import { Npm } from "../../../src/lifecycle/upgrade/npm";
import { UserError } from "../../../src/user-error";

afterEach(() => jest.restoreAllMocks());

/** npm answers this, and what it was asked is kept. */
function npmAnswers(answer: { status?: number; stdout?: string; stderr?: string; error?: Error }) {
  return jest
    .spyOn(childProcess, "spawnSync")
    .mockReturnValue({ status: 0, stdout: "", stderr: "", ...answer } as ReturnType<typeof childProcess.spawnSync>);
}

/** What a person reads when npm fails. */
function failure(run: (npm: Npm) => unknown): string {
  try {
    run(new Npm("/repository"));
  } catch (error) {
    expect(UserError.is(error)).toBe(true);
    return (error as Error).message;
  }
  return "";
}

const ERROR = [
  "npm warn something",
  "no npm error code",
  "npm error code E404",
  "npm ERR! 404 Not Found",
  "npm error A complete log of this run can be found in: /home/ana/.npm/_logs/1.log",
].join("\n");

test("a tag is the version that npm says, a range its newest", () => {
  const npm = npmAnswers({ stdout: '"1.4.0"' });
  expect(new Npm("/repository").resolve("acme-tracing", "latest")).toBe("1.4.0");
  expect(npm.mock.calls).toEqual([
    ["npm", ["view", "acme-tracing@latest", "version", "--json"], expect.objectContaining({ cwd: "/repository" })],
  ]);
  npmAnswers({ stdout: '["1.3.0", "1.4.1"]' });
  expect(new Npm("/repository").resolve("acme-tracing", "1.x")).toBe("1.4.1");
});

test.each([
  { status: 0, stdout: "" },
  { status: 0, stdout: "[]" },
  { status: 1, stderr: "npm error No matching version found for acme-tracing@9.9.9" },
  { status: 1, stderr: "npm error No match found for version 9.9.9" },
])("a version that the registry has not is named: %j", (answer) => {
  npmAnswers(answer);
  expect(failure((npm) => npm.resolve("acme-tracing", "9.9.9"))).toMatch(
    /acme-tracing has no version 9\.9\.9, nothing was written\.\n\n"npm view acme-tracing versions"/,
  );
});

test.each<[string, (npm: Npm) => unknown, string]>([
  ["view", (npm) => npm.resolve("acme-tracing", "2.0.0"), "npm can't tell the version of acme-tracing@2.0.0"],
  ["move", (npm) => npm.lock({ name: "acme-tracing", version: "2.0.0" }), "npm can't move acme-tracing to 2.0.0"],
  ["lock", (npm) => npm.lockManifest(), "npm can't make package-lock.json follow package.json"],
  ["install", (npm) => npm.install(), "npm can't install what package-lock.json says"],
])("when npm can't %s, its own errors say why, without where its log is", (_, run, message) => {
  npmAnswers({ status: 1, stderr: ERROR });
  const text = failure(run);
  expect(text).toContain(message);
  expect(text).toContain("\n\n  npm error code E404\n  npm ERR! 404 Not Found\n");
  expect(text).not.toMatch(/warn|no npm|_logs/);
});

test("without such lines all that npm said is told", () => {
  npmAnswers({ status: 1, stderr: "\nfirst\nsecond\n" });
  expect(failure((npm) => npm.install())).toContain("\n\n  first\n  second\n\n");
  npmAnswers({ status: 1, stdout: "printed" });
  expect(failure((npm) => npm.install())).toContain("\n\n  printed\n\n");
});

test("an npm that is not there is told", () => {
  npmAnswers({ error: new Error("spawnSync npm ENOENT") });
  expect(failure((npm) => npm.install())).toContain("npm can't be started: spawnSync npm ENOENT");
});

test.each<[(npm: Npm) => void, string[]]>([
  [
    (npm) => npm.lock({ name: "acme-tracing", version: "2.0.0" }),
    ["install", "--package-lock-only", "--save-dev", "--save-exact", "--no-audit", "--no-fund", "acme-tracing@2.0.0"],
  ],
  [(npm) => npm.lockManifest(), ["install", "--package-lock-only", "--no-audit", "--no-fund"]],
  [(npm) => npm.install(), ["ci", "--no-audit", "--no-fund"]],
])("npm is asked for no more than is needed: %s", (run, args) => {
  const npm = npmAnswers({});
  run(new Npm("/repository"));
  expect(npm.mock.calls.map(([, asked]) => asked)).toEqual([args]);
});
