import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { replaceFile } from "../../replace-file";
import { CHECKSUMS_PATH, Checksums, sha256 } from "../../repository/checksums";
import { writing } from "../../writing";
import type { GitRepository } from "./git-repository";

const MANIFEST = "package.json";

/**
 * Records package.json as npm has left it, so that its move of a version is not taken for a person's edit.
 *
 * One that was edited before the upgrade stays unrecorded, and is named when it is generated anew.
 */
export function recordManifest(directory: string, git: GitRepository): void {
  const record = join(directory, CHECKSUMS_PATH);
  const committed = git.committed(MANIFEST);
  if (!existsSync(record) || committed === undefined) {
    return;
  }
  const text = readFileSync(record, "utf8");
  const checksums = Checksums.read(text);
  const content = readFileSync(join(directory, MANIFEST));
  if (checksums.matches(MANIFEST, committed) && !checksums.matches(MANIFEST, content)) {
    const line = `${sha256(content)}  ${MANIFEST}`;
    writing(CHECKSUMS_PATH, () => replaceFile(record, `${text.trimEnd()}\n${line}\n`));
  }
}
