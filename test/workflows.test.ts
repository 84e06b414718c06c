import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";

/** The project's own workflows: what OpenSSF Scorecard asks of them, and that what publishes has little else to run. */
const FOLDER = join(__dirname, "../.github/workflows");
const workflows = Object.fromEntries(
  readdirSync(FOLDER).map((name) => [name.replace(".yml", ""), parse(readFileSync(join(FOLDER, name), "utf8"))]),
);
const jobs = Object.entries(workflows).flatMap(([workflow, { jobs }]) =>
  Object.entries<any>(jobs).map(([name, job]) => ({ ...job, name: `${workflow}/${name}` })),
);

test("a job may read, and write only what it is there for", () => {
  expect(Object.values(workflows).map(({ permissions }) => permissions)).toEqual(
    Object.keys(workflows).map(() => ({ contents: "read" })),
  );
  const writes = jobs.flatMap(({ name, permissions }) =>
    Object.entries(permissions)
      .filter(([, right]) => right === "write")
      .map(([scope]) => `${name}: ${scope}`),
  );
  expect(writes.sort()).toEqual([
    "codeql/analyze: security-events",
    "release/release_github: contents",
    "release/release_npm: id-token",
    "scorecard/analysis: id-token",
    "scorecard/analysis: security-events",
  ]);
});

test("what publishes installs nothing of the project's, and no secret of npm is named", () => {
  const publishing = jobs.filter(({ name }) => /^release\/release_/.test(name));
  const commands = publishing.flatMap(({ steps }) => steps.flatMap(({ run }: any) => run ?? []));
  expect(commands.filter((command) => /npm (ci|install)|projen/.test(command))).toEqual([]);
  expect(commands.filter((command) => command.includes("npx"))).toEqual([
    expect.stringMatching(/publib@\d+\.\d+\.\d+' 'publib-npm'$/),
  ]);
  expect(
    JSON.stringify(publishing)
      .match(/secrets\.\w+/g)
      ?.filter((name) => name !== "secrets.GITHUB_TOKEN"),
  ).toEqual([]);
});

test("a push to any branch makes the whole release, and publishes none", () => {
  const { steps } = jobs.find(({ name }) => name === "ci/test") as any;
  expect(steps.map(({ run }: any) => run)).toContain(
    "npx projen release && npm publish --dry-run dist/js/eks-otel-tracing.tgz",
  );
  expect(steps[0].with["fetch-depth"]).toBe(0);
});

test("random option objects are tried on every push, and more of them each night", () => {
  const { on } = workflows["random-options"];
  expect(Object.keys(on).sort()).toEqual(["pull_request", "push", "schedule"]);
  const { env, steps } = jobs.find(({ name }) => name === "random-options/try") as any;
  expect(env.EKS_OTEL_TRACING_RANDOM_RUNS).toBe("${{ github.event_name == 'schedule' && '10000' || '500' }}");
  expect(steps.at(-1).run).toBe("npx projen test:random");
});
