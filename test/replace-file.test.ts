import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
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

const BESIDE = ".eks-otel-tracing-new";

test("what an interrupted run has left beside it is no obstacle, and does not stay", () => {
  writeFileSync(file + BESIDE, "half");
  chmodSync(file + BESIDE, 0o444);
  replaceFile(file, "after");
  expect([readFileSync(file, "utf8"), existsSync(file + BESIDE)]).toEqual(["after", false]);
});

test("a file of somebody's that is named as one may name what is new stays", () => {
  writeFileSync(`${file}.new`, "mine");
  replaceFile(file, "after");
  expect(readFileSync(`${file}.new`, "utf8")).toBe("mine");
});

test("where it can't be put, the reason is thrown, and neither a file nor a directory stays", () => {
  const directory = join(dirname(file), "directory");
  mkdirSync(directory);
  expect(() => replaceFile(directory, "after")).toThrow(/EISDIR|EPERM|ENOTEMPTY/);
  expect(() => replaceFile(join(dirname(file), "made/deep", "x".repeat(300)), "after")).toThrow("ENAMETOOLONG");
  expect(readdirSync(dirname(file)).sort()).toEqual(["a.md", "directory"]);
});

test("a link takes the place of a file, and its target is the content", () => {
  replaceFile(file, Buffer.from("elsewhere"), { mode: "120000" });
  expect(lstatSync(file).isSymbolicLink()).toBe(true);
  expect(readlinkSync(file)).toBe("elsewhere");
});

describe("on Windows", () => {
  const { platform } = process;
  beforeEach(() => Object.defineProperty(process, "platform", { value: "win32" }));
  afterEach(() => {
    Object.defineProperty(process, "platform", { value: platform });
    jest.restoreAllMocks();
  });

  test("a read-only file, which may not be replaced there, is made writable and stays there until it is", () => {
    chmodSync(file, 0o444);
    const changes = jest.spyOn(require("node:fs"), "chmodSync");
    const removals = jest.spyOn(require("node:fs"), "rmSync");
    replaceFile(file, "after");
    expect(changes.mock.calls).toContainEqual([file, 0o666]);
    expect(removals.mock.calls.map(([path]) => path)).toEqual([file + BESIDE]);
    expect(readFileSync(file, "utf8")).toBe("after");
  });

  test("one that another program has open is replaced once that has closed it", () => {
    heldFor(2);
    replaceFile(file, "after");
    expect(readFileSync(file, "utf8")).toBe("after");
  });

  test("one that stays open is an error with the reason, and is as it was", () => {
    jest.spyOn(Atomics, "wait").mockReturnValue("timed-out");
    heldFor(Number.POSITIVE_INFINITY);
    expect(() => replaceFile(file, "after")).toThrow("EBUSY");
    expect([readFileSync(file, "utf8"), existsSync(file + BESIDE)]).toEqual(["before", false]);
  });

  function heldFor(attempts: number): void {
    const { renameSync } = jest.requireActual("node:fs");
    let attempt = 0;
    jest.spyOn(require("node:fs"), "renameSync").mockImplementation((from, to) => {
      if (attempt++ < attempts) {
        throw Object.assign(new Error("EBUSY: resource busy or locked, rename"), { code: "EBUSY" });
      }
      renameSync(from, to);
    });
  }
});
