import { execFileSync } from "node:child_process";
import { cpSync, mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { userEnvironment } from "../../scripts/scaffold";
import { Registry } from "./registry";
import { Repository } from "./repository";

jest.setTimeout(300_000);

let registry: Registry;
let repository: Repository;
beforeAll(async () => {
  registry = await Registry.start();
  process.env.npm_config_registry = registry.url;
  registry.publishOurs("1.0.0");
  repository = new Repository(join(mkdtempSync(join(tmpdir(), "eks-otel-tracing-")), "tracing"));
  cpSync(join(__dirname, "../adoption/fixtures/article"), repository.directory, { recursive: true });
  repository.git("init", "--quiet");
  repository.commit();
});
afterAll(() => {
  delete process.env.npm_config_registry;
  repository?.remove();
  registry?.stop();
});

test("npx adopts a module that was written by hand, and what it writes is what npm and projen make of it again", () => {
  execFileSync("npx", ["--yes", "eks-otel-tracing@1.0.0", "adopt", "--write"], {
    cwd: repository.directory,
    env: userEnvironment(),
    stdio: "pipe",
    shell: process.platform === "win32",
  });
  repository.commit();
  repository.npm("install");
  expect(repository.projen()).toMatchObject({ status: 0 });
  expect(repository.changed()).toEqual(["package-lock.json"]); // which only npm can write
  expect(repository.projen("drift")).toMatchObject({ status: 0 });
});
