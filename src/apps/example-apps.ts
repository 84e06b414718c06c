import { existsSync } from "node:fs";
import { join } from "node:path";
import { Component, type Project } from "projen";
import type { ExampleApp } from "../options";
import { ownedFiles } from "../repository/owned-files";
import type { Settings } from "../settings/settings";
import { django } from "./django";
import { dotnet } from "./dotnet";
import { express } from "./express";
import type { Framework } from "./framework";
import { directoryOf, FrameworkApp } from "./framework-app";
import { go } from "./go";
import { spring } from "./spring";

const FRAMEWORKS: Record<ExampleApp, Framework> = { express, django, go, spring, dotnet };

/** Instrumented example applications, one for each framework that the options name. */
export class ExampleApps extends Component {
  constructor(
    project: Project,
    private readonly settings: Settings,
  ) {
    super(project);
    for (const framework of frameworks(settings)) {
      new FrameworkApp(project, settings, framework);
    }
  }

  /** Says what stays of an example that this run removes. */
  override preSynthesize(): void {
    const { project } = this;
    const chosen = frameworks(this.settings);
    const before = ownedFiles(project);
    for (const framework of Object.values(FRAMEWORKS).filter((any) => !chosen.includes(any))) {
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

/** The frameworks that the options name. */
export function frameworks({ exampleApps }: Settings): Framework[] {
  return exampleApps.map((app) => FRAMEWORKS[app]);
}
