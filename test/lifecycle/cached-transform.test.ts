import { existsSync, mkdirSync, mkdtempSync, readdirSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { cachedTransform } from "../../src/lifecycle/cached-transform";

let directory: string;
let cache: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), "eks-otel-tracing-"));
  cache = join(directory, "deep/cache");
});

/** A jiti whose compiler puts this before what it compiles. */
function jiti(name: string, result: string): string {
  mkdirSync(join(directory, name, "lib"), { recursive: true });
  mkdirSync(join(directory, name, "dist"));
  writeFileSync(join(directory, name, "dist/babel.cjs"), `module.exports = ({ source, filename }) => (${result});`);
  return join(directory, name, "lib/jiti.cjs");
}

test("what was compiled before is taken from the cache, wherever the copy lies", () => {
  const main = jiti("a", '{ code: source + " of " + filename }');
  expect(cachedTransform(main, cache)({ source: "x", filename: "/1.ts" })).toEqual({ code: "x of /1.ts" });
  expect(cachedTransform(main, cache)({ source: "x", filename: "/2.ts" })).toEqual({ code: "x of /1.ts" });
  expect(readdirSync(cache)).toEqual([expect.stringMatching(/^[0-9a-f]{32}\.cjs$/)]);
});

test("another text, and another compiler, are compiled anew", () => {
  const transform = cachedTransform(jiti("a", '{ code: "a" + source }'), cache);
  expect([transform({ source: "x" }), transform({ source: "y" })]).toEqual([{ code: "ax" }, { code: "ay" }]);
  expect(cachedTransform(jiti("b", '{ code: "b" + source }'), cache)({ source: "x" })).toEqual({ code: "bx" });
});

test("what can't be compiled is not kept", () => {
  const compiled = cachedTransform(jiti("a", '{ code: "", error: "no" }'), cache)({ source: "x" });
  expect([compiled, existsSync(cache)]).toEqual([{ code: "", error: "no" }, false]);
});

test("a cache that can't be written is none", () => {
  writeFileSync(join(directory, "deep"), "a file\n");
  expect(cachedTransform(jiti("a", "{ code: source }"), cache)({ source: "x" })).toEqual({ code: "x" });
});
