import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, relative, sep } from "node:path";
import { LogLevel } from "projen";
import { EksOtelTracingProject, type EksOtelTracingProjectOptions } from "../src";
import { UserError } from "../src/user-error";
import { type Failure, failingAt } from "./failing-writes";

/** Text of each file, by its path with slashes. */
type Tree = Record<string, string>;

/** Some files change, some come, some go, and samples are written. */
const BEFORE: EksOtelTracingProjectOptions = { exampleApps: [] };
const AFTER: EksOtelTracingProjectOptions = {
  exampleApps: ["go"],
  samplingRatePercentage: 25,
  repository: { githubWorkflows: false },
};

/** What is the user's: a sample, a file of their own, and an edit of a page that is generated. */
const THEIRS: Tree = { "CHANGELOG.md": "Ours.\n", "notes.md": "Ours.\n" };
const EDITED = "outputs.tf";

let outdir: string;
let before: Tree;
let expected: Tree;
beforeAll(() => {
  outdir = mkdtempSync(join(tmpdir(), "eks-otel-tracing-"));
  regenerate(BEFORE);
  const generated = tree();
  before = { ...generated, ...THEIRS, [EDITED]: `${generated[EDITED]}# Ours.\n` };
  restore();
  regenerate(AFTER);
  expected = tree();
});
afterAll(() => rmSync(outdir, { recursive: true }));

/** Does what `npx projen` does, but for npm's part. */
function regenerate(options: EksOtelTracingProjectOptions): void {
  process.env.PROJEN_DISABLE_POST = "true";
  try {
    new EksOtelTracingProject({ outdir, logging: { level: LogLevel.OFF }, ...options }).synth();
  } finally {
    delete process.env.PROJEN_DISABLE_POST;
  }
}

function tree(): Tree {
  const files = readdirSync(outdir, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const paths = files.map(({ parentPath, name }) => join(parentPath, name));
  return Object.fromEntries(
    paths.map((path) => [relative(outdir, path).split(sep).join("/"), readFileSync(path, "utf8")]),
  );
}

/** As it is before each run. */
function restore(): void {
  rmSync(outdir, { recursive: true });
  for (const [path, text] of Object.entries(before)) {
    mkdirSync(dirname(join(outdir, path)), { recursive: true });
    writeFileSync(join(outdir, path), text);
  }
}

test.each<[Failure, string]>([
  ["from then on", "the process is killed"],
  ["once", "the disk is full"],
])(
  "whichever file it is at which a run ends (%s: %s), the next one ends in the same state, and nothing is lost",
  (failure) => {
    let writes = 0;
    for (let n = 1; ; n++) {
      restore();
      const error = failingAt(n, failure, () => regenerate(AFTER), ["writeFileSync"]);
      if (error === undefined) {
        break;
      }
      writes = n;
      if (failure === "once") {
        expect([UserError.is(error), error.message]).toEqual([
          true,
          expect.stringMatching(
            /^eks-otel-tracing: \S+ (can't be written|was edited by hand, and what it was can't be kept in .*): ENOSPC/,
          ),
        ]);
      }
      regenerate(AFTER);
      expect({ n, ...withoutCopies(tree()) }).toEqual({ n, ...withoutCopies(expected) });
      expect(copiesOf(EDITED)).toContain(before[EDITED]);
    }
    // Each file once at least.
    expect(writes).toBeGreaterThan(Object.keys(expected).length - Object.keys(THEIRS).length - 2);
  },
  180_000,
);

const COPIES = ".projen/overwritten/";

/** A file that was half written is kept too, for who wrote it can't be told from its text. */
const withoutCopies = (files: Tree) =>
  Object.fromEntries(Object.entries(files).filter(([path]) => !path.startsWith(COPIES)));

const copiesOf = (path: string) =>
  Object.entries(tree()).flatMap(([copy, text]) =>
    copy.startsWith(COPIES) && copy.endsWith(`/${path}`) ? [text] : [],
  );
