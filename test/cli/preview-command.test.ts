import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as evaluation from "../../src/cli/evaluated";
import { previewCommand } from "../../src/cli/preview-command";
import type { FileState, TreeChange } from "../../src/lifecycle/tree-change";
import * as recorded from "../../src/repository/checksums";
import { Checksums } from "../../src/repository/checksums";

const state = (text: string | Buffer): FileState => ({
  content: Buffer.from(text),
  mode: "100644",
  permissions: 0o644,
});
const owner = { package: "acme-tracing", component: "Readme" };
const CHANGES: TreeChange[] = [
  { path: "README.md", change: "modified", before: state("mine\n"), after: state("new\n") },
  { path: "x.bin", change: "created", after: state(Buffer.from([0xff])) },
];
const NOTES = [{ release: "acme-tracing 2.0.0", text: "Take the secret out." }];
const plain = (_format: string, text: string) => text;

afterEach(() => jest.restoreAllMocks());

/** What the command answers when a regeneration would do this. */
async function preview(changes: readonly TreeChange[], flags = {}, notes: typeof NOTES = []) {
  const generated = [{ path: "README.md", kind: "managed" as const, owner }];
  const checksums = new Checksums();
  for (const path of ["README.md", "main.tf"]) {
    checksums.add(path, Buffer.from("generated\n"));
  }
  jest.spyOn(recorded, "recordedChecksums").mockReturnValue(checksums);
  const evaluated = jest.spyOn(evaluation, "evaluated").mockResolvedValue({ changes, generated, notes });
  const directory = mkdtempSync(join(tmpdir(), "eks-otel-tracing-"));
  const answer = await previewCommand.run({ flags, positionals: [directory] });
  return { ...answer, asked: evaluated.mock.lastCall?.[1] };
}

test("where nothing would change there is nothing to show", async () => {
  const { exitCode, data, text, hint } = await preview([]);
  expect([exitCode, data, text(plain), hint]).toEqual([0, { changes: [], notes: [] }, "", "Nothing would change."]);
});

test("what would change is a patch, or with --stat a line a file", async () => {
  const { exitCode, text } = await preview(CHANGES);
  expect([exitCode, text(plain)]).toEqual([1, expect.stringContaining("\n-mine\n+new\n")]);
  const stat = (await preview(CHANGES, { stat: true })).text(plain);
  expect(stat).toContain(" README.md | 2 +-\n");
});

test("the hint counts, says how to write it, and names what was edited by hand and what is to know", async () => {
  expect((await preview(CHANGES)).hint).toBe(
    '2 files would change. Write them with "npx projen". Edited by hand: README.md.',
  );
  const other = { ...CHANGES[0], path: "main.tf" };
  expect((await preview([CHANGES[0], other])).hint).toMatch(/ Edited by hand: README\.md, main\.tf\.$/);
  const { asked, hint } = await preview(CHANGES.slice(1), { to: "2.0.0" }, NOTES);
  expect(asked).toEqual({ to: "2.0.0" });
  expect(hint).toBe(
    '1 file would change. Write them with "npx projen upgrade-template --to 2.0.0". \nacme-tracing 2.0.0: Take the secret out.',
  );
});

test("the data has each file before and after, with bytes that are no text in base64", async () => {
  const text = { mode: "100644", encoding: "utf8" };
  expect((await preview(CHANGES, {}, NOTES)).data).toEqual({
    changes: [
      {
        path: "README.md",
        change: "modified",
        kind: "managed",
        owner,
        before: { ...text, content: "mine\n" },
        after: { ...text, content: "new\n" },
      },
      {
        path: "x.bin",
        change: "created",
        kind: null,
        owner: null,
        before: null,
        after: { mode: "100644", encoding: "base64", content: "/w==" },
      },
    ],
    notes: NOTES,
  });
});
