import { diffStat } from "../../src/cli/diff-stat";
import type { FileState, TreeChange } from "../../src/lifecycle/tree-change";

const state = (text: string): FileState => ({ content: Buffer.from(text), mode: "100644", permissions: 0o644 });
const lines = (count: number, text = "line") => Array.from({ length: count }, (_, at) => `${text} ${at}\n`).join("");

test("a line a file, and the sums", () => {
  const changes: TreeChange[] = [
    { path: "a.md", change: "modified", before: state("1\n2\n"), after: state("1\n3\n4\n") },
    { path: "longer.md", change: "created", after: state("new\n") },
    { path: "old.md", change: "removed", before: state("old\n") },
    { path: "x.png", change: "modified", before: state("\0"), after: state("\0\0") },
  ];
  expect(diffStat(changes)).toBe(
    [
      " a.md      | 3 ++-",
      " longer.md | 1 + (created)",
      " old.md    | 1 - (removed)",
      " x.png     | binary",
      " 4 files changed, 3 lines added, 2 lines removed",
    ].join("\n"),
  );
});

test("bars of large changes fit a terminal, and show of each at least a sign", () => {
  const change: TreeChange = {
    path: "a.md",
    change: "modified",
    before: state(lines(1, "old")),
    after: state(lines(999, "new")),
  };
  const [bar, sum] = diffStat([change]).split("\n");
  expect(bar).toMatch(/^ a\.md \| 1000 \+{40}-$/);
  expect(sum).toBe(" 1 file changed, 999 lines added, 1 line removed");
  expect(diffStat([change], (format, text) => `<${format} ${text.length}>`)).toContain("<green 40><red 1>");
});
