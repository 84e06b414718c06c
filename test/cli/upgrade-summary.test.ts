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
