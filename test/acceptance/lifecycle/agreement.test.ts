import { execFileSync, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { chmodSync, existsSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { TARBALL, userEnvironment } from "../../../scripts/scaffold";
import { driftOf } from "../../../src/lifecycle/drift";
import { EvaluatorPool } from "../../../src/lifecycle/evaluator-pool";
import { recordedChecksums } from "../../../src/repository/checksums";
import { Repository } from "../../package/repository";
import { difference, WorkingTree } from "../../package/working-tree";
import { acceptance } from "../acceptance";

let repository: Repository;
let tree: WorkingTree;
let pool: EvaluatorPool;

/** The commit of the scaffold: a case may add others. */
let start: string;

/** Only in the tier that has a use for it. */
function scaffold(): void {
  repository ??= Repository.create();
  start ??= repository.git("rev-parse", "HEAD").trim();
  tree ??= new WorkingTree(repository);
  pool ??= new EvaluatorPool({ program: join(repository.directory, "node_modules/eks-otel-tracing/lib/evaluator.js") });
  repository.git("reset", "--quiet", "--hard", start);
  repository.git("clean", "--quiet", "--force", "-d");
}
afterAll(() => {
  pool?.close();
  repository?.remove();
});

const managed = [
  "README.md",
  "main.tf",
  "examples/minimal/main.tf",
  ".github/workflows/ci.yml",
  ".gitignore",
  ".projen/deps.json",
  ".projen/checksums.txt",
];
const others = ["CHANGELOG.md", "examples/apps/express/src/app.js", "own.tf", "own/notes.md"];
const path = fc.constantFrom(...managed, ...others);
const change = fc.oneof(
  fc.record({ kind: fc.constant("append" as const), path }),
  fc.record({ kind: fc.constant("replace" as const), path }),
  fc.record({ kind: fc.constant("remove" as const), path }),
  fc.record({ kind: fc.constant("make executable" as const), path }),
  fc.record({ kind: fc.constant("commit" as const), path }),
);
const options = fc.record(
  { samplingRatePercentage: fc.integer({ min: 0, max: 100 }), exampleApps: fc.constantFrom(["express"], []) },
  { requiredKeys: [] },
);

function apply({ kind, path: target }: { kind: string; path: string }): void {
  const file = join(repository.directory, target);
  if (kind === "commit") {
    repository.git("add", "--all");
    repository.git("commit", "--quiet", "--allow-empty", "--message", "edited");
  } else if (kind === "remove") {
    tree.remove(target);
  } else if (kind === "make executable") {
    if (existsSync(file)) {
      chmodSync(file, 0o755);
    }
  } else {
    execFileSync(process.execPath, ["-e", "fs.mkdirSync(path.dirname(process.argv[1]), { recursive: true })", file]);
    tree.edit(target, (text) => (kind === "append" ? `${text}by hand\n` : "by hand\n"));
  }
}

acceptance(
  "Preview, drift and regeneration",
  "agree on which files differ, of repositories that are edited at random, and that none does after",
  async ({ ranIn }) => {
    scaffold();
    ranIn("Node.js", process.versions.node);
    // A case may replace .gitignore.
    repository.write(".git/info/exclude", "node_modules\n");
    await fc.assert(
      fc.asyncProperty(fc.array(change, { maxLength: 8 }), options, async (changes, given) => {
        repository.git("reset", "--quiet", "--hard", start);
        repository.git("clean", "--quiet", "--force", "-d");
        changes.forEach(apply);
        repository.setOptions(given);

        const before = tree.snapshot();
        const evaluation = await pool.evaluate({ directory: repository.directory, preview: true });
        const previewed = evaluation.changes.map((changed) => changed.path);
        const drifted = driftOf(evaluation, recordedChecksums(repository.directory)).map((file) => file.path);
        expect(tree.snapshot()).toEqual(before);

        expect(repository.synthesize()).toEqual({ status: 0, output: "" });
        const after = tree.snapshot();
        expect([previewed, drifted]).toEqual([difference(before, after), difference(before, after)]);
        for (const { path: changed, after: state } of evaluation.changes) {
          const sha256 = state && createHash("sha256").update(state.content).digest("hex");
          expect([changed, after[changed]?.sha256]).toEqual([changed, sha256]);
        }
        const again = await pool.evaluate({ directory: repository.directory, preview: true });
        expect(again.changes).toEqual([]);
      }),
      { numRuns: 15, endOnFailure: true },
    );
  },
  { tier: "full" },
);

acceptance(
  "Preview, drift and regeneration",
  "`preview --to` takes the packages of that version, which it installs elsewhere",
  async ({ ranIn }) => {
    scaffold();
    ranIn("Node.js", process.versions.node);
    const preview = (...args: string[]) => {
      const cli = join(repository.directory, "node_modules/eks-otel-tracing/lib/cli.js");
      const { status, stdout, stderr } = spawnSync(process.execPath, [cli, "preview", ...args], {
        cwd: repository.directory,
        env: { ...userEnvironment(), GITHUB_ACTIONS: undefined },
        encoding: "utf8",
      });
      return { status, stdout, stderr };
    };
    const installed = "node_modules/eks-otel-tracing/lib/index.js";
    const text = repository.read(installed);
    tree.edit(installed, () => "throw new Error('the installed one');");
    try {
      expect(preview().stderr).toContain("the installed one");
      expect(preview("--to", `file:${TARBALL}`)).toMatchObject({ status: 0, stdout: "" });
    } finally {
      tree.edit(installed, () => text);
    }
  },
  { tier: "full" },
);
