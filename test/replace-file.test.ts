import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  renameSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { replaceFile } from "../src/replace-file";

/** As it is before a test stands in for it. */
const rename: (...paths: any[]) => void = renameSync;

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

(process.platform === "win32" ? test.skip : test)(
  "no more than the permissions is kept, and a new file has those of any",
  () => {
    chmodSync(file, 0o4755);
    replaceFile(file, "after");
    expect(statSync(file).mode & 0o7777).toBe(0o755);
    writeFileSync(`${file}.any`, "");
    replaceFile(`${file}.new`, "new");
    expect(statSync(`${file}.new`).mode).toBe(statSync(`${file}.any`).mode);
    replaceFile(`${file}.given`, "new", { permissions: 0o640 });
    expect(statSync(`${file}.given`).mode & 0o7777).toBe(0o640);
  },
);

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

function heldFor(attempts: number, code: string): void {
  let attempt = 0;
  jest.spyOn(require("node:fs"), "renameSync").mockImplementation((from, to) => {
    if (attempt++ < attempts) {
      throw Object.assign(new Error(`${code}: rename`), { code });
    }
    rename(from, to);
  });
}

/** The tests of a block see another platform. */
function on(other: NodeJS.Platform): void {
  const { platform } = process;
  beforeEach(() => Object.defineProperty(process, "platform", { value: other }));
  afterEach(() => {
    Object.defineProperty(process, "platform", { value: platform });
    jest.restoreAllMocks();
  });
}

describe("on Linux", () => {
  on("linux");

  test("what another program holds is an error at once: it can be replaced there", () => {
    const wait = jest.spyOn(Atomics, "wait");
    heldFor(1, "EBUSY");
    expect(() => replaceFile(file, "after")).toThrow("EBUSY");
    expect(wait).not.toHaveBeenCalled();
  });
});

describe("on Windows", () => {
  on("win32");

  test("a read-only file, which may not be replaced there, is made writable and stays there until it is", () => {
    chmodSync(file, 0o444);
    const changes = jest.spyOn(require("node:fs"), "chmodSync");
    const removals = jest.spyOn(require("node:fs"), "rmSync");
    replaceFile(file, "after");
    expect(changes.mock.calls).toContainEqual([file, 0o666]);
    expect(removals.mock.calls.map(([path]) => path)).toEqual([file + BESIDE]);
    expect(readFileSync(file, "utf8")).toBe("after");
  });

  test.each(["EACCES", "EBUSY", "EPERM"])(
    "one that another program has open is replaced once that has closed it: %s",
    (code) => {
      heldFor(1, code);
      replaceFile(file, "after");
      expect(readFileSync(file, "utf8")).toBe("after");
    },
  );

  test("one that stays open is an error with the reason after a second of ever longer pauses, and is as it was", () => {
    const wait = jest.spyOn(Atomics, "wait").mockReturnValue("timed-out");
    heldFor(Number.POSITIVE_INFINITY, "EBUSY");
    expect(() => replaceFile(file, "after")).toThrow("EBUSY");
    expect(wait.mock.calls.map(([, , , pauseMs]) => pauseMs)).toEqual([20, 40, 60, 80, 100, 120, 140, 160, 180]);
    expect([readFileSync(file, "utf8"), existsSync(file + BESIDE)]).toEqual(["before", false]);
  });

  test("any other error is one at once", () => {
    const wait = jest.spyOn(Atomics, "wait").mockReturnValue("timed-out");
    heldFor(1, "ENOSPC");
    expect(() => replaceFile(file, "after")).toThrow("ENOSPC");
    expect(wait).not.toHaveBeenCalled();
  });
});
