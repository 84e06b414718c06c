import { Component, type Project } from "projen";
import type { Settings } from "../settings/settings";
import { sizingWarnings } from "../settings/sizing";

/** Warns, on every run, of numbers that the collector's memory can't meet. */
export class SizingCheck extends Component {
  constructor(
    project: Project,
    private readonly settings: Settings,
  ) {
    super(project);
  }

  override preSynthesize(): void {
    for (const warning of sizingWarnings(this.settings)) {
      this.project.logger.warn(warning);
    }
  }
}
