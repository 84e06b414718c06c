import type { EksOtelTracingProjectOptions } from "../options";
import { plainData } from "../settings/plain-data";
import { NO_DATA, resolveSettings, type Settings } from "../settings/settings";
import { checkedPresets } from "./preset-check";
import { defaultsOf, filled, merged, ownOptionTypes, rulesOf } from "./preset-composition";

/**
 * The settings of options, with what their presets decide.
 *
 * @param template - name of the subclass that takes the options
 * @throws InvalidPresetsError with every mistake of the presets' owner
 * @throws InvalidOptionsError with every mistake in the options
 */
export function settingsWithPresets(options: EksOtelTracingProjectOptions, template?: string): Settings {
  const given = options?.presets;
  if (!Array.isArray(given) || given.length === 0) {
    return resolveSettings(options, { template });
  }
  const presets = checkedPresets(given);
  const rules = rulesOf(presets);
  const ownOptions = ownOptionTypes(presets);
  const { data, mistakes } = plainData(options, [...NO_DATA, ...Object.keys(ownOptions)]);
  return resolveSettings(filled(rules, merged(defaultsOf(presets), data as object)), {
    rules,
    ownOptions,
    template,
    mistakes,
  });
}
