import compare = require("semver/functions/compare");

import { NEWEST_EXAMINED_CHART_VERSION, OLDEST_CHART_VERSION } from "../collector/facts/chart-facts";
import * as format from "./formats";

/**
 * The last patch of each minor version of the chart that has more than its first one, up to the newest that was examined.
 *
 * @see https://github.com/open-telemetry/opentelemetry-helm-charts/tags
 */
const LAST_PATCHES: ReadonlyMap<number, number> = new Map(
  Object.entries({
    1: [83, 90, 102, 105, 106, 108, 113, 119, 133, 134, 135, 136, 138, 139, 140, 141, 143, 146, 148, 150, 152, 164],
    2: [80, 81, 86, 87, 97, 101, 111, 120, 130, 142, 147, 156, 157, 158, 159],
    3: [78, 93, 117],
    4: [127],
    6: [122],
    7: [110],
  }).flatMap(([patch, minors]) => minors.map((minor) => [minor, Number(patch)] as const)),
);

/** Versions that must not be installed, with the reason and the version to take. */
const BROKEN = {
  from: "0.110.0",
  to: "0.110.2",
  reason: "breaks the selector labels, so that an upgrade of the release fails",
  insteadOf: "0.110.3",
};

/** A version of the chart that exists and works. Newer ones than were examined are taken to exist. */
export const chartVersion = format.version(OLDEST_CHART_VERSION, chartProblem);

/** Why a version of the chart can't be used; nothing, if it can. */
export function chartProblem(version: string): string | undefined {
  if (compare(version, OLDEST_CHART_VERSION) < 0) {
    return `is older than the oldest that is supported: take ${OLDEST_CHART_VERSION} or later`;
  }
  if (compare(version, BROKEN.from) >= 0 && compare(version, BROKEN.to) <= 0) {
    return `${BROKEN.reason}: take ${BROKEN.insteadOf}`;
  }
  const [, minor, patch] = version.split(".").map(Number);
  const lastPatch = LAST_PATCHES.get(minor) ?? 0;
  return compare(version, NEWEST_EXAMINED_CHART_VERSION) < 0 && patch > lastPatch
    ? `does not exist: take 0.${minor}.${lastPatch}`
    : undefined;
}
