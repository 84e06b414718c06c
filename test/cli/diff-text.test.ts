import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import fc from "fast-check";
import { diffText } from "../../src/cli/diff-text";
import type { FileState, TreeChange } from "../../src/lifecycle/tree-change";

const state = (text: string | Buffer, mode: FileState["mode"] = "100644"): FileState => ({
  content: Buffer.from(text),
  mode,
  permissions: 0o644,
});
const modified = (before: FileState, after: FileState, path = "a.md"): TreeChange => ({
  path,
  change: "modified",
  before,
  after,
});

test("a change is shown as git shows it", () => {
  const lines = ["1", "2", "3", "4", "5", "6", "7", "8", "9"];
  expect(diffText([modified(state(lines.join("\n")), state(`${lines.join("\n").replace("5", "five")}\n`))])).toBe(
    [
      "diff --git a/a.md b/a.md",
      "--- a/a.md",
      "+++ b/a.md",
      "@@ -2,8 +2,8 @@",
      " 2",
      " 3",
      " 4",
      "-5",
      "+five",
      " 6",
      " 7",
      " 8",
      "-9",
      "\\ No newline at end of file",
      "+9",
    ].join("\n"),
  );
});

test("files that come and go say so", () => {
  const text = diffText([
    { path: "new.md", change: "created", after: state("new\n", "100755") },
    { path: "old.md", change: "removed", before: state("old\n") },
  ]);
  expect(text).toContain("new file mode 100755\n--- /dev/null\n+++ b/new.md\n@@ -0,0 +1,1 @@\n+new");
  expect(text).toContain("deleted file mode 100644\n--- a/old.md\n+++ /dev/null\n@@ -1,1 +0,0 @@\n-old");
});

test.each([
  [[1, 0, 2], [65]],
  [[65], [1, 0, 2]],
  [[0xff, 0xfe], [65]],
  [[65], [0xff, 0xfe]],
])("what is no text before or after is not printed: %j to %j", (before, after) => {
  const change = modified(state(Buffer.from(before)), state(Buffer.from(after)), "a.png");
  expect(diffText([change], (format, text) => `<${format}>${text}`)).toBe(
    ["<bold>diff --git a/a.png b/a.png", "<bold>Binary files a/a.png and b/a.png differ"].join("\n"),
  );
});

test("a mode that changes is told", () => {
  const text = diffText([modified(state("a\n"), state("a\n", "100755"), "a.sh")]);
  expect(text).toMatch(/^diff --git a\/a\.sh b\/a\.sh\nold mode 100644\nnew mode 100755/);
});

test("additions are green and removals red, in the changes alone", () => {
  const marked = diffText([modified(state("x\na\n"), state("y\na\n"))], (format, text) => `<${format}>${text}`);
  expect(marked.split("\n")).toEqual([
    "<bold>diff --git a/a.md b/a.md",
    "<bold>--- a/a.md",
    "<bold>+++ b/a.md",
    "<cyan>@@ -1,2 +1,2 @@",
    "<red>-x",
    "<green>+y",
    " a",
  ]);
});

test("git applies it, whatever has changed", () => {
  const directory = mkdtempSync(join(tmpdir(), "eks-otel-tracing-"));
  const line = fc.constantFrom("", "a", "- b", "+c", "@@ -1 +1 @@", "\\", "diff --git", "ü 👾", "tab\t", "cr\r");
  const content = fc
    .tuple(fc.array(line, { maxLength: 12 }), fc.boolean())
    .map(([lines, newline]) => lines.join("\n") + (newline ? "\n" : ""));
  const file = fc.record({
    path: fc.constantFrom("a.md", "sub/b c.md", "ü.md"),
    before: fc.option(content),
    after: fc.option(content),
  });
  fc.assert(
    fc.property(fc.uniqueArray(file, { selector: ({ path }) => path, minLength: 1 }), (files) => {
      rmSync(directory, { recursive: true, force: true });
      execFileSync("git", ["init", "--quiet", directory]);
      const changes = files.flatMap(({ path, before, after }): TreeChange[] => {
        if (before !== null) {
          mkdirSync(dirname(join(directory, path)), { recursive: true });
          writeFileSync(join(directory, path), before);
        }
        return before === after
          ? []
          : [
              {
                path,
                change: before === null ? "created" : after === null ? "removed" : "modified",
                ...(before === null ? {} : { before: state(before) }),
                ...(after === null ? {} : { after: state(after) }),
              },
            ];
      });
      if (changes.length > 0) {
        execFileSync("git", ["apply", "--whitespace=nowarn", "-"], { cwd: directory, input: `${diffText(changes)}\n` });
      }
      for (const { path, after } of files) {
        const file = join(directory, path);
        expect(existsSync(file) ? readFileSync(file, "utf8") : null).toBe(after);
      }
    }),
    { numRuns: 15 },
  );
});
