import { npm } from "../../npm";
import type { PackageVersion } from "../../repository/template-package";
import { UserError } from "../../user-error";

/** npm's own client in a directory, so that registry, access and proxies are what the person set. */
export class Npm {
  constructor(private readonly directory: string) {}

  /**
   * The version of a package that a tag or a version means.
   *
   * @throws UserError when the registry has none
   */
  resolve(name: string, wanted: string): string {
    const { status, stdout, stderr } = this.run("view", `${name}@${wanted}`, "version", "--json");
    if (status !== 0 && !/No match(ing version)? found/.test(stderr)) {
      throw new UserError(
        `eks-otel-tracing: npm can't tell the version of ${name}@${wanted}, nothing was written.\n\n${errorLines(stderr, stdout)}\n`,
      );
    }
    // Where there is none, some versions of npm end with an error, others with nothing.
    const version = status === 0 ? [JSON.parse(stdout || "[]")].flat().at(-1) : undefined;
    if (version === undefined) {
      throw new UserError(
        `eks-otel-tracing: ${name} has no version ${wanted}, nothing was written.\n\n"npm view ${name} versions" lists those that it has.\n`,
      );
    }
    return version;
  }

  /**
   * Moves a package in package.json and in the lock file. Both are written at once, node_modules is not touched.
   *
   * @throws UserError with npm's reason; nothing was written then
   */
  lock({ name, version }: PackageVersion): void {
    const { status, stdout, stderr } = this.run(
      "install",
      "--package-lock-only",
      "--save-dev",
      "--save-exact",
      "--no-audit",
      "--no-fund",
      `${name}@${version}`,
    );
    if (status !== 0) {
      throw new UserError(
        `eks-otel-tracing: npm can't move ${name} to ${version}, nothing was written.\n\n${errorLines(stderr, stdout)}\n`,
      );
    }
  }

  /**
   * Makes the lock file follow package.json, node_modules is not touched.
   *
   * @throws UserError with npm's reason
   */
  lockManifest(): void {
    const { status, stdout, stderr } = this.run("install", "--package-lock-only", "--no-audit", "--no-fund");
    if (status !== 0) {
      throw new UserError(
        `npm can't make package-lock.json follow package.json, nothing was written.\n\n${errorLines(stderr, stdout)}\n`,
      );
    }
  }

  /**
   * Installs what the lock file says, from nothing, so that no half of an earlier run stays.
   *
   * @throws UserError with npm's reason
   */
  install(): void {
    const { status, stdout, stderr } = this.run("ci", "--no-audit", "--no-fund");
    if (status !== 0) {
      throw new UserError(
        `eks-otel-tracing: npm can't install what package-lock.json says.\n\n${errorLines(stderr, stdout)}\n\nRun "npm ci" until it works, then the upgrade again. Back to where you were: "git restore package.json package-lock.json && npm ci".\n`,
      );
    }
  }

  private run(...args: string[]) {
    const { error, status, stdout, stderr } = npm(this.directory, ...args);
    if (error) {
      throw new UserError(`eks-otel-tracing: npm can't be started: ${error.message}\n`);
    }
    return { status, stdout, stderr };
  }
}

/** What npm says of an error, without where its log is. */
function errorLines(stderr: string, stdout: string): string {
  const lines = stderr.split("\n").filter((line) => /^npm (error|ERR!)/.test(line) && !/complete log|_logs/.test(line));
  return (lines.length > 0 ? lines : (stderr || stdout).trim().split("\n")).map((line) => `  ${line}`).join("\n");
}
