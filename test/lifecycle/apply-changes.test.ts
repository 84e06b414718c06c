import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { applyChanges } from "../../src/lifecycle/apply-changes";
import type { FileState } from "../../src/lifecycle/tree-change";

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
  expect([readFileSync(join(elsewhere, "target"), "utf8"), existsSync(join(directory, "a.md.new"))]).toEqual([
    "untouched",
    false,
  ]);
  expect(readFileSync(join(directory, "a.md"), "utf8")).toBe("after");
});
