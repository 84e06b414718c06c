import { Component, type Project } from "projen";
import type { ExampleApp } from "../options";
import type { Settings } from "../settings/settings";
import { django } from "./django";
import { dotnet } from "./dotnet";
import { express } from "./express";
import type { Framework } from "./framework";
import { FrameworkApp } from "./framework-app";
import { go } from "./go";
import { spring } from "./spring";

const FRAMEWORKS: Record<ExampleApp, Framework> = { express, django, go, spring, dotnet };

/** Instrumented example applications, one for each framework that the options name. */
export class ExampleApps extends Component {
  constructor(project: Project, settings: Settings) {
    super(project);
    for (const framework of frameworks(settings)) {
      new FrameworkApp(project, settings, framework);
    }
  }
}

/** The frameworks that the options name. */
export function frameworks({ exampleApps }: Settings): Framework[] {
  return exampleApps.map((app) => FRAMEWORKS[app]);
}
