import { existsSync } from "node:fs";
import { join } from "node:path";
import { Component, type Project } from "projen";
import { ownedFiles } from "../repository/owned-files";
import type { Settings } from "../settings/settings";
import { directoryOf, FrameworkApp } from "./framework-app";
import { frameworks, otherFrameworks } from "./frameworks";

/** Instrumented example applications, one for each framework that the options name. */
export class ExampleApps extends Component {
  constructor(
    project: Project,
    private readonly settings: Settings,
  ) {
    super(project);
    for (const framework of frameworks(settings.exampleApps)) {
      new FrameworkApp(project, settings, framework);
    }
  }

  /** Says what stays of an example that this run removes. */
  override preSynthesize(): void {
    const { project } = this;
    const before = ownedFiles(project);
    for (const framework of otherFrameworks(this.settings.exampleApps)) {
      const directory = `${directoryOf(framework)}/`;
      const removed = before.some((path) => path.startsWith(directory));
      if (removed && framework.sources.some((source) => existsSync(join(project.outdir, directory, source)))) {
        project.logger.warn(
          `${directory} is no longer generated. What was yours in it stays: delete it when you don't need it any more.`,
        );
      }
    }
  }
}
