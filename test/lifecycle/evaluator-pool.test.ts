import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { EvaluatorPool, type EvaluatorPoolOptions } from "../../src/lifecycle/evaluator-pool";
import { UserError } from "../../src/user-error";

const ROOT = join(__dirname, "../..");

/** A template's package, which generates what its options say. */
const TEMPLATE = `
const { github, TextFile, SampleFile } = require("projen");
class Notes {
  constructor(project, files) {
    for (const [path, text] of Object.entries(files)) new TextFile(project, path, { lines: [text] });
  }
}
exports.loads = (globalThis.loads = (globalThis.loads ?? 0) + 1);
exports.Template = class Template extends github.GitHubProject {
  constructor({ files = {}, samples = {} }) {
    super({ name: "test", readme: { filename: ".readme" } });
    new Notes(this, files);
    for (const [path, contents] of Object.entries(samples)) new SampleFile(this, path, { contents });
  }
};`;

let root: string;
let pool: EvaluatorPool;

beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), "eks-otel-tracing-"));
  write("node_modules/acme-template/package.json", '{ "name": "acme-template", "main": "index.js" }');
  write("node_modules/acme-template/index.js", TEMPLATE);
  for (const name of ["projen", "constructs", "jiti"]) {
    symlinkSync(join(ROOT, "node_modules", name), join(root, "node_modules", name), "junction");
  }
  pool = open();
});
afterAll(() => {
  pool.close();
  rmSync(root, { recursive: true, force: true });
});

/** Runs the sources, which are no bundle here. */
function open(options: EvaluatorPoolOptions = {}): EvaluatorPool {
  return new EvaluatorPool({
    program: join(ROOT, "src/lifecycle/evaluator.ts"),
    nodeFlags: ["--require", require.resolve("tsx/cjs")],
    ...options,
  });
}

function write(path: string, text: string): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
}

/** A repository whose `.projenrc.ts` is the given text. */
function repository(name: string, projenrc: string): { directory: string; preview: true; nodeModules: string } {
  write(`${name}/.projenrc.ts`, projenrc);
  return { directory: join(root, name), preview: true, nodeModules: join(root, "node_modules") };
}

const generating = (options: object, more = "") =>
  `import { Template } from "acme-template";\nconst project = new Template(${JSON.stringify(options)});\n${more}\nproject.synth();\n`;

test("what would be generated is told with its owner, and the repository is as it was", async () => {
  const one = repository("one", generating({ files: { "a.md": "a" }, samples: { "mine.md": "mine" } }));
  write("one/a.md", "edited");
  const { changes, generated } = await pool.evaluate(one);
  expect(changes.find(({ path }) => path === "a.md")).toMatchObject({
    change: "modified",
    before: { content: Buffer.from("edited") },
    after: { content: Buffer.from("a") },
  });
  expect(generated.filter(({ path }) => path.endsWith(".md"))).toEqual([
    { path: "a.md", kind: "managed", owner: { package: "acme-template", component: "Notes" } },
    { path: "mine.md", kind: "sample", owner: { package: "acme-template", component: "Template" } },
  ]);
  expect(readdirSync(one.directory).sort()).toEqual([".projenrc.ts", "a.md"]);
});

test("files that .projenrc.ts itself adds belong to it, and it may import others", async () => {
  const two = repository(
    "two",
    `import { TextFile } from "projen";\nimport { text } from "./text";\n${generating({}, 'new TextFile(project, "own.md", { lines: [text] });')}`,
  );
  write("two/text.ts", 'export const text: string = "from another file";');
  const { changes, generated } = await pool.evaluate(two);
  expect(changes.find(({ path }) => path === "own.md")?.after?.content.toString()).toBe("from another file");
  expect(generated.find(({ path }) => path === "own.md")?.owner).toEqual({ package: ".projenrc.ts" });
});

test("packages are loaded once for all repositories, and what a repository sets is gone in the next", async () => {
  const set = repository("set", generating({}, "process.env.LEFT = 'behind'; process.exitCode = 0;"));
  await pool.evaluate(set);
  const look = repository(
    "look",
    `import { loads } from "acme-template";\n${generating({}, "throw new Error(`${loads} ${process.env.LEFT}`);")}`,
  );
  await expect(pool.evaluate(look)).rejects.toThrow(/^1 undefined$/);
});

test.each([
  ["throws", "throw new Error('broken');", "broken"],
  ["exits", "process.exit(3);", ".projenrc.ts ended with exit code 3."],
  ["fails later", "process.exitCode = 4;", ".projenrc.ts ended with exit code 4."],
  ["kills its process", "process.kill(process.pid, 'SIGKILL');", "The process of .projenrc.ts ended with SIGKILL."],
])("one that %s is told by its own error, and the next works", async (name, code, message) => {
  await expect(pool.evaluate(repository(`fails ${name}`, generating({}, code)))).rejects.toThrow(message);
  const { changes } = await pool.evaluate(repository("works", generating({ files: { "a.md": "a" } })));
  expect(changes.map(({ path }) => path)).toContain("a.md");
});

test("what was compiled once is kept by its text, and not by the copy that it was compiled in", async () => {
  const compiled = () => readdirSync(join(root, "node_modules/.cache"), { recursive: true, encoding: "utf8" }).sort();
  const kept = repository("kept", generating({ files: { "kept.md": "kept" } }));
  await pool.evaluate(kept);
  const before = compiled();
  await pool.evaluate(kept);
  expect([compiled(), before.filter((path) => path.endsWith(".cjs")).length > 0]).toEqual([before, true]);
});

test("an error names files of the repository, and not of its copy", async () => {
  const failing = repository("located", generating({}, 'require("./none");'));
  const error = await pool.evaluate(failing).catch((failure) => failure);
  expect(error.stack).toContain(join(failing.directory, ".projenrc.ts"));
  expect(error.stack).not.toContain("eks-otel-tracing-run-");
});

test("one that breaks its process later does not stop the next", async () => {
  const later = generating({}, "setTimeout(() => { throw new Error('later'); }, 20);");
  await pool.evaluate(repository("breaks later", later));
  await new Promise((resolve) => setTimeout(resolve, 500));
  const { changes } = await pool.evaluate(repository("works", generating({ files: { "a.md": "a" } })));
  expect(changes.map(({ path }) => path)).toContain("a.md");
});

test("one that never ends is given up", async () => {
  const impatient = open({ timeoutMs: 1500 });
  try {
    await expect(impatient.evaluate(repository("never ends", generating({}, "while (true);")))).rejects.toThrow(
      ".projenrc.ts did not end within 1.5 seconds.",
    );
  } finally {
    impatient.close();
  }
});

test("one that ends well by itself is like any other", async () => {
  const ends = repository("ends", `${generating({ files: { "a.md": "a" } })}process.exit();`);
  expect((await pool.evaluate(ends)).changes.map(({ path }) => path)).toContain("a.md");
});

test("what a repository lacks is said in words", async () => {
  const { nodeModules: _without, ...uninstalled } = repository("uninstalled", generating({}));
  const failure = await pool.evaluate(uninstalled).catch((error) => error);
  expect([UserError.is(failure), failure.message]).toEqual([
    true,
    'The package projen is not installed: run "npm ci" first.',
  ]);
});

test("hooks after the synthesis run, for they may change files, and no package is installed", async () => {
  const hooks = repository(
    "hooks",
    `import { appendFileSync } from "node:fs";\nimport { Component, javascript } from "projen";\n${generating(
      { files: { "a.md": "a" } },
      `new javascript.NodePackage(project, { packageManager: javascript.NodePackageManager.NPM, entrypoint: "" });
       new (class extends Component { postSynthesize() { require("node:fs").chmodSync("a.md", 0o644); appendFileSync("a.md", "!"); } })(project);`,
    )}`,
  );
  const { changes } = await pool.evaluate(hooks);
  expect(changes.find(({ path }) => path === "a.md")?.after?.content.toString()).toBe("a!");
  expect(changes.map(({ path }) => path).filter((path) => /lock/.test(path))).toEqual([]);
});

test("more repositories than processes wait for their turn, and nothing is left behind", async () => {
  const two = open({ processes: 2 });
  const { directory } = two as any;
  expect(existsSync(directory)).toBe(true);
  try {
    const tasks = ["p", "q", "r", "s", "t"].map((name) =>
      repository(name, generating({ files: { [`${name}.md`]: name } })),
    );
    const evaluations = await Promise.all(tasks.map((task) => two.evaluate(task)));
    expect(evaluations.map(({ changes }) => changes.find(({ path }) => path.endsWith(".md"))?.path)).toEqual(
      ["p", "q", "r", "s", "t"].map((name) => `${name}.md`),
    );
    expect(two.peakRssMib).toBeGreaterThan(30);
    expect(existsSync(join(root, "p/p.md"))).toBe(false);
  } finally {
    two.close();
  }
  expect(existsSync(directory)).toBe(false);
});
