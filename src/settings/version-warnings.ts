import gt = require("semver/functions/gt");

import { NEWEST_EXAMINED_CHART_VERSION } from "../collector/facts/chart-facts";
import { collectorFacts, NEWEST_RUN_COLLECTOR_VERSION } from "../collector/facts/collector-facts";
import type { Settings } from "./settings";

/** What there is to know of the versions that were chosen. */
export function versionWarnings({ chartVersion, collectorVersion, topology, spanMetrics }: Settings): string[] {
  const { advisory, routesAnew, boundsSpanMetrics } = collectorFacts(collectorVersion);
  return [
    ...(gt(chartVersion, NEWEST_EXAMINED_CHART_VERSION)
      ? [
          `chartVersion: ${chartVersion} is newer than the newest that was examined, ${NEWEST_EXAMINED_CHART_VERSION}, and is given the same values. A value that it no longer knows is an error of \`terraform plan\`, for the chart's schema is strict.`,
        ]
      : []),
    ...(gt(collectorVersion, NEWEST_RUN_COLLECTOR_VERSION)
      ? [
          `collectorVersion: ${collectorVersion} is newer than the newest that was run, ${NEWEST_RUN_COLLECTOR_VERSION}, and is given the same configuration. A component that it no longer knows ends it at its start, and Helm rolls the release back.`,
        ]
      : []),
    ...(topology === "gateway" && !routesAnew
      ? [
          `collectorVersion: an agent of ${collectorVersion} loses what it holds for a gateway that is gone, as in every roll-out. Set collectorVersion to 0.115.0 or later, which routes it anew.`,
        ]
      : []),
    ...(spanMetrics.enabled && !boundsSpanMetrics
      ? [
          `spanMetrics: collector ${collectorVersion} has no bound on operations. Where names of spans hold ids, its memory and the workspace grow without end. Set collectorVersion to 0.126.0 or later, which has one.`,
        ]
      : []),
    ...(advisory === undefined
      ? []
      : [`collectorVersion: ${collectorVersion} has ${advisory}. Set collectorVersion to 0.102.1 or later.`]),
  ];
}
