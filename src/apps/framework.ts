import type { EnvironmentVariable } from "../collector/endpoints";
import type { ExampleApp } from "../options";
import type { View } from "../template";

/** Port on which every example application listens. */
export const APP_PORT = 8080;

/** A variable that the instrumentation of one framework reads. */
export interface FrameworkVariable extends EnvironmentVariable {
  /** What it is outside of the image. @default its value */
  readonly localValue?: string;
}

/** What differs from one framework's example application to the other. */
export interface Framework {
  /** Its folder below `examples/apps/` and below `templates/examples/apps/`. */
  readonly name: ExampleApp;

  /** What its makers call it. */
  readonly title: string;

  /** Files that are written once, and then the user's. */
  readonly sources: readonly string[];

  /** What its build leaves in its folder, as patterns for Git. @default nothing */
  readonly ignored?: readonly string[];

  /** What its Dockerfile and README show beside the view of every framework. */
  readonly dockerfile: View;
  readonly readme: View;

  /** What the dependency lines of its instrumentation show. @default nothing */
  readonly dependencies?: View;

  /** What its instrumentation reads beside the environment of every application. */
  readonly environment: readonly FrameworkVariable[];

  /** Its HTTP attributes have the names that semantic conventions 1.23 made stable, such as `http.request.method`. */
  readonly newHttpAttributes: boolean;

  /** It writes temporary files, to `/tmp`. @default false */
  readonly temporaryFiles?: boolean;

  /** Unprivileged user of its image. */
  readonly userId: number;

  /** Memory request and limit of its container. */
  readonly memory: string;
}
