import { upgradeSummary } from "../../src/cli/upgrade-summary";
import type { ContentChange } from "../../src/lifecycle/tree-change";
import type { FinishedUpgrade } from "../../src/lifecycle/upgrade/finish-upgrade";

const UPGRADE: FinishedUpgrade = {
  template: { name: "acme-tracing", version: "2.0.0" },
  moves: [
    { name: "acme-tracing", from: "1.0.0", version: "2.0.0" },
    { name: "eks-otel-tracing", from: "1.0.0", version: "1.1.0" },
  ],
  migrations: [{ release: "acme-tracing 2.0.0", description: "costCentr is costCentre" }],
  notes: [
    { release: "acme-tracing 1.5.0", text: "\nDelete the secret.\nThen tell #tracing.\n" },
    { release: "acme-tracing 2.0.0", text: "`pager` is gone." },
  ],
  changed: ["LEGACY", "main.tf", "new.md"],
};
const file = (text: string) => ({ content: Buffer.from(text) });
const CHANGES: ContentChange[] = [
  { path: "LEGACY", change: "removed", before: file("old\n") },
  { path: "main.tf", change: "modified", before: file("a\nb\n"), after: file("a\nc\n") },
  { path: "new.md", change: "created", after: file("new\n") },
];

test("says from where to where, what to know of every version between, what ran, and which files change how much", () => {
  expect(upgradeSummary(UPGRADE, CHANGES)).toBe(`- \`acme-tracing\` 1.0.0 → 2.0.0
- \`eks-otel-tracing\` 1.0.0 → 1.1.0

### To know

- **acme-tracing 1.5.0**: Delete the secret.
  Then tell #tracing.
- **acme-tracing 2.0.0**: \`pager\` is gone.

### Migrations

- **acme-tracing 2.0.0**: costCentr is costCentre

### Files

\`\`\`text
 LEGACY  | 1 - (removed)
 main.tf | 2 +-
 new.md  | 1 + (created)
 3 files changed, 2 lines added, 2 lines removed
\`\`\`
`);
});

test("a package that is new says so, and where nothing changes that is told", () => {
  const moves = [{ name: "acme-tracing", from: undefined, version: "2.0.0" }];
  expect(upgradeSummary({ ...UPGRADE, moves, migrations: [], notes: [] }, [])).toBe(
    "- `acme-tracing` (new) → 2.0.0\n\n### Files\n\nNothing changes.\n",
  );
});

test("as many files are left out as are needed, and what can't be said in full is cut", () => {
  const whole = upgradeSummary(UPGRADE, CHANGES);
  const [told, files] = whole.split("```text\n");
  const shown = (count: number) => {
    const [first, second, , total] = files.split("\n");
    return `${told}\`\`\`text\n${[...[first, second].slice(0, count), ` … ${3 - count} more`, total].join("\n")}\n\`\`\`\n`;
  };
  const within = (length: number) => upgradeSummary(UPGRADE, CHANGES, length);
  expect([within(whole.length), within(whole.length - 1)]).toEqual([whole, shown(2)]);
  expect([within(shown(2).length), within(shown(2).length - 1)]).toEqual([shown(2), shown(1)]);
  expect(within(shown(0).length)).toBe(shown(0));
  const end = "\n\n… See UPGRADING.md and the diff.\n";
  expect(within(shown(0).length - 1)).toBe(`${told.trimEnd()}${end}`);
  expect(within(100)).toBe(`${told.slice(0, 100 - end.length)}${end}`);
});

test("an upgrade without notes and migrations has no empty sections", () => {
  const summary = upgradeSummary({ ...UPGRADE, migrations: [], notes: [] }, CHANGES);
  expect(summary.match(/^### .*/gm)).toEqual(["### Files"]);
});

test("no name of a file ends the block that it is in", () => {
  const summary = upgradeSummary(UPGRADE, [{ path: "````\n@everyone", change: "created", after: file("") }]);
  expect(summary).toMatch(/^`{5}text\n.*\n`{5}\n$/ms);
});

test("what is too long for GitHub loses files, and no note", () => {
  const many = Array.from({ length: 5_000 }, (_, at): ContentChange => {
    return { path: `docs/a-page-with-quite-a-long-name-${at}.md`, change: "created", after: file("x\n") };
  });
  const summary = upgradeSummary(UPGRADE, many);
  expect(summary.length).toBeLessThanOrEqual(64_512);
  expect(summary.length).toBeGreaterThan(64_000);
  expect(summary).toContain("`pager` is gone.");
  expect(summary).toMatch(/ … \d+ more\n 5000 files changed, 5000 lines added, 0 lines removed\n```\n$/);
});

test("notes that are too long are cut, and say where the rest is", () => {
  const notes = [{ release: "acme-tracing 2.0.0", text: "long ".repeat(20_000) }];
  const summary = upgradeSummary({ ...UPGRADE, notes }, CHANGES);
  expect(summary).toHaveLength(64_512);
  expect(summary).toMatch(/… See UPGRADING\.md and the diff\.\n$/);
});
