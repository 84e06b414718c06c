import fs, { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { namedRepositories } from "../../src/cli/named-repositories";

const list = join(mkdtempSync(join(tmpdir(), "eks-otel-tracing-")), "list.txt");

test("directories are those that are given and those of the list, each once, without comments and empty lines", () => {
  writeFileSync(list, "# ours\r\nb\r\n\n  c  \n\na\n#d\n");
  expect(namedRepositories(["a", "a"], { "from-list": list })).toEqual(["a", "b", "c"]);
  expect(namedRepositories(["a"], {})).toEqual(["a"]);
});

test("a list that is - is standard input", () => {
  const read = jest.spyOn(fs, "readFileSync").mockReturnValueOnce("a\nb\n");
  expect(namedRepositories([], { "from-list": "-" })).toEqual(["a", "b"]);
  expect(read.mock.calls).toEqual([[0, "utf8"]]);
  read.mockRestore();
});

test("a list of nothing names no repository", () => {
  writeFileSync(list, "# none\n");
  expect(() => namedRepositories([], { "from-list": list })).toThrow("No repository is named");
});
