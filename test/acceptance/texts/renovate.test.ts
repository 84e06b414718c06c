import { execFileSync } from "node:child_process";
import { mkdtempSync } from "node:fs";
import { copyFile, readFile, rm, writeFile } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

import gte = require("semver/functions/gte");

import { userEnvironment } from "../../../scripts/scaffold";
import type { EksOtelTracingProjectOptions } from "../../../src";
import { cacheDirectory, ensureDirectory, filesAsFacts, keyOf } from "../../../tools/cache";
import { run } from "../../../tools/run";
import { acceptance } from "../acceptance";
import { generateRepository } from "../harness/applied-module";
import { filesIn, MatrixRepositories } from "../module/matrix-repositories";

const RECIPE = join(__dirname, "renovate");

acceptance(
  "Renovate",
  "its validator takes the configuration, with any options",
  async ({ ranIn }) => {
    const renovate = await installRenovate();
    const matrix = await MatrixRepositories.shared();
    const configs = (await filesIn(matrix.directory, ["renovate.json5"])).map((config) => matrix.name(config));
    expect(configs).toHaveLength(matrix.all.length - 1); // one set wants none
    const validator = join(renovate, "dist/config-validator.js");
    const own = join(__dirname, "../../../renovate.json");
    const output = await run(process.execPath, [validator, "--strict", "--no-global", ...configs, own], {
      directory: matrix.directory,
      environment: { NODE_ENV: "production", LOG_LEVEL: "info" },
    });
    expect(output).toContain(`validated successfully against ${configs.length + 1} file(s)`);
    ranIn("Renovate", JSON.parse(await readFile(join(renovate, "package.json"), "utf8")).version);
  },
  { tier: "full" },
);

acceptance(
  "Renovate",
  "a local run finds every version that the options name, the template at the tag that is followed, and groups what writes the files",
  async ({ ranIn }) => {
    const renovate = await installRenovate();
    const registries = await Registries.start();
    const directory = mkdtempSync(join(tmpdir(), "eks-otel-tracing-renovate-"));
    const { options, text } = repositoryOptions(registries.address);
    await generateRepository(directory, options);
    await writeFile(join(directory, ".projenrc.ts"), text);
    for (const args of [
      ["init", "--quiet"],
      ["add", "--all"],
      ["commit", "--quiet", "--message", "first"],
    ]) {
      execFileSync("git", args, { cwd: directory, env: userEnvironment() });
    }
    const updates = await localRun(renovate, directory, registries.config).finally(() => registries.stop());
    await rm(directory, { recursive: true });

    expect(updates.filter(({ file }) => file === ".projenrc.ts" || file === "package.json")).toEqual(
      expect.arrayContaining([
        // `latest` is 1.1.0.
        {
          file: "package.json",
          dependency: "eks-otel-tracing",
          from: "1.0.0",
          to: ["2.0.0 on renovate/major-generator"],
        },
        {
          file: ".projenrc.ts",
          dependency: "hashicorp/aws",
          from: "< 7.0",
          to: ["< 7.2 on renovate/hashicorp-aws-7.x"],
        },
        { file: ".projenrc.ts", dependency: "hashicorp/helm", from: "< 4.0", to: [] },
        // 0.110.1, which the chart's own mistakes forbid, would be the newest below 1.
        {
          file: ".projenrc.ts",
          dependency: "opentelemetry-collector",
          from: "0.78.0",
          to: ["0.109.0 on renovate/opentelemetry-collector-0.x"],
        },
        {
          file: ".projenrc.ts",
          dependency: "opentelemetry-collector-contrib",
          from: "0.159.0",
          to: [`0.160.0 ${NEW_DIGEST} on renovate/opentelemetry-collector-contrib-0.x`],
        },
      ]),
    );
    expect(updates.filter(({ file }) => /^(main|versions)\.tf$|^\.github\/workflows\//.test(file))).toEqual([]);
    ranIn("Renovate", JSON.parse(await readFile(join(renovate, "package.json"), "utf8")).version);
  },
  { tier: "full" },
);

const OLD_DIGEST = `sha256:${"0".repeat(64)}`;
const NEW_DIGEST = `sha256:${"1".repeat(64)}`;

/** A repository of the options that have versions, as an object and as a person writes them. */
function repositoryOptions(registry: string) {
  const options: EksOtelTracingProjectOptions = {
    name: "tracing",
    devDeps: ["eks-otel-tracing@1.0.0"],
    chartVersion: "0.78.0",
    collectorVersion: "0.159.0",
    exampleApps: [],
    collector: { imageRepository: `${registry}/mirror/contrib`, imageDigest: OLD_DIGEST },
    terraform: { awsProviderVersion: ">= 5.0, < 7.0", helmProviderVersion: ">= 2.12, < 4.0" },
    repository: { renovateFollowTag: "next" },
  };
  const literal = JSON.stringify(options, undefined, 2).replaceAll(/"(\w+)":/g, "$1:");
  return { options, text: `new EksOtelTracingProject(${literal}).synth();\n` };
}

/** What a local run of Renovate has found: the new values of each dependency, and the branch of each. */
async function localRun(renovate: string, directory: string, config: object) {
  const base = mkdtempSync(join(tmpdir(), "eks-otel-tracing-renovate-base-"));
  const output = await run(
    await installNode(),
    [join(renovate, "dist/renovate.js"), "--platform=local", "--dry-run=lookup"],
    {
      directory,
      environment: {
        NODE_ENV: "production",
        LOG_LEVEL: "debug",
        LOG_FORMAT: "json",
        RENOVATE_BASE_DIR: base,
        RENOVATE_CONFIG: JSON.stringify(config),
      },
    },
  );
  const lines: LogLine[] = output
    .split("\n")
    .filter((line) => line.startsWith("{"))
    .map((line) => JSON.parse(line));
  await rm(base, { recursive: true });
  const packageFiles = lines.find(({ msg }) => msg === "packageFiles with updates")?.config ?? {};
  const updates = Object.values(packageFiles)
    .flat()
    .flatMap(({ packageFile: file, deps }) =>
      deps.map(({ depName: dependency, currentValue: from, updates: found }) => ({
        file,
        dependency,
        from,
        to: found.map(({ newValue, newDigest, branchName }) =>
          [newValue, newDigest, "on", branchName].filter(Boolean).join(" "),
        ),
      })),
    );
  return updates;
}

/** What is read of a line of Renovate's log. */
interface LogLine {
  readonly msg: string;
  readonly config?: Record<string, { readonly packageFile: string; readonly deps: Dependency[] }[]>;
}
interface Dependency {
  readonly depName: string;
  readonly currentValue: string;
  readonly updates: { readonly newValue?: string; readonly newDigest?: string; readonly branchName: string }[];
}

/** The registries of npm, Helm, Terraform and images, on loopback, with what we look up. */
class Registries {
  static async start(): Promise<Registries> {
    const server = createServer((request, response) => {
      const path = decodeURIComponent((request.url ?? "").split("?")[0]);
      const found = Object.entries(ANSWERS).find(([end]) => path.endsWith(end))?.[1];
      response.writeHead(found === undefined ? 404 : 200, {
        "content-type": path.endsWith(".yaml") ? "application/yaml" : "application/json",
        "docker-content-digest": path.endsWith("/0.159.0") ? OLD_DIGEST : NEW_DIGEST,
      });
      response.end(typeof found === "string" ? found : JSON.stringify(found));
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    return new Registries(server);
  }

  private constructor(private readonly server: Server) {}

  get address(): string {
    return `127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  /** Renovate's own configuration, which says where to look. */
  get config() {
    const url = `http://${this.address}`;
    return {
      npmrc: `registry=${url}/`,
      packageRules: [{ matchDatasources: ["helm", "terraform-provider"], registryUrls: [url] }],
      hostRules: [{ matchHost: "127.0.0.1", insecureRegistry: true }],
    };
  }

  stop(): void {
    this.server.close();
    this.server.closeAllConnections();
  }
}

const released = (...versions: string[]) => versions.map((version) => ({ version }));
const ANSWERS: Readonly<Record<string, unknown>> = {
  "/eks-otel-tracing": {
    name: "eks-otel-tracing",
    "dist-tags": { latest: "1.1.0", next: "2.0.0" },
    versions: Object.fromEntries(released("1.0.0", "1.1.0", "2.0.0").map((one) => [one.version, one])),
  },
  "/index.yaml": `entries:\n  opentelemetry-collector:\n${["0.78.0", "0.109.0", "0.110.1"].map((version) => `    - version: ${version}\n      urls: []\n`).join("")}`,
  "/.well-known/terraform.json": { "providers.v1": "/v1/providers/" },
  "/hashicorp/aws/versions": { versions: released("6.25.0", "7.1.0") },
  "/hashicorp/helm/versions": { versions: released("3.1.1") },
  "/v2/": {},
  "/tags/list": { tags: ["0.159.0", "0.160.0"] },
  "/manifests/0.159.0": {},
  "/manifests/0.160.0": { schemaVersion: 2, mediaType: "application/vnd.docker.distribution.manifest.list.v2+json" },
};

/** 300 MB of packages, so they go to the cache of the tools and are no devDependency. */
async function installRenovate(): Promise<string> {
  const directory = join(
    cacheDirectory(),
    `renovate-${keyOf([process.versions.node, ...(await filesAsFacts(RECIPE))])}`,
  );
  await ensureDirectory(directory, async (empty) => {
    for (const file of ["package.json", "package-lock.json"]) {
      await copyFile(join(RECIPE, file), join(empty, file));
    }
    // Its native parts only make it quicker, and it asks for a newer Node.js than it needs for this.
    const flags = ["--ignore-scripts", "--omit=optional", "--no-audit", "--no-fund", "--engine-strict=false"];
    await run("npm", ["ci", ...flags], { directory: empty });
  });
  return join(directory, "node_modules/renovate");
}

/** Renovate refuses to run on an older one than this, but for its validator. */
const NODE_VERSION = "24.21.0";

/** Path of a Node.js that Renovate takes: this one, else one from npm, in the cache of the tools. */
async function installNode(): Promise<string> {
  if (gte(process.versions.node, "24.11.0")) {
    return process.execPath;
  }
  const name = `node-${process.platform}-${process.arch}`;
  const directory = join(cacheDirectory(), `${name}-${NODE_VERSION}`);
  await ensureDirectory(directory, async (empty) => {
    await writeFile(join(empty, "package.json"), "{}");
    const flags = ["--ignore-scripts", "--save-exact", "--no-audit", "--no-fund"];
    await run("npm", ["install", ...flags, `${name}@${NODE_VERSION}`], { directory: empty });
  });
  return join(directory, "node_modules", name, "bin/node");
}
