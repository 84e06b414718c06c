import { join } from "node:path";
import { readJson } from "../json-file";
import type { GeneratorManifest } from "../organisation/template-package-files";

/** The manifest of this package, beside the folder of the bundle. */
export function ownManifest(): GeneratorManifest {
  const below = __dirname.endsWith("cli") ? join(__dirname, "..") : __dirname;
  return readJson(join(below, "..", "package.json"));
}
