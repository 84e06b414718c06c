import { RepositoryDraft } from "../../../src/lifecycle/upgrade/repository-draft";

const draftOf = (files: Record<string, string>) =>
  new RepositoryDraft({ read: (path) => files[path], isCommitted: () => true });

test("what is not there is no error, and no change", () => {
  const draft = draftOf({ "b.md": "there" });
  draft.renameFile("a.md", "b.md");
  draft.deleteFile("a.md");
  draft.movePins("acme-tracing", () => "2.0.0");
  draft.renameOption("old", "fresh");
  draft.removeOption("old");
  expect([draft.changes, draft.notes, draft.option("old"), draft.read("a.md")]).toEqual([[], [], undefined, undefined]);
});

test("what is written comes before what is deleted, and what is as it was is no change", () => {
  const draft = draftOf({ "a.md": "1", "b.md": "2", "c.md": "3" });
  draft.deleteFile("a.md");
  draft.write("b.md", "4");
  draft.write("c.md", "3");
  expect(draft.changes).toEqual([
    { path: "b.md", before: "2", after: "4" },
    { path: "a.md", before: "1", after: undefined },
  ]);
});

test("a file that has been deleted is one that is not there", () => {
  const draft = draftOf({ "a.md": "1" });
  draft.deleteFile("a.md");
  expect(draft.read("a.md")).toBeUndefined();
});

test("an option that is set needs no note, wherever it may be set too", () => {
  const draft = draftOf({ ".projenrc.ts": "new Acme({ ...company, old: 1 });\n" });
  draft.renameOption("old", "fresh");
  expect([draft.read(".projenrc.ts"), draft.notes]).toEqual(["new Acme({ ...company, fresh: 1 });\n", []]);
});

test("notes below a heading at the end of the page, and each once", () => {
  const draft = draftOf({ "UPGRADING.md": "# Ours\n\n## A\n\n- one\n" });
  draft.under("A").note("one");
  draft.under("A").note("two");
  draft.under("B").note("one");
  expect(draft.read("UPGRADING.md")).toBe("# Ours\n\n## A\n\n- one\n- two\n\n## B\n\n- one\n");
});

test("notes below a heading at the beginning of the page", () => {
  const draft = draftOf({ "UPGRADING.md": "## A\n\n- one\n" });
  draft.under("A").note("two");
  expect(draft.read("UPGRADING.md")).toBe("## A\n\n- one\n- two\n");
});

test("every place that may set an option out of sight is named", () => {
  const draft = draftOf({ ".projenrc.ts": "new Acme({ ...a, group: { ...b } });\n" });
  draft.removeOption("group.old");
  expect(draft.notes).toEqual([
    "Look whether `...a` or `...b` in `.projenrc.ts` sets `group.old`. It is no option any more.",
  ]);
});
