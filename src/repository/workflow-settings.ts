import type { Settings } from "../settings/settings";
import type { View } from "../template";
import { inlineYaml } from "./inline-yaml";

/** What all generated workflows show: on which runner, and with which token for npm. */
export function workflowSettings({ repository }: Settings): View {
  const { runnerLabels, npmTokenSecret } = repository;
  return {
    runsOn: inlineYaml(runnerLabels.length === 1 ? runnerLabels[0] : runnerLabels),
    npmToken: npmTokenSecret === undefined ? [] : [{ secret: npmTokenSecret }],
  };
}
