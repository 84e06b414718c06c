import { join } from "node:path";
import { readJson } from "../json-file";
import { readStamp } from "../repository/stamp";
import { GENERATOR } from "../repository/template-package";
import { UserError } from "../user-error";

/** The package that a repository is made from. */
export interface TemplateOf {
  readonly name: string;
  /** Version that has generated the repository, as far as the repository says. */
  readonly version?: string;
}

/**
 * Reads it from the stamp that a generated repository has, else from its dependencies: the package itself, or one that builds on it.
 *
 * @throws UserError when the repository depends on no such package
 */
export function templateOf(repository: string): TemplateOf {
  const stamp = readStamp(repository);
  if (stamp !== undefined) {
    return { name: stamp.template, version: stamp.packages[stamp.template] };
  }
  const names = Object.keys(json(join(repository, "package.json"))?.devDependencies ?? {});
  const locked = json(join(repository, "package-lock.json"))?.packages ?? {};
  const manifest = (name: string) =>
    json(join(repository, "node_modules", name, "package.json")) ?? locked[`node_modules/${name}`] ?? {};
  const buildsOnUs = (name: string) =>
    GENERATOR in { ...manifest(name).peerDependencies, ...manifest(name).dependencies };
  const name = names.find(buildsOnUs) ?? names.find((candidate) => candidate === GENERATOR);
  if (name === undefined) {
    throw new UserError(`No dependency in package.json is ${GENERATOR}, or builds on it.`);
  }
  return { name, version: manifest(name).version };
}

/** Nothing when the file is not there, or can't be read as JSON: a merge conflict is no reason to stop. */
// biome-ignore lint/suspicious/noExplicitAny: what is read is checked where it is used.
function json(path: string): any {
  try {
    return readJson(path);
  } catch {
    return undefined;
  }
}
