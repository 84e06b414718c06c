import { chmodSync, existsSync, mkdtempSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { writeFileChanges } from "../../../src/lifecycle/upgrade/file-changes";

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), "eks-otel-tracing-"));
  writeFileSync(join(directory, "a"), "1");
  writeFileSync(join(directory, "b"), "1");
});

const CHANGES = [
  { path: "new/c", after: "2" },
  { path: "a", before: "1", after: "2" },
  { path: "b", before: "1" },
];
const read = (path: string) =>
  existsSync(join(directory, path)) ? readFileSync(join(directory, path), "utf8") : undefined;

test("files are made, replaced and deleted", () => {
  expect(writeFileChanges(directory, CHANGES)).toEqual([]);
  expect(["new/c", "a", "b"].map(read)).toEqual(["2", "2", undefined]);
});

test("done again, from any point on, it ends in the same state", () => {
  for (let done = 0; done <= CHANGES.length; done++) {
    writeFileChanges(directory, CHANGES.slice(0, done));
    expect(writeFileChanges(directory, CHANGES)).toEqual([]);
    expect(["new/c", "a", "b"].map(read)).toEqual(["2", "2", undefined]);
  }
});

test("what somebody has edited since is left alone, and named", () => {
  writeFileSync(join(directory, "a"), "mine");
  writeFileSync(join(directory, "b"), "mine");
  expect(writeFileChanges(directory, CHANGES)).toEqual(["a", "b"]);
  expect(["a", "b"].map(read)).toEqual(["mine", "mine"]);
});

test("a file that may not be written is replaced all the same, and keeps its mode", () => {
  chmodSync(join(directory, "a"), 0o444);
  writeFileChanges(directory, CHANGES);
  expect(read("a")).toBe("2");
  expect(statSync(join(directory, "a")).mode & 0o222).toBe(0);
});
