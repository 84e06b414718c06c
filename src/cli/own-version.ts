import { readFileSync } from "node:fs";
import { join } from "node:path";

/** Version of this package, from the manifest beside the folder of the bundle. */
export function ownVersion(): string {
  const below = __dirname.endsWith("cli") ? join(__dirname, "..") : __dirname;
  return JSON.parse(readFileSync(join(below, "..", "package.json"), "utf8")).version;
}
