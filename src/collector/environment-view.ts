import type { Settings } from "../settings/settings";
import type { View } from "../template";
import { APPLICATION_CA_PATH, type EnvironmentVariable } from "./endpoints";

/** A variable as a template shows it. */
export const withoutReason = ({ name, value }: EnvironmentVariable): View => ({ name, value });

/** A variable as a template shows it, with the reason for it. */
export const withReason = (variable: EnvironmentVariable): View => ({ ...withoutReason(variable), why: variable.why });

/** A section of a template that mounts the CA of the collector's certificate, if applications need it. */
export function caConfigMap({ collector: { tls } }: Settings): View[] {
  return tls?.caConfigMapName === undefined ? [] : [{ configMap: tls.caConfigMapName, path: APPLICATION_CA_PATH }];
}
