import { createHash } from "node:crypto";

import gte = require("semver/functions/gte");
import valid = require("semver/functions/valid");

/** In the order in which they get a new version. */
export const WAVES = ["canary", "10 %", "all"] as const;
export type Wave = (typeof WAVES)[number];

const SECOND_WAVE_PERCENTAGE = 10;

/** A repository on its way to a version. */
export interface WaveMember {
  /** Owner and name. */
  readonly name: string;
  readonly wave: Wave;
}

/**
 * Puts each repository into a wave: the canaries are named, a tenth follows, then the others.
 *
 * Who is in the tenth depends on the names alone, so that every run, on every machine, finds the same.
 */
export function waveMembers(names: readonly string[], canaries: readonly string[]): WaveMember[] {
  const others = names.filter((name) => !canaries.includes(name)).sort(byHash);
  const second = new Set(others.slice(0, Math.ceil((others.length * SECOND_WAVE_PERCENTAGE) / 100)));
  return names.map((name) => ({
    name,
    wave: canaries.includes(name) ? "canary" : second.has(name) ? "10 %" : "all",
  }));
}

/** Whether a repository is at a version, or beyond it. */
export function hasArrived(version: string | null, to: string): boolean {
  return version !== null && valid(version) !== null && gte(version, to);
}

function byHash(a: string, b: string): number {
  // Stryker disable next-line EqualityOperator: no two names have the same hash
  return hash(a) < hash(b) ? -1 : 1;
}

const hash = (name: string) => createHash("sha256").update(name).digest("hex");
