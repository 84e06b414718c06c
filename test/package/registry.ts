import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { TARBALL } from "../../scripts/scaffold";

/** Files of a package by path. */
export type PackageFiles = Readonly<Record<string, string>>;

/** Changes of a package's files by path. */
export type PackageChanges = Readonly<Record<string, (text: string) => string>>;

/** An npm registry on loopback, to which a test publishes packages. Everything else comes from the usual one. */
export class Registry {
  private constructor(
    readonly url: string,
    private readonly folder: string,
    private readonly server: ChildProcess,
  ) {}

  static async start(): Promise<Registry> {
    const folder = mkdtempSync(join(tmpdir(), "eks-otel-tracing-registry-"));
    const upstream = execFileSync("npm", ["config", "get", "registry"], { encoding: "utf8" }).trim();
    const server = spawn(process.execPath, [join(__dirname, "registry-server.js"), folder, upstream], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    const url = await new Promise<string>((resolve, reject) => {
      server.stdout.once("data", (line) => resolve(String(line).trim()));
      server.once("exit", () => reject(new Error("the registry did not start")));
    });
    return new Registry(url, folder, server);
  }

  stop(): void {
    this.server.kill();
    rmSync(this.folder, { recursive: true, force: true });
  }

  /** Publishes the packed package as a version, with changes. */
  publishOurs(
    version: string,
    { "lib/index.js": index = (text: string) => text, ...files }: PackageChanges = {},
  ): void {
    const renumber = (text: string) => JSON.stringify({ ...JSON.parse(text), version });
    this.publish(
      {
        "package.json": renumber,
        ".jsii": renumber,
        // What the jsii compiler writes into each class.
        "lib/index.js": (text) =>
          index(text.replace(/(fqn:"eks-otel-tracing\.\w+",version:)"0\.0\.0"/g, `$1"${version}"`)),
        ...files,
      },
      TARBALL,
    );
  }

  /** Publishes a package with these files, or with changes of a tarball's. */
  publish(files: PackageFiles | PackageChanges, tarball?: string): void {
    const work = mkdtempSync(join(tmpdir(), "eks-otel-tracing-publish-"));
    const root = join(work, "package");
    mkdirSync(root);
    if (tarball !== undefined) {
      execFileSync("tar", ["-xzf", tarball, "-C", work]);
    }
    for (const [path, content] of Object.entries(files)) {
      const file = join(root, path);
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, typeof content === "string" ? content : content(readFileSync(file, "utf8")));
    }
    const { name, version } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
    const packed = `${name.replace(/^@/, "").replace("/", "-")}-${version}.tgz`;
    execFileSync("tar", ["-czf", join(this.folder, packed), "-C", work, "package"]);
    rmSync(work, { recursive: true });
  }
}
