import type { ExampleApp } from "../options";
import { django } from "./django";
import { dotnet } from "./dotnet";
import { express } from "./express";
import type { Framework } from "./framework";
import { go } from "./go";
import { spring } from "./spring";

const FRAMEWORKS: Record<ExampleApp, Framework> = { express, django, go, spring, dotnet };

/** The frameworks of these names. */
export function frameworks(names: readonly ExampleApp[]): Framework[] {
  return names.map((name) => FRAMEWORKS[name]);
}

/** The frameworks that these names leave out. */
export function otherFrameworks(names: readonly ExampleApp[]): Framework[] {
  return Object.values(FRAMEWORKS).filter(({ name }) => !names.includes(name));
}
