import { driftOf, generatorOf } from "../../src/lifecycle/drift";
import type { GeneratedFile } from "../../src/lifecycle/generated-file";
import type { FileState, TreeChange } from "../../src/lifecycle/tree-change";
import { Checksums } from "../../src/repository/checksums";

const owner = { package: "acme-tracing", component: "Readme" };
const managed = (path: string): GeneratedFile => ({ path, kind: "managed", owner });
const state = (text: string): FileState => ({ content: Buffer.from(text), mode: "100644", permissions: 0o644 });

function recorded(files: Record<string, string>): Checksums {
  const checksums = new Checksums();
  for (const [path, text] of Object.entries(files)) {
    checksums.add(path, Buffer.from(text));
  }
  return checksums;
}

const modified: TreeChange = { path: "a", change: "modified", before: state("there"), after: state("new") };

test.each([
  ["edited", true, modified, { a: "written" }],
  ["older", false, modified, { a: "there" }],
  ["older", false, modified, {}],
  ["missing", false, { path: "a", change: "created", after: state("new") } as TreeChange, { a: "written" }],
] as const)("a file is %s: edited %s", (expected, edited, change, files) => {
  expect(driftOf({ changes: [change], generated: [managed("a")] }, recorded(files))).toEqual([
    { path: "a", state: expected, edited, kind: "managed", owner },
  ]);
});

test.each([
  [true, "written"],
  [false, "there"],
])("an orphan has no owner, and says whether it was edited: %s", (edited, text) => {
  const removed: TreeChange = { path: "a", change: "removed", before: state("there") };
  expect(driftOf({ changes: [removed], generated: [] }, recorded({ a: text }))).toEqual([
    { path: "a", state: "orphaned", edited },
  ]);
});

test("a file that is a sample and managed is managed; one within a sample directory is a sample", () => {
  const generated: GeneratedFile[] = [
    { path: "README.md", kind: "sample", owner },
    managed("README.md"),
    managed("docs"),
    { path: "src", kind: "sample", owner },
  ];
  const kinds = ["README.md", "src/a.js", "srcs/a.js", "docs/a.md"].map((path) => generatorOf(path, generated)?.kind);
  expect(kinds).toEqual(["managed", "sample", undefined, undefined]);
});
