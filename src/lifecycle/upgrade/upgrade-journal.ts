import { existsSync, rmSync } from "node:fs";
import { readJson } from "../../json-file";
import { replaceFile } from "../../replace-file";
import { writing } from "../../writing";
import type { PlannedUpgrade } from "./planned-upgrade";

/** How far an upgrade has come that was killed, or has failed. */
export interface UpgradeProgress {
  /** Version of the template to which it goes. */
  readonly version: string;
  /** Whether that version has been installed. */
  readonly installed: boolean;
  /** What its migrations have made, so that they never run twice. Its changes are those that are still to write. */
  readonly planned?: PlannedUpgrade;
}

/** Keeps the progress of an upgrade in git's directory while it runs. */
export class UpgradeJournal {
  constructor(private readonly file: string) {}

  read(): UpgradeProgress | undefined {
    return existsSync(this.file) ? readJson(this.file) : undefined;
  }

  write(progress: UpgradeProgress): void {
    writing(this.file, () => replaceFile(this.file, JSON.stringify(progress)));
  }

  remove(): void {
    rmSync(this.file, { force: true });
  }
}
