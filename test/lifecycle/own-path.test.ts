import { moduleFile, ownPath } from "../../src/lifecycle/own-path";

const [POSIX, WINDOWS] = [false, true];

test("a repository's own module is known by its path, however it was loaded", () => {
  const home = "/home/zoë/my repo";
  for (const name of [`${home}/lib/options.ts`, "file:///home/zo%C3%AB/my%20repo/lib/options.ts"]) {
    expect(ownPath(home, name, POSIX)).toBe("lib/options.ts");
  }
});

test("on Windows too, where jiti writes slashes and a URL has one before the drive", () => {
  const home = "C:\\Users\\Zoë\\my repo";
  for (const name of [
    `${home}\\lib\\options.ts`,
    "C:/Users/Zoë/my repo/lib/options.ts",
    "file:///C:/Users/Zo%C3%AB/my%20repo/lib/options.ts",
  ]) {
    expect(ownPath(home, name, WINDOWS)).toBe("lib/options.ts");
  }
});

test("one of a package is none of the repository's, and nor is one beside it", () => {
  expect(ownPath("/repo", "/repo/node_modules/projen/lib/index.js", POSIX)).toBeUndefined();
  expect(ownPath("/repo", "/repo-2/.projenrc.ts", POSIX)).toBeUndefined();
  expect(ownPath("C:\\repo", "C:/repo/node_modules/projen/lib/index.js", WINDOWS)).toBeUndefined();
});

test("a package's file is found from either form", () => {
  expect(moduleFile("file:///C:/repo/node_modules/acme/index.mjs", WINDOWS)).toBe(
    "C:\\repo\\node_modules\\acme\\index.mjs",
  );
  expect(moduleFile("/repo/node_modules/acme/index.js", POSIX)).toBe("/repo/node_modules/acme/index.js");
  // As this system has it.
  expect([moduleFile(__filename), ownPath(__dirname, __filename)]).toEqual([__filename, "own-path.test.ts"]);
});
