import { upgradePlan } from "../../../src/lifecycle/upgrade/upgrade-plan";
import type { MigratedRepository } from "../../../src/migration";
import { PROJENRC, planned, STAMP } from "./planned";

test("pins move, and the stamp is the last that is written", () => {
  const { changes, after } = planned(() => undefined);
  expect(changes.map(({ path }) => path)).toEqual([".projenrc.ts", ".projen/template.json"]);
  expect(after[".projenrc.ts"]).toBe(PROJENRC.replace("@1.0.0", "@2.0.0"));
  expect(after[".projen/template.json"]).toBe(STAMP.replace('"1.0.0"', '"2.0.0"'));
});

test("options are renamed and removed", () => {
  expect(planned((repository) => repository.renameOption("old", "fresh")).after[".projenrc.ts"]).toContain(
    "  fresh: 1, // why\n",
  );
  expect(planned((repository) => repository.removeOption("old")).after[".projenrc.ts"]).not.toContain("old");
});

test("an option's value can be handed on, as for one that two options replace", () => {
  const { after } = planned((repository) => {
    const old = repository.option("old");
    if (old !== undefined) {
      repository.setOption("group.fresh", old);
    }
  });
  expect(after[".projenrc.ts"]).toContain("  old: 1, // why\n  group: { fresh: 1 },\n");
});

test("an option that may be set out of sight is a note", () => {
  const { notes } = planned((repository) => repository.renameOption("older", "fresh"), {
    ".projenrc.ts": "new Acme({ ...company });",
  });
  expect(notes).toEqual(["Look whether `...company` in `.projenrc.ts` sets `older`. It is `fresh` now."]);
});

test("a renamed sample takes along what a person made of it", () => {
  const { after } = planned((repository) => repository.renameFile("a.md", "b.md"), { "a.md": "ours" });
  expect([after["a.md"], after["b.md"]]).toEqual([undefined, "ours"]);
});

test("a sample whose new name is taken stays, with a note", () => {
  const { after, notes } = planned((repository) => repository.renameFile("a.md", "b.md"), { "a.md": "1", "b.md": "2" });
  expect([after["a.md"], after["b.md"]]).toEqual(["1", "2"]);
  expect(notes).toEqual(["`a.md` is `b.md` now, but both are there. Take over what you need, and delete `a.md`."]);
});

test("a sample is deleted when git has it as it is, and stays otherwise", () => {
  const drop = (repository: MigratedRepository) => repository.deleteFile("a.md");
  expect(planned(drop, { "a.md": "1" }).after["a.md"]).toBeUndefined();
  const { after, notes } = planned(drop, { "a.md": "1" }, { committed: false });
  expect(after["a.md"]).toBe("1");
  expect(notes).toEqual(["`a.md` is of no use any more. It stays, because git does not have it as it is."]);
});

test("moved addresses come after those that are there, each once", () => {
  const moves = (repository: MigratedRepository) => {
    repository.moveAddress("a.b", "a.c");
    repository.moveAddress("a.b", "a.c");
  };
  const before = "# ours\n\nmoved {\n  from = x.y\n  to   = x.z\n}\n";
  expect(planned(moves, { "moved.tf": before }).after["moved.tf"]).toBe(
    `${before}\nmoved {\n  from = a.b\n  to   = a.c\n}\n`,
  );
  expect(planned(moves).after["moved.tf"]).toMatch(/^# .*\n\nmoved \{\n {2}from = a\.b\n {2}to {3}= a\.c\n\}\n$/);
});

test("notes stand in UPGRADING.md below the release that says so, and what a person wrote there stays", () => {
  const page = "# Ours\n\n## acme-tracing 2.0.0\n\n- known\n\n## Older\n\ntext\n";
  const note = (repository: MigratedRepository) => {
    repository.note("known");
    repository.note("new");
  };
  expect(planned(note, { "UPGRADING.md": page }).after["UPGRADING.md"]).toBe(
    "# Ours\n\n## acme-tracing 2.0.0\n\n- known\n- new\n\n## Older\n\ntext\n",
  );
  expect(planned(note).after["UPGRADING.md"]).toMatch(
    /^# Upgrading\n\n.*\n\n## acme-tracing 2\.0\.0\n\n- known\n- new\n$/,
  );
});

test("each note is of the migration that says it", () => {
  const migration = (version: string, ...notes: string[]) => ({
    package: "acme-tracing",
    version,
    description: "",
    migrate: (repository: MigratedRepository) => {
      for (const note of notes) {
        repository.note(note);
      }
    },
  });
  const stamp = { template: "acme-tracing", packages: { "acme-tracing": "2.0.0" } };
  const text = `${JSON.stringify(stamp, undefined, 2)}\n`;
  const source = {
    read: (path: string) => (path === ".projen/template.json" ? text : undefined),
    isCommitted: () => true,
  };
  const migrations = [migration("1.5.0", "a", "b"), migration("1.6.0"), migration("2.0.0", "c")];
  const { notes, changes } = upgradePlan(stamp, [], migrations, source);
  expect(notes).toEqual([
    { release: "acme-tracing 1.5.0", text: "a" },
    { release: "acme-tracing 1.5.0", text: "b" },
    { release: "acme-tracing 2.0.0", text: "c" },
  ]);
  // The stamp says already what was reached.
  expect(changes.map(({ path }) => path)).toEqual(["UPGRADING.md"]);
});

test("files with the line ends of Windows are changed as all others are, and keep them", () => {
  const migrate = (repository: MigratedRepository) => {
    repository.renameOption("old", "group.fresh");
    repository.moveAddress("x.y", "x.z");
    repository.moveAddress("a.b", "a.c");
    repository.note("known");
    repository.note("new");
  };
  const files = {
    ".projenrc.ts": PROJENRC,
    "moved.tf": "# ours\n\nmoved {\n  from = x.y\n  to   = x.z\n}\n",
    "UPGRADING.md": "# Ours\n\n## acme-tracing 2.0.0\n\n- known\n\n## Older\n\ntext\n",
  };
  const { after } = planned(migrate, files);
  const windows = planned(
    migrate,
    mapped(files, (text) => text.replaceAll("\n", "\r\n")),
  ).after;
  for (const path of Object.keys(files)) {
    expect(windows[path]).toBe(after[path]?.replaceAll("\n", "\r\n"));
  }
});

const mapped = (files: Record<string, string>, change: (text: string) => string) =>
  Object.fromEntries(Object.entries(files).map(([path, text]) => [path, change(text)]));

test("a migration that fails leaves no plan", () => {
  expect(() =>
    planned(() => {
      throw new Error("no");
    }),
  ).toThrow("no");
});
