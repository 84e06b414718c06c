import { npmCommand } from "../src/npm";

test("npm is started as a program, without a shell that would read its arguments", () => {
  expect(npmCommand(["view", "acme@^1.0.0"], "linux")).toEqual({
    program: "npm",
    given: ["view", "acme@^1.0.0"],
    shell: false,
  });
});

test("on Windows, where it is a script, a shell gets one line: Node starts no script without, and warns of arguments beside it", () => {
  expect(npmCommand(["view", "acme@1.0.0", "--json"], "win32")).toEqual({
    program: "npm view acme@1.0.0 --json",
    given: [],
    shell: true,
  });
});
