import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdtempSync,
  readFileSync,
  readlinkSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { replaceFile } from "../src/replace-file";

let file: string;
beforeEach(() => {
  file = join(mkdtempSync(join(tmpdir(), "eks-otel-tracing-")), "a.md");
  writeFileSync(file, "before");
});

test("a file that may not be written is replaced, and keeps its permissions", () => {
  chmodSync(file, 0o444);
  replaceFile(file, "after");
  expect(readFileSync(file, "utf8")).toBe("after");
  expect(statSync(file).mode & 0o222).toBe(0);
});

test("what an interrupted run has left beside it is no obstacle, and does not stay", () => {
  writeFileSync(`${file}.new`, "half");
  chmodSync(`${file}.new`, 0o444);
  replaceFile(file, "after");
  expect([readFileSync(file, "utf8"), existsSync(`${file}.new`)]).toEqual(["after", false]);
});

test("a link takes the place of a file, and its target is the content", () => {
  replaceFile(file, Buffer.from("elsewhere"), { mode: "120000" });
  expect(lstatSync(file).isSymbolicLink()).toBe(true);
  expect(readlinkSync(file)).toBe("elsewhere");
});

test("where a read-only file may not be replaced, it is made writable and stays there until it is", () => {
  const { platform } = process;
  chmodSync(file, 0o444);
  const changes = jest.spyOn(require("node:fs"), "chmodSync");
  const removals = jest.spyOn(require("node:fs"), "rmSync");
  Object.defineProperty(process, "platform", { value: "win32" });
  try {
    replaceFile(file, "after");
  } finally {
    Object.defineProperty(process, "platform", { value: platform });
  }
  expect(changes.mock.calls).toContainEqual([file, 0o666]);
  expect(removals.mock.calls.map(([path]) => path)).toEqual([`${file}.new`]);
  expect(readFileSync(file, "utf8")).toBe("after");
  jest.restoreAllMocks();
});
