import { assumer, knowsExternalId } from "../settings/collector-version";
import type { Settings } from "../settings/settings";
import type { View } from "../template";

/** A section of a template for the role of another account, if the options give one. */
export function assumedRole(settings: Settings, to: "xray" | "amp"): View[] {
  return settings[to].roleArn === undefined ? [] : [{ externalId: sendsExternalId(settings, to) }];
}

/** Whether an external id can be sent when the role is assumed. */
export function sendsExternalId({ xray, collectorVersion }: Settings, to: "xray" | "amp"): boolean {
  return knowsExternalId(assumer(to, xray.export), collectorVersion);
}
