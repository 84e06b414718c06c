import type { InvalidOptionsError } from "../../src/settings/invalid-options-error";
import { type ResolveSettingsOptions, resolveSettings } from "../../src/settings/settings";

/** What is wrong with options, each mistake as its option and what is allowed. */
export function mistakes(options: object, judgedBy: ResolveSettingsOptions = {}): string[] {
  try {
    resolveSettings(options, judgedBy);
  } catch (error) {
    return (error as InvalidOptionsError).mistakes.map(({ option, message }) => `${option}: ${message}`);
  }
  return [];
}
