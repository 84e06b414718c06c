import { createHash } from "node:crypto";
import { readFileSync, symlinkSync } from "node:fs";
import { copyFile } from "node:fs/promises";
import { join } from "node:path";
import type { ExampleApp } from "../../../src/options";
import { cacheDirectory, ensureDirectory, filesAsFacts, keyOf } from "../../../tools/cache";
import { run } from "../../../tools/run";

/** How the applications of one framework are installed and run. Their own tests have passed where they are installed. */
export interface Runtime {
  /** What runs them. */
  readonly name: string;
  /** @param directory - the generated application */
  readonly install: (directory: string) => Promise<Installed>;
}

/** An application that can be started. */
export interface Installed {
  /** Program and arguments, to be started in the application's directory. */
  readonly command: readonly string[];
  /** Version of what runs it. */
  readonly version: string;
  /** Differs from the generated environment in the place of installed files. */
  readonly environment?: (generated: Readonly<Record<string, string>>) => Readonly<Record<string, string>>;
}

/** The runtime of each framework. */
export const RUNTIMES: Readonly<Record<ExampleApp, Runtime>> = {
  express: { name: "Node.js", install: installExpress },
  django: { name: "Python", install: installDjango },
  go: { name: "Go", install: installGo },
  spring: { name: "Java", install: installSpring },
  dotnet: { name: ".NET SDK", install: installDotnet },
};

async function installExpress(directory: string): Promise<Installed> {
  const packageJson = join(directory, "package.json");
  const version = fromDockerfile(directory, /^FROM node:(\d+\.\d+\.\d+)/m);
  const node = `node-${process.platform}-${process.arch}`;
  const installed = await inCache(
    "express",
    [readFileSync(packageJson, "utf8"), `${node}@${version}`],
    async (empty) => {
      await copyFile(packageJson, join(empty, "package.json"));
      const npm = ["install", "--omit=dev", "--no-audit", "--no-fund", "--ignore-scripts", "--no-package-lock"];
      await run("npm", [...npm, "--save-exact", `${node}@${version}`], { directory: empty });
    },
  );
  symlinkSync(join(installed, "node_modules"), join(directory, "node_modules"));
  const program = join(installed, "node_modules", node, "bin", "node");
  await run(program, ["--test"], { directory });
  return { command: [program, "src/server.js"], version };
}

async function installDjango(directory: string): Promise<Installed> {
  const [, version] = (await run("python3", ["--version"])).split(/\s+/);
  const requirements = join(directory, "requirements.txt");
  const installed = await inCache("django", [readFileSync(requirements, "utf8"), version], async (empty) => {
    const pip = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-deps"];
    await run("python3", [...pip, "--target", empty, "--requirement", requirements]);
  });
  const packages = { PYTHONPATH: installed, PYTHONDONTWRITEBYTECODE: "1" };
  await run("python3", ["manage.py", "test"], { directory, environment: packages });
  return { command: ["python3", "-m", "gunicorn"], version, environment: () => packages };
}

async function installGo(directory: string): Promise<Installed> {
  const [, version] = /go(\d\S+)/.exec(await run("go", ["version"])) as unknown as [string, string];
  const installed = await inCache("go", [...(await filesAsFacts(directory)), version], async (empty) => {
    await run("go", ["vet", "./..."], { directory });
    await run("go", ["test", "./..."], { directory });
    await run("go", ["build", "-o", join(empty, "shop"), "."], { directory });
  });
  return { command: [join(installed, "shop")], version };
}

async function installSpring(directory: string): Promise<Installed> {
  const [, version] = /version "(.+)"/.exec(await run("java", ["-version"])) as unknown as [string, string];
  const installed = await inCache("spring", [...(await filesAsFacts(directory)), version], async (empty) => {
    const mvn = ["--batch-mode", "--quiet", "--strict-checksums"];
    await run("mvn", [...mvn, "package"], { directory });
    await copyFile(join(directory, "target", "checkout.jar"), join(empty, "checkout.jar"));
    const agent = fromDockerfile(directory, /opentelemetry-javaagent-(\d[\d.]*\d)\.jar/);
    const artifact = `-Dartifact=io.opentelemetry.javaagent:opentelemetry-javaagent:${agent}`;
    await run("mvn", [...mvn, "dependency:copy", artifact, "-Dmdep.stripVersion", `-DoutputDirectory=${empty}`], {
      directory,
    });
    const sum = createHash("sha256")
      .update(readFileSync(join(empty, "opentelemetry-javaagent.jar")))
      .digest("hex");
    if (sum !== fromDockerfile(directory, /sha256:([0-9a-f]{64})/)) {
      throw new Error(`the agent ${agent} has the checksum ${sum}, which is not the one in the Dockerfile`);
    }
  });
  return {
    command: ["java", "-XX:MaxRAMPercentage=10", "-jar", join(installed, "checkout.jar")],
    version,
    environment: ({ JAVA_TOOL_OPTIONS }) => ({
      JAVA_TOOL_OPTIONS: JAVA_TOOL_OPTIONS.replace("javaagent:", `javaagent:${installed}`),
    }),
  };
}

async function installDotnet(directory: string): Promise<Installed> {
  const version = (await run("dotnet", ["--version"])).trim();
  const installed = await inCache("dotnet", [...(await filesAsFacts(directory)), version], async (empty) => {
    await run("dotnet", ["test", "test/Shop.Tests"], { directory });
    const target = ["--use-current-runtime", "--no-self-contained", "--output", empty];
    await run("dotnet", ["publish", "src/Shop", "--configuration", "Release", ...target], { directory });
  });
  return { command: ["sh", join(installed, "instrument.sh"), "dotnet", join(installed, "Shop.dll")], version };
}

async function inCache(
  framework: ExampleApp,
  facts: readonly string[],
  fill: (empty: string) => Promise<void>,
): Promise<string> {
  const installed = join(cacheDirectory(), `${framework}-app-${keyOf(facts)}`);
  await ensureDirectory(installed, fill);
  return installed;
}

function fromDockerfile(directory: string, pattern: RegExp): string {
  const [, found] = pattern.exec(readFileSync(join(directory, "Dockerfile"), "utf8")) ?? [];
  if (found === undefined) {
    throw new Error(`the Dockerfile holds nothing like ${pattern}`);
  }
  return found;
}
