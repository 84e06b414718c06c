import { readFileSync } from "node:fs";
import { join } from "node:path";

/**
 * Text of a template below `templates/`.
 *
 * The package has the texts in place of this file: as files they would lie in a user's `node_modules`, where
 * `terraform fmt -recursive` would find them.
 */
export function templateSource(path: string): string {
  return readFileSync(join(__dirname, "..", "templates", path), "utf8");
}
