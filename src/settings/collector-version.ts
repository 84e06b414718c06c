import compare = require("semver/functions/compare");

import {
  COLLECTOR_DIFFERENCES,
  collectorFacts,
  NEWEST_RUN_COLLECTOR_VERSION,
  OLDEST_COLLECTOR_VERSION,
} from "../collector/facts/collector-facts";
import * as format from "./formats";

/** A version of the collector. Newer ones than were run are taken to exist. */
export const collectorVersion = format.version(NEWEST_RUN_COLLECTOR_VERSION, (version) =>
  compare(version, OLDEST_COLLECTOR_VERSION) < 0
    ? `is older than the oldest that is supported: take ${OLDEST_COLLECTOR_VERSION} or later`
    : undefined,
);

/** The version that an image's tag starts with, as in `v0.159.0-hardened`, if it is another one than the collector's. */
export function otherVersionInTag(collectorVersion: string, tag = ""): string | undefined {
  const [, version] = /^v?(\d+\.\d+\.\d+)(?!\d)/.exec(tag) ?? [];
  return version === collectorVersion || !format.isVersion(collectorVersion) ? undefined : version;
}

/** The first version that a fact is new in. */
function since(
  isNew: (facts: (typeof COLLECTOR_DIFFERENCES)[number]["facts"]) => boolean | undefined,
): string | undefined {
  return COLLECTOR_DIFFERENCES.find(({ facts }) => isNew(facts))?.from;
}

/** Whether a collector assumes the role that its X-Ray exporter is given. What is no version has a mistake already. */
export function assumesXrayRole(collectorVersion: string): boolean {
  return !format.isVersion(collectorVersion) || collectorFacts(collectorVersion).xrayAssumesRole;
}

/** By whose part of a collector the role is assumed: OTLP to X-Ray is signed as metrics are, by the extension sigv4auth. */
export function assumer(to: "xray" | "amp", xrayExport: string): "xray" | "amp" {
  return to === "xray" && xrayExport === "otlp" ? "amp" : to;
}

/** Whether a collector can send an external id when it assumes a role. */
export function knowsExternalId(exporter: "xray" | "amp", collectorVersion: string): boolean {
  return !format.isVersion(collectorVersion) || collectorFacts(collectorVersion).externalIds.includes(exporter);
}

/** What is wrong with an external id for a collector that knows none. */
export function unknownExternalId(exporter: "xray" | "amp", collectorVersion: string): string {
  const from = since((facts) => facts.externalIds?.includes(exporter));
  return `is unknown to collector ${collectorVersion}, which would not start: choose a collectorVersion from ${from} on, or a role that asks for none`;
}

interface SpanMetrics {
  readonly dimensions: readonly { readonly values?: readonly string[]; readonly allowHighCardinality: boolean }[];
  readonly maxCombinationsPerService?: number;
  readonly expireAfterMinutes?: number;
  readonly exemplars: boolean;
}

/** What of span metrics a collector can't do, by its path in the group. What is no version has a mistake already. */
export function unknownToSpanMetrics(
  collectorVersion: string,
  { dimensions, maxCombinationsPerService, expireAfterMinutes, exemplars }: SpanMetrics,
): { readonly path: readonly (string | number)[]; readonly message: string }[] {
  if (!format.isVersion(collectorVersion)) {
    return [];
  }
  const { boundsSpanMetrics, expiresSpanMetrics, forgetsExemplars } = collectorFacts(collectorVersion);
  const choose = (fact: "boundsSpanMetrics" | "expiresSpanMetrics" | "forgetsExemplars") =>
    `choose a collectorVersion from ${since((facts) => facts[fact])} on`;
  const unbounded = dimensions.flatMap(({ values, allowHighCardinality }, index) =>
    boundsSpanMetrics || values !== undefined || allowHighCardinality ? [] : [index],
  );
  return [
    ...unbounded.map((index) => ({
      path: ["dimensions", index, "name"],
      message: `has no bound with collector ${collectorVersion}: list its values, or ${choose("boundsSpanMetrics")}`,
    })),
    ...(maxCombinationsPerService === undefined || boundsSpanMetrics
      ? []
      : [
          {
            path: ["maxCombinationsPerService"],
            message: `is a bound that collector ${collectorVersion} does not know: leave it out, or ${choose("boundsSpanMetrics")}`,
          },
        ]),
    ...(expireAfterMinutes === undefined || expiresSpanMetrics
      ? []
      : [
          {
            path: ["expireAfterMinutes"],
            message: `is what collector ${collectorVersion} can't do: leave it out, or ${choose("expiresSpanMetrics")}`,
          },
        ]),
    ...(!exemplars || forgetsExemplars
      ? []
      : [
          {
            path: ["exemplars"],
            message: `would be the same for ever with collector ${collectorVersion}, which does not forget those that it sent: leave it out, or ${choose("forgetsExemplars")}`,
          },
        ]),
  ];
}

/** Whether a collector can redact every place of every signal. */
export function redactsEverywhere(collectorVersion: string): boolean {
  return !format.isVersion(collectorVersion) || collectorFacts(collectorVersion).redacts;
}

/** What is wrong with redaction for a collector that does not reach every place. */
export function missedPlaces(collectorVersion: string): string {
  const from = since((facts) => facts.redacts);
  return `is nothing that collector ${collectorVersion} can do everywhere: secrets would pass. Choose a collectorVersion from ${from} on`;
}

interface Policy {
  readonly type: string;
  readonly invertMatch?: boolean;
}

/**
 * Names of `and` policies whose inverted match a collector takes for a veto on whole traces, in place of failing that policy
 * alone. There is no other shape in which one can say it to such a collector.
 */
export function vetoingPolicies(
  collectorVersion: string,
  policies: readonly (Policy & { readonly name: string; readonly policies?: readonly Policy[] })[],
): string[] {
  return format.isVersion(collectorVersion) && collectorFacts(collectorVersion).invertedPartVetoes
    ? policies
        .filter(({ policies: parts = [] }) => parts.some(({ invertMatch }) => invertMatch))
        .map(({ name }) => name)
    : [];
}

interface Rate {
  readonly name: string;
  readonly serviceName?: string;
  readonly route?: string;
}

/** What is wrong with sampling rates for a collector that can't say of a trace that none of them matches it. */
export function unknownToCollector(collectorVersion: string, rates: readonly Rate[] = []): string | undefined {
  if (!format.isVersion(collectorVersion) || rates.length === 0) {
    return undefined;
  }
  const { invertedPartVetoes, notWithinAnd } = collectorFacts(collectorVersion);
  if (invertedPartVetoes) {
    return `need a collector that can say that no rate matches, and collector ${collectorVersion} takes that for a veto on whole traces: choose a collectorVersion below 0.104.0 or from 0.116.0 on`;
  }
  const pairs = rates.filter(({ serviceName, route }) => serviceName !== undefined && route !== undefined);
  const from = since((facts) => facts.notWithinAnd);
  return notWithinAnd || pairs.length === 0
    ? undefined
    : `have a service and a route in ${pairs.map(({ name }) => name).join(", ")}, and collector ${collectorVersion} can't say that no span has both: choose a collectorVersion from ${from} on, or give each rate one of them`;
}
