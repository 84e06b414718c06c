import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Project } from "projen";

const MANIFEST = ".projen/files.json";

/** Paths of the files that the run before this one managed. Their list is written anew when the project is synthesised. */
export function ownedFiles(project: Project): string[] {
  const manifest = join(project.outdir, MANIFEST);
  return existsSync(manifest) ? (JSON.parse(readFileSync(manifest, "utf8")).files ?? []) : [];
}
