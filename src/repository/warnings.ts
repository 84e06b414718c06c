import { Component, type Project } from "projen";
import { egressWarnings } from "../settings/egress-warnings";
import type { Settings } from "../settings/settings";
import { sizingWarnings } from "../settings/sizing";
import { versionWarnings } from "../settings/version-warnings";

/** Warns, on every run, of settings that are allowed but that one should know more of. */
export class Warnings extends Component {
  constructor(
    project: Project,
    private readonly settings: Settings,
  ) {
    super(project);
  }

  override preSynthesize(): void {
    for (const warnings of [versionWarnings, egressWarnings, sizingWarnings]) {
      for (const warning of warnings(this.settings)) {
        this.project.logger.warn(warning);
      }
    }
  }
}
