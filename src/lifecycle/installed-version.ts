import { copyFileSync, existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { readJson } from "../json-file";
import { npm } from "../npm";
import { UserError } from "../user-error";
import { templateOf } from "./template-of";

/** Packages outside of any repository. */
export interface InstalledVersion {
  readonly nodeModules: string;
  remove(): void;
}

/**
 * Installs what a repository is generated with into a temporary directory, with its template at another version.
 *
 * @throws UserError when npm can't install it
 */
export function installedVersion(repository: string, version: string): InstalledVersion {
  const { devDependencies = {} } = readJson(join(repository, "package.json"));
  const directory = mkdtempSync(join(tmpdir(), "eks-otel-tracing-version-"));
  const remove = () => rmSync(directory, { recursive: true, force: true });
  process.once("exit", remove);
  const { name } = templateOf(repository);
  const wanted = Object.entries({ ...devDependencies, [name]: version } as Record<string, string>).map(
    ([dependency, range]) => [dependency, located(range, repository)],
  );
  writeFileSync(join(directory, "package.json"), JSON.stringify({ devDependencies: Object.fromEntries(wanted) }));
  // Registries, and how to sign in there.
  if (existsSync(join(repository, ".npmrc"))) {
    copyFileSync(join(repository, ".npmrc"), join(directory, ".npmrc"));
  }
  const flags = ["--no-audit", "--no-fund", "--ignore-scripts", "--no-package-lock", "--loglevel=error"];
  const { status, stderr, error } = npm(directory, "install", ...flags);
  if (status !== 0) {
    remove();
    throw new UserError(`npm could not install ${name}@${version}.\n\n${(error?.message ?? stderr).trim()}`);
  }
  return { nodeModules: join(directory, "node_modules"), remove };
}

const FILE = "file:";

/** A file is named from the repository, and is needed from elsewhere. */
function located(range: string, repository: string): string {
  return range.startsWith(FILE) ? `${FILE}${resolve(repository, range.slice(FILE.length))}` : range;
}
