import { existsSync, mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { evaluated } from "../../src/cli/evaluated";
import { EvaluatorPool, type EvaluatorPoolOptions } from "../../src/lifecycle/evaluator-pool";
import * as versions from "../../src/lifecycle/installed-version";

const EVALUATION = { changes: [], generated: [] };

let directory: string;
const write = (path: string, content: object | string) => {
  mkdirSync(dirname(join(directory, path)), { recursive: true });
  writeFileSync(join(directory, path), typeof content === "string" ? content : JSON.stringify(content));
};
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), "eks-otel-tracing-"));
});
afterEach(() => jest.restoreAllMocks());

/** What is asked of the pool, and whether it was closed. */
function pool() {
  const evaluate = jest.spyOn(EvaluatorPool.prototype, "evaluate").mockResolvedValue(EVALUATION);
  const copies = () => (evaluate.mock.contexts[0] as unknown as { directory: string }).directory;
  return { evaluate, isClosed: () => !existsSync(copies()) };
}

test("a directory without .projenrc.ts is none that can be evaluated", async () => {
  await expect(evaluated(directory)).rejects.toThrow(
    `${directory} has no .projenrc.ts: run this in a generated repository, or name one.`,
  );
});

test("a repository is evaluated with its own packages, to be looked at", async () => {
  write(".projenrc.ts", "");
  const { evaluate, isClosed } = pool();
  const listeners = process.listenerCount("exit");
  expect(await evaluated(directory)).toEqual({ ...EVALUATION, notes: [] });
  expect(process.listenerCount("exit")).toBe(listeners);
  expect(evaluate.mock.calls).toEqual([[{ directory, preview: true }]]);
  expect(isClosed()).toBe(true);
  const { options } = evaluate.mock.contexts[0] as unknown as { options: EvaluatorPoolOptions };
  const told = jest.spyOn(process.stderr, "write").mockReturnValue(true);
  options.onOutput?.("a warning\n");
  expect(told.mock.calls).toEqual([["a warning\n"]]);
});

test("at another version it is evaluated with that one's packages, after its migrations, and both are removed", async () => {
  write(".projenrc.ts", 'new Acme({ devDeps: ["acme-tracing@1.0.0"] });\n');
  write(".projen/template.json", { template: "acme-tracing", packages: { "acme-tracing": "1.0.0" } });
  const manifest = { name: "acme-tracing", version: "2.0.0", "eks-otel-tracing": { migrations: "m.js" } };
  write("elsewhere/node_modules/acme-tracing/package.json", manifest);
  write(
    "elsewhere/node_modules/acme-tracing/m.js",
    'exports.migrations = [{ version: "2.0.0", description: "d", migrate: (it) => it.note("look") }];',
  );
  const nodeModules = join(directory, "elsewhere/node_modules");
  const remove = jest.fn();
  const installed = jest.spyOn(versions, "installedVersion").mockReturnValue({ nodeModules, remove });
  const { evaluate, isClosed } = pool();
  const { notes } = await evaluated(directory, { to: "2.0.0" });
  expect(notes).toEqual([{ release: "acme-tracing 2.0.0", text: "look" }]);
  expect(installed.mock.calls).toEqual([[directory, "2.0.0"]]);
  const edits = expect.arrayContaining([
    expect.objectContaining({ path: ".projenrc.ts", after: 'new Acme({ devDeps: ["acme-tracing@2.0.0"] });\n' }),
  ]);
  expect(evaluate.mock.calls).toEqual([[{ directory, preview: true, nodeModules, edits }]]);
  expect([remove.mock.calls.length, isClosed()]).toEqual([1, true]);
});

test("one that can't be evaluated leaves nothing behind", async () => {
  write(".projenrc.ts", "");
  const { evaluate, isClosed } = pool();
  evaluate.mockRejectedValue(new Error("no"));
  await expect(evaluated(directory)).rejects.toThrow("no");
  expect(isClosed()).toBe(true);
});
