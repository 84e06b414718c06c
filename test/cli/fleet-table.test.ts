import { fleetSummary, fleetTable } from "../../src/cli/fleet-table";
import type { DriftedFile } from "../../src/lifecycle/drift";
import type { FleetEntry } from "../../src/lifecycle/fleet";

const file = (state: DriftedFile["state"]): DriftedFile => ({ path: "a", state, edited: state === "edited" });
const entry = (repository: string, more: Partial<FleetEntry> = {}): FleetEntry => ({
  repository,
  template: "acme-tracing",
  version: "1.4.0",
  to: "1.4.0",
  files: [],
  notes: [],
  failure: null,
  ...more,
});
const plain = (_format: string, text: string) => text;
const entries = [
  entry("payments"),
  entry("checkout", { files: [file("older"), file("edited"), file("older")] }),
  entry("new", { version: null, to: null, failure: "\nIt has no .projenrc.ts.\nmore" }),
];

test("a line a repository, in columns", () => {
  expect(fleetTable("preview", entries, (_format, text) => text)).toBe(
    [
      "repository  version  drift              would change  failed",
      "payments    1.4.0    none               0",
      "checkout    1.4.0    1 edited, 2 older  3",
      "new         ?                                         It has no .projenrc.ts.",
    ].join("\n"),
  );
});

test("a repository that goes nowhere has its version alone, and what one is to know is counted", () => {
  const notes = [{ release: "acme-tracing 2.0.0", text: "Take the secret out." }];
  const table = fleetTable("preview", [entry("payments", { to: null, notes })], plain);
  expect(table).toMatch(/^payments {4}1\.4\.0 {4}none/m);
  expect(table).toMatch(/Take the secret out\. \(1 repository\)$/);
});

test("each way to differ has its count, and what was done its name", () => {
  const files = [file("missing"), file("orphaned"), file("orphaned")];
  const table = fleetTable("regenerate", [entry("payments", { files }), entry("new", { version: null })], plain);
  expect(table).toBe(
    [
      "repository  version     drift                  changed  failed",
      "payments    1.4.0       1 missing, 2 orphaned  3",
      "new         ? -> 1.4.0  none                   0",
    ].join("\n"),
  );
});

test("what differs is yellow, what failed is red", () => {
  const formats = fleetTable("preview", entries, (format) => format).split("\n");
  expect(formats.slice(0, 4)).toEqual(["bold", expect.stringMatching(/^payments/), "yellow", "red"]);
});

test("another version is shown, and what is to know of it once for all repositories", () => {
  const moved = { to: "2.0.0", notes: [{ release: "acme-tracing 2.0.0", text: "Take the secret out." }] };
  const table = fleetTable("preview", [entry("payments", moved), entry("checkout", moved)], (_format, text) => text);
  expect(table).toContain("payments    1.4.0 -> 2.0.0  none   0\n");
  expect(table.split("\n\n")[1]).toBe(
    "To know, also in UPGRADING.md\n  acme-tracing 2.0.0: Take the secret out. (2 repositories)",
  );
});

test("the summary counts, and tells what was done", () => {
  expect(fleetSummary("preview", entries)).toBe("3 repositories, 1 would change, 1 edited by hand, 1 failed");
  expect(fleetSummary("regenerate", entries.slice(0, 1))).toBe("1 repository, 0 changed, 0 edited by hand, 0 failed");
});
