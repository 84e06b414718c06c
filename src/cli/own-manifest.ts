import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { GeneratorManifest } from "../organisation/template-package-files";

/** The manifest of this package, beside the folder of the bundle. */
export function ownManifest(): GeneratorManifest {
  const below = __dirname.endsWith("cli") ? join(__dirname, "..") : __dirname;
  return JSON.parse(readFileSync(join(below, "..", "package.json"), "utf8"));
}
