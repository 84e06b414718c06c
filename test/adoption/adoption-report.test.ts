import type { Adoption } from "../../src/adoption/adoption";
import { adoptionReport } from "../../src/adoption/adoption-report";
import { Expressions } from "../../src/adoption/expressions";
import { Findings } from "../../src/adoption/findings";

function report(fill: (findings: Findings) => void, given: Partial<Adoption> = {}): string {
  const findings = new Findings(new Expressions({ directory: "", blocks: [] }));
  fill(findings);
  const plan = { add: [], moved: 3, forgotten: [] };
  const adoption = { directory: "/m", findings, plan, keptFiles: [], changes: [], ...given };
  return adoptionReport(adoption, (format, text) => `<${format}>${text}`);
}

test("without findings the report is what a plan shows", () => {
  expect(report(() => {})).toBe(
    [
      "<bold>A plan in the states of /m",
      "  0 to add, 0 to destroy, 3 moved",
      "  the release changes in place, and its pods are replaced one by one",
    ].join("\n"),
  );
});

test("what a plan adds and forgets is named", () => {
  const plan = { add: ["a.b", "a.c"], moved: 1, forgotten: ["d.e", "d.f"] };
  expect(report(() => {}, { plan })).toContain(
    "  2 to add (a.b, a.c), 0 to destroy, 1 moved\n  no longer managed, and left in place: d.e, d.f\n",
  );
});

test("each kind of finding is a section of its own, in the order in which a person decides", () => {
  const text = report(
    (findings) => {
      findings.unrecognised.push({ file: "c.yaml", address: "a.b", value: "1" });
      findings.differs("timeout", "5s", "200ms");
      findings.renameInput("same", "same");
      findings.renameInput("ns", "namespace");
      findings.renameInput("gone", null);
      findings.renameInput("my_oidc_url", null);
      findings.notes.push("write this.");
    },
    { keptFiles: ["alarms.tf", "own.tf"] },
  );
  expect(text.split("\n").slice(0, -3)).toEqual([
    "<bold>Not recognised, and not in the generated module",
    "  c.yaml: a.b = 1",
    "",
    "<bold>Otherwise than yours",
    "  timeout: 5s -> 200ms",
    "",
    "<bold>Callers of the module",
    "  write namespace in place of ns",
    "  leave out gone: the module has no such variable",
    "  leave out my_oidc_url: issuer and provider are looked up, or given together as oidc_provider",
    "",
    "<bold>By hand, after --write",
    "  write this.",
    "",
    "<bold>Yours, and left as they are",
    "  alarms.tf",
    "  own.tf",
    "",
  ]);
});

test("obstacles come first, and there is no plan yet", () => {
  expect(report((findings) => findings.obstacles.push("give it another name."))).toBe(
    "<bold>In the way: nothing can be written yet\n  give it another name.",
  );
});

test("a value of more than 100 characters is cut to 100", () => {
  const text = report((findings) => {
    findings.differs("fits", "x".repeat(100), "m");
    findings.differs("long", "y".repeat(101), "m");
    findings.unrecognised.push({ file: "f", address: "a", value: "z".repeat(101) });
  });
  expect(text).toContain(`fits: ${"x".repeat(100)} -> m`);
  expect(text).toContain(`long: ${"y".repeat(97)}... -> m`);
  expect(text).toContain(`f: a = ${"z".repeat(97)}...\n`);
});
