import { chmodSync, lstatSync, mkdtempSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { applyChanges } from "../../src/lifecycle/apply-changes";
import type { FileState, TreeChange } from "../../src/lifecycle/tree-change";
import { UserError } from "../../src/user-error";
import { failingAt } from "../failing-writes";

const state = (text: string, permissions = 0o444): FileState => ({
  content: Buffer.from(text),
  mode: permissions & 0o111 ? "100755" : "100644",
  permissions,
});

test("files come, change and go, with their permissions, whatever permissions they had", () => {
  const directory = mkdtempSync(join(tmpdir(), "eks-otel-tracing-"));
  const file = (path: string) => join(directory, path);
  for (const path of ["modified.md", "removed.md", "kept.md"]) {
    writeFileSync(file(path), "before");
    chmodSync(file(path), 0o444);
  }
  applyChanges(directory, [
    { path: "modified.md", change: "modified", before: state("before"), after: state("after", 0o555) },
    { path: "new/created.md", change: "created", after: state("new") },
    { path: "removed.md", change: "removed", before: state("before") },
    { path: "gone-meanwhile.md", change: "removed", before: state("before") },
  ]);
  expect(readdirSync(directory).sort()).toEqual(["kept.md", "modified.md", "new"]);
  expect([readFileSync(file("modified.md"), "utf8"), readFileSync(file("new/created.md"), "utf8")]).toEqual([
    "after",
    "new",
  ]);
  if (process.platform !== "win32") {
    expect(lstatSync(file("modified.md")).mode & 0o777).toBe(0o555);
  }
});

test("a link is replaced, and not written through", () => {
  const [directory, elsewhere] = [1, 2].map(() => mkdtempSync(join(tmpdir(), "eks-otel-tracing-")));
  writeFileSync(join(elsewhere, "target"), "untouched");
  symlinkSync(join(elsewhere, "target"), join(directory, "a.md"));
  applyChanges(directory, [{ path: "a.md", change: "modified", before: state(""), after: state("after") }]);
  expect([readFileSync(join(elsewhere, "target"), "utf8"), readdirSync(directory)]).toEqual(["untouched", ["a.md"]]);
  expect(readFileSync(join(directory, "a.md"), "utf8")).toBe("after");
});

describe("a file that can't be written", () => {
  const BEFORE = { "a.md": "before", "gone.md": "before", "z.md": "before" };
  const AFTER = { "a.md": "after", "new/deep/b.md": "new", "z.md": "after" };
  const CHANGES: TreeChange[] = [
    { path: "a.md", change: "modified", before: state("before"), after: state("after") },
    { path: "gone.md", change: "removed", before: state("before") },
    { path: "new/deep/b.md", change: "created", after: state("new") },
    { path: "z.md", change: "modified", before: state("before"), after: state("after") },
  ];
  let directory: string;
  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), "eks-otel-tracing-"));
    for (const [path, text] of Object.entries(BEFORE)) {
      writeFileSync(join(directory, path), text, { mode: 0o444 });
    }
  });

  /** Text of each file, and what of directories there is. */
  const tree = () =>
    Object.fromEntries(
      readdirSync(directory, { recursive: true, encoding: "utf8" })
        .map((path) => path.replaceAll("\\", "/"))
        .map((path) => [
          path,
          lstatSync(join(directory, path)).isFile() ? readFileSync(join(directory, path), "utf8") : "",
        ]),
    );

  test("leaves all as they were, whichever it is, and the next run does it", () => {
    let failures = 0;
    for (let n = 1; ; n++) {
      const error = failingAt(n, "once", () => applyChanges(directory, CHANGES));
      if (error === undefined) {
        break;
      }
      failures = n;
      expect(error.message).toMatch(
        /^[\w./]+\.md can't be written: ENOSPC: no space left on device, \w+\. Nothing was written\.$/,
      );
      expect(UserError.is(error)).toBe(true);
      expect(tree()).toEqual(BEFORE);
    }
    expect(failures).toBeGreaterThan(8);
    expect(tree()).toMatchObject(AFTER);
    expect(tree()).not.toHaveProperty(["gone.md"]);
  });

  test("and can't be put back either, is told so", () => {
    // Each of three files takes four steps beside its place, and one into it.
    const second = failingAt(3 * 4 + 2, "from then on", () => applyChanges(directory, CHANGES));
    expect(second?.message).toMatch(/Some files are written, some are not: git has what they were\.$/);
  });

  test("is of no harm to a next run, when the process was killed at it", () => {
    for (let n = 1; ; n++) {
      const fresh = mkdtempSync(join(tmpdir(), "eks-otel-tracing-"));
      for (const [path, text] of Object.entries(BEFORE)) {
        writeFileSync(join(fresh, path), text, { mode: 0o444 });
      }
      directory = fresh;
      if (failingAt(n, "from then on", () => applyChanges(directory, CHANGES)) === undefined) {
        expect(n).toBeGreaterThan(8);
        break;
      }
      applyChanges(directory, CHANGES);
      const files = Object.entries(tree()).filter(([, text]) => text !== "");
      expect(Object.fromEntries(files)).toEqual(AFTER);
    }
  });
});
