import { existsSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { Evaluation } from "../../src/lifecycle/evaluator-message";
import { EvaluatorPool, type Task } from "../../src/lifecycle/evaluator-pool";
import { type FleetAction, type FleetEntry, runFleet } from "../../src/lifecycle/fleet";
import type { FileState, TreeChange } from "../../src/lifecycle/tree-change";
import { UserError } from "../../src/user-error";

const NAME = "acme-tracing";
const state = (text: string): FileState => ({ content: Buffer.from(text), mode: "100644", permissions: 0o644 });
const CREATED: TreeChange = { path: "new.md", change: "created", after: state("new\n") };

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "eks-otel-tracing-"));
  write(`node_modules/${NAME}/package.json`, { name: NAME, version: "2.0.0" });
});
afterEach(() => jest.restoreAllMocks());

function write(path: string, content: object | string): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), typeof content === "string" ? content : JSON.stringify(content));
}

/** A repository that a version of the template has generated, with its lock file at another. */
function repository(name: string, { version = "2.0.0", locked }: { version?: string; locked?: string } = {}): string {
  write(`${name}/.projenrc.ts`, `new Acme({ devDeps: ["${NAME}@${version}"] });\n`);
  const stamp = { template: NAME, packages: { [NAME]: version } };
  write(`${name}/.projen/template.json`, `${JSON.stringify(stamp, undefined, 2)}\n`);
  if (locked !== undefined) {
    write(`${name}/package-lock.json`, { packages: { [`node_modules/${NAME}`]: { version: locked } } });
  }
  return join(root, name);
}

/** What comes of a fleet whose repositories are evaluated like this. */
async function ran(
  action: FleetAction,
  repositories: readonly string[],
  answer: (task: Task) => Promise<Evaluation> = async () => ({ changes: [CREATED], generated: [] }),
  processes?: number,
) {
  const evaluate = jest.spyOn(EvaluatorPool.prototype, "evaluate").mockImplementation(answer);
  const told: [string, number][] = [];
  const { entries } = await runFleet(action, repositories, {
    nodeModules: join(root, "node_modules"),
    processes,
    onEntry: ({ repository }: FleetEntry, done) => told.push([repository, done]),
  });
  return { entries, told, tasks: evaluate.mock.calls.map(([task]) => task) };
}

test("a preview tells what would change, and writes nothing", async () => {
  const one = repository("one");
  const { entries, tasks } = await ran("preview", [one]);
  expect(entries).toEqual([
    {
      repository: one,
      template: NAME,
      version: "2.0.0",
      to: "2.0.0",
      files: [{ path: "new.md", state: "missing", edited: false }],
      notes: [],
      failure: null,
    },
  ]);
  expect(tasks).toEqual([
    { directory: one, nodeModules: join(root, "node_modules"), preview: true, edits: [], lock: false },
  ]);
  expect(existsSync(join(one, "new.md"))).toBe(false);
});

test("a regeneration writes it", async () => {
  const one = repository("one", { locked: "2.0.0" });
  const { tasks } = await ran("regenerate", [one]);
  expect(tasks).toEqual([expect.objectContaining({ preview: false, lock: false })]);
  expect(readFileSync(join(one, "new.md"), "utf8")).toBe("new\n");
});

test("an older repository is upgraded: its pins move, and its lock file follows when it is written", async () => {
  const one = repository("one", { version: "1.0.0", locked: "1.0.0" });
  const pins = expect.arrayContaining([
    expect.objectContaining({ path: ".projenrc.ts", after: `new Acme({ devDeps: ["${NAME}@2.0.0"] });\n` }),
  ]);
  const preview = await ran("preview", [one]);
  expect(preview.entries[0]).toMatchObject({ version: "1.0.0", to: "2.0.0", failure: null });
  expect(preview.tasks).toEqual([expect.objectContaining({ edits: pins, lock: false })]);

  const lock: TreeChange = {
    path: "package-lock.json",
    change: "modified",
    before: state("{}"),
    after: state(JSON.stringify({ packages: { [`node_modules/${NAME}`]: { version: "2.0.0" } } })),
  };
  const regenerated = await ran("regenerate", [one], async () => ({ changes: [lock, CREATED], generated: [] }));
  expect([regenerated.entries[0].failure, regenerated.tasks.at(-1)]).toEqual([
    null,
    expect.objectContaining({ lock: true }),
  ]);
  expect(existsSync(join(one, "new.md"))).toBe(true);
});

test("one whose lock file stays behind is told, and not written", async () => {
  const [behind, without] = [
    repository("a", { version: "1.0.0", locked: "1.0.0" }),
    repository("b", { version: "1.0.0" }),
  ];
  const { entries } = await ran("regenerate", [behind, without]);
  expect(entries[0]).toMatchObject({
    files: [],
    failure: expect.stringMatching(
      /^Its package-lock\.json would have acme-tracing 1\.0\.0, and its files be generated by 2\.0\.0: something pins it .* "acme-tracing@1\.0\.0"\. Nothing was written\.$/,
    ),
  });
  expect([existsSync(join(behind, "new.md")), existsSync(join(without, "new.md"))]).toEqual([false, true]);
  const removed: TreeChange = { path: "package-lock.json", change: "removed", before: state("{}") };
  const { entries: again } = await ran("regenerate", [behind], async () => ({ changes: [removed], generated: [] }));
  expect(again[0].failure).toContain("would have acme-tracing 1.0.0,");
  write("a/package-lock.json", {});
  expect((await ran("regenerate", [behind])).entries[0].failure).toContain("would have acme-tracing nowhere");
});

test("a repository that fails is told by its failure, and stops no other", async () => {
  const names = ["one", "two", "three"].map((name) => repository(name));
  write("four/package.json", {});
  const { entries, told } = await ran("drift", [...names, join(root, "four")], async ({ directory }) => {
    if (directory === names[0]) {
      throw new UserError("in words");
    }
    if (directory === names[1]) {
      throw new Error("a bug");
    }
    return { changes: [], generated: [] };
  });
  expect(entries.map(({ failure }) => failure)).toEqual([
    "in words",
    expect.stringMatching(/^Error: a bug\n\s+at /),
    null,
    "It has no .projenrc.ts.",
  ]);
  expect(entries.map(({ template, version }) => [template, version])).toEqual([
    ...Array(3).fill([NAME, "2.0.0"]),
    [null, null],
  ]);
  expect(told).toEqual([...names, join(root, "four")].map((directory, index) => [directory, index + 1]));
});

test("a repository that does not say what made it is generated as it is", async () => {
  write("one/.projenrc.ts", "");
  write("one/package.json", { devDependencies: { "eks-otel-tracing": "1" } });
  const { entries, tasks } = await ran("drift", [join(root, "one")]);
  expect(entries).toMatchObject([{ template: "eks-otel-tracing", version: null, to: null, notes: [], failure: null }]);
  expect(tasks).toEqual([expect.objectContaining({ edits: [], lock: false })]);
});

test("several are evaluated at a time, and told in the order in which they were given", async () => {
  const names = ["one", "two", "three"].map((name) => repository(name));
  let [running, most] = [0, 0];
  let release = () => {};
  const third = new Promise<void>((resolve) => {
    release = resolve;
  });
  const { entries, told } = await ran(
    "preview",
    names,
    async ({ directory }) => {
      most = Math.max(most, ++running);
      await (directory === names[0] ? third : undefined);
      if (directory === names[2]) {
        release();
      }
      running--;
      return { changes: [], generated: [] };
    },
    2,
  );
  expect([most, entries.map(({ repository }) => repository)]).toEqual([2, names]);
  expect(told.map(([directory]) => directory)[0]).toBe(names[1]);
  expect(told.map(([, done]) => done)).toEqual([1, 2, 3]);
});
