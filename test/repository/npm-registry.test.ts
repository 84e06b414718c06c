import { execFile } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import type { EksOtelTracingProjectOptions } from "../../src/options";
import { NpmRegistry } from "../../src/repository/npm-registry";
import { synth } from "./synth";

const npmrc = (repository: EksOtelTracingProjectOptions["repository"]) => synth(NpmRegistry, { repository })[".npmrc"];
const lines = (repository: EksOtelTracingProjectOptions["repository"]) =>
  npmrc(repository)
    .split("\n")
    .filter((line: string) => line !== "" && !line.startsWith("#"));

test("npm's own registry needs no file", () => {
  expect(npmrc({})).toBeUndefined();
});

test("all packages come from the registry, or those of some scopes", () => {
  const npmRegistry = "https://npm.example.com/shop";
  expect(lines({ npmRegistry })).toEqual(["registry=https://npm.example.com/shop/"]);
  expect(lines({ npmRegistry, npmRegistryScopes: ["@a", "@b.c"] })).toEqual([
    "@a:registry=https://npm.example.com/shop/",
    "@b.c:registry=https://npm.example.com/shop/",
  ]);
});

test("the token is a variable of the environment, under the address as npm looks for it", () => {
  expect(lines({ npmRegistry: "https://Npm.example.com:443/shop", npmTokenSecret: "ACME_TOKEN" })).toEqual([
    "registry=https://npm.example.com/shop/",
    "//npm.example.com/shop/:_authToken=${NPM_TOKEN}",
  ]);
});

test("npm asks the registry, with the token", async () => {
  const asked: { url?: string; authorization?: string }[] = [];
  const server = createServer(({ url, headers }, response) => {
    asked.push({ url, authorization: headers.authorization });
    response.end(
      JSON.stringify({
        name: "@acme/x",
        "dist-tags": { latest: "1.2.3" },
        versions: { "1.2.3": { name: "@acme/x", version: "1.2.3" } },
      }),
    );
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const directory = mkdtempSync(join(tmpdir(), "eks-otel-tracing-npmrc-"));
  try {
    const { port } = server.address() as AddressInfo;
    const repository = {
      npmRegistry: `http://127.0.0.1:${port}/npm`,
      npmTokenSecret: "ACME",
      npmRegistryScopes: ["@acme"],
    };
    writeFileSync(join(directory, ".npmrc"), npmrc(repository));
    writeFileSync(join(directory, "package.json"), "{}");
    const { stdout } = await promisify(execFile)("npm", ["view", "@acme/x", "version"], {
      cwd: directory,
      env: { ...process.env, NPM_TOKEN: "the-token", npm_config_cache: join(directory, "cache") },
      shell: process.platform === "win32",
    });
    expect(stdout.trim()).toBe("1.2.3");
    expect(asked).toEqual([{ url: "/npm/@acme%2fx", authorization: "Bearer the-token" }]);
  } finally {
    server.close();
    rmSync(directory, { recursive: true });
  }
});
