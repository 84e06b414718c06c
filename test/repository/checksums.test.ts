import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Checksums, recordedChecksums, sha256 } from "../../src/repository/checksums";

const [ours, theirs] = [Buffer.from("ours\n"), Buffer.from("theirs\n")];

function written(...files: [string, Buffer][]): Checksums {
  const checksums = new Checksums();
  for (const [path, content] of files) {
    checksums.add(path, content);
  }
  return checksums;
}

test("what was written is known again, an edit is not, and of other files nothing is known", () => {
  const checksums = Checksums.read(written(["main.tf", ours]).lines().join("\n"));
  expect([
    checksums.matches("main.tf", ours),
    checksums.matches("main.tf", theirs),
    checksums.matches("other.tf", ours),
  ]).toEqual([true, false, undefined]);
});

test("the lines are in the order of paths, whatever was written first", () => {
  const paths = (checksums: Checksums) => checksums.lines().map((line) => line.slice(66));
  expect(paths(written(["b", ours], ["a/z", ours], ["c", ours], ["B", ours]))).toEqual(["B", "a/z", "b", "c"]);
});

test("after a merge with a conflict, the text of either side is known", () => {
  const conflict = [
    "<<<<<<< HEAD",
    `${sha256(ours)}  main.tf`,
    "=======",
    `${sha256(theirs)}  main.tf`,
    ">>>>>>> branch",
    "",
  ].join("\r\n");
  const checksums = Checksums.read(conflict);
  expect([checksums.matches("main.tf", ours), checksums.matches("main.tf", theirs)]).toEqual([true, true]);
});

test("a line that only ends like one of a checksum is none", () => {
  expect(Checksums.read(`# ${sha256(ours)}  main.tf`).paths).toEqual([]);
});

test("sha256sum takes the format", () => {
  const directory = mkdtempSync(join(tmpdir(), "eks-otel-tracing-"));
  writeFileSync(join(directory, "a file.tf"), ours);
  writeFileSync(join(directory, "sums"), `# a comment\n${written(["a file.tf", ours]).lines().join("\n")}\n`);
  const check = () => execFileSync("sha256sum", ["--check", "--strict", "sums"], { cwd: directory, stdio: "pipe" });
  // The program is GNU's; the platforms without it have the same file.
  if (process.platform === "linux") {
    expect(check().toString()).toBe("a file.tf: OK\n");
    writeFileSync(join(directory, "a file.tf"), theirs);
    expect(check).toThrow("WARNING: 1 computed checksum did NOT match");
  }
});

test("a repository without checksums has none, and those of one that has them are read", () => {
  const directory = mkdtempSync(join(tmpdir(), "eks-otel-tracing-"));
  expect(recordedChecksums(directory).paths).toEqual([]);
  mkdirSync(join(directory, ".projen"));
  writeFileSync(join(directory, ".projen/checksums.txt"), written(["main.tf", ours]).lines().join("\n"));
  expect(recordedChecksums(directory).paths).toEqual(["main.tf"]);
});

test("checksums that can't be read are no empty ones", () => {
  const directory = mkdtempSync(join(tmpdir(), "eks-otel-tracing-"));
  mkdirSync(join(directory, ".projen/checksums.txt"), { recursive: true });
  expect(() => recordedChecksums(directory)).toThrow("EISDIR");
});
