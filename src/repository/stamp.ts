import { existsSync } from "node:fs";
import { join } from "node:path";
import { readJson } from "../json-file";

/** What `.projen/template.json` says of a repository. */
export interface Stamp {
  /** Name of the package that the repository is made from. */
  readonly template: string;
  /** Version by name of every package that took part, from the template to the generator. */
  readonly packages: Readonly<Record<string, string>>;
}

export const STAMP_PATH = ".projen/template.json";

/** The stamp of a repository. Undefined where there is none, or none that can be read. */
export function readStamp(directory: string): Stamp | undefined {
  const file = join(directory, STAMP_PATH);
  if (!existsSync(file)) {
    return undefined;
  }
  try {
    const { template, packages } = readJson(file);
    return typeof template === "string" && typeof packages?.[template] === "string"
      ? { template, packages }
      : undefined;
  } catch {
    return undefined; // such as with the marks of a merge conflict
  }
}
