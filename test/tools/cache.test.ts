import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";
import { cacheDirectory, ensureDirectory, filesAsFacts, keyOf } from "../../tools/cache";

let cache: string;
let directory: string;

beforeEach(() => {
  cache = mkdtempSync(join(tmpdir(), "tools-cache-"));
  directory = join(cache, "tool");
});

afterEach(() => rmSync(cache, { recursive: true }));

const fill = async (empty: string) => writeFileSync(join(empty, "program"), "built");

test("of two that want the same tool one builds it, and both have it", async () => {
  let builds = 0;
  const slowly = async (empty: string) => {
    builds += 1;
    await new Promise((resolve) => setTimeout(resolve, 100));
    await fill(empty);
  };

  const built = await Promise.all([ensureDirectory(directory, slowly), ensureDirectory(directory, slowly)]);

  expect(builds).toBe(1);
  expect(built.sort()).toEqual([false, true]);
  expect(readdirSync(cache)).toEqual(["tool"]);
});

test("a build that fails leaves nothing, and can be repeated", async () => {
  const broken = async () => Promise.reject(new Error("no compiler"));

  await expect(ensureDirectory(directory, broken)).rejects.toThrow("no compiler");
  expect(readdirSync(cache)).toEqual([]);

  await ensureDirectory(directory, fill);
  expect(readFileSync(join(directory, "program"), "utf8")).toBe("built");
});

test("the lock of a process that is dead is taken over, and what it had begun is removed", async () => {
  const noSuchProcess = 2 ** 30;
  writeFileSync(`${directory}.lock`, JSON.stringify({ host: hostname(), pid: noSuchProcess }));
  writeFileSync(`${directory}.building-by-the-dead`, "half a program");

  await ensureDirectory(directory, fill);

  expect(readdirSync(cache)).toEqual(["tool"]);
});

test("the key changes with the content of the recipe's files, but not with what npm put there", async () => {
  await ensureDirectory(directory, fill);
  const before = keyOf(await filesAsFacts(directory));

  await ensureDirectory(join(directory, "node_modules"), fill);
  expect(keyOf(await filesAsFacts(directory))).toBe(before);

  writeFileSync(join(directory, "program"), "changed");
  expect(keyOf(await filesAsFacts(directory))).not.toBe(before);
});

describe("the cache directory", () => {
  const environment = { ...process.env };

  afterEach(() => {
    process.env = { ...environment };
  });

  test("is the one that the environment names, else the user's", () => {
    process.env = { EKS_OTEL_TRACING_TOOLS_DIR: "/somewhere", XDG_CACHE_HOME: "/cache", HOME: "/home/me" };
    expect(cacheDirectory()).toBe("/somewhere");

    delete process.env.EKS_OTEL_TRACING_TOOLS_DIR;
    expect(cacheDirectory()).toBe("/cache/eks-otel-tracing/tools");

    delete process.env.XDG_CACHE_HOME;
    expect(cacheDirectory()).toMatch(/\.cache\/eks-otel-tracing\/tools$/);
    expect(existsSync("/somewhere")).toBe(false);
  });
});
