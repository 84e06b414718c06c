import { resolveSettings } from "../../src/settings/settings";
import { versionWarnings } from "../../src/settings/version-warnings";
import { ALL_CHART_VERSIONS, BROKEN_CHART_VERSIONS, WORKING_CHART_VERSIONS } from "../collector/facts/chart-versions";
import { mistakes } from "./mistakes";

const warnings = (options: object) => versionWarnings(resolveSettings(options));

test.each(WORKING_CHART_VERSIONS)("chart %s is accepted without a word, with both collectors", (chartVersion) => {
  expect(mistakes({ chartVersion, collectorVersion: "0.92.0" })).toEqual([]);
  expect(warnings({ chartVersion })).toEqual([]);
});

test.each(BROKEN_CHART_VERSIONS)("chart %s is refused by name, with the next one that works", (chartVersion) => {
  expect(mistakes({ chartVersion })).toEqual([
    "chartVersion: breaks the selector labels, so that an upgrade of the release fails: take 0.110.3",
  ]);
});

test.each([
  ["0.77.0", "is older than the oldest that is supported: take 0.78.0 or later"],
  ["0.78.4", "does not exist: take 0.78.3"],
  ["0.79.1", "does not exist: take 0.79.0"],
  ["0.110.8", "does not exist: take 0.110.7"],
  ["0.169.1", "does not exist: take 0.169.0"],
  ["v0.78.0", "must be a version of three numbers, for example 0.78.0"],
  ["0.78", "must be a version of three numbers, for example 0.78.0"],
  ["0.78.0-rc.1", "must be a version of three numbers, for example 0.78.0"],
])("chart %s is refused: it %s", (chartVersion, message) => {
  expect(mistakes({ chartVersion })).toEqual([`chartVersion: ${message}`]);
});

test("of the patches around each one that exists, only those that exist are accepted", () => {
  const next = (version: string) => version.replace(/\d+$/, (patch) => String(Number(patch) + 1));
  const missing = ALL_CHART_VERSIONS.map(next).filter((version) => !ALL_CHART_VERSIONS.includes(version));
  // What follows the newest may come to exist.
  expect(missing.filter((chartVersion) => mistakes({ chartVersion }).length === 0)).toEqual(["0.170.1"]);
});

test.each(["0.170.1", "0.182.0", "1.0.0"])(
  "chart %s is newer than what was examined: accepted, with one warning",
  (version) => {
    expect(warnings({ chartVersion: version })).toEqual([
      expect.stringMatching(
        new RegExp(`^chartVersion: ${version} is newer than .* 0\\.170\\.0, and is given the same values`),
      ),
    ]);
  },
);

test.each([
  ["0.91.0", "is older than the oldest that is supported: take 0.92.0 or later"],
  ["latest", "must be a version of three numbers, for example 0.159.0"],
  ["0.159", "must be a version of three numbers, for example 0.159.0"],
])("collector %s is refused: it %s", (collectorVersion, message) => {
  expect(mistakes({ collectorVersion })).toEqual([`collectorVersion: ${message}`]);
});

test("a collector newer than what was run: accepted, with one warning", () => {
  expect(warnings({ collectorVersion: "0.165.0" })).toEqual([
    expect.stringMatching(/^collectorVersion: 0\.165\.0 is newer than the newest that was run, 0\.159\.0/),
  ]);
});

test.each([
  ["0.92.0", 1],
  ["0.102.0", 1],
  ["0.102.1", 0],
])(
  "collector %s: a warning that names the advisory and the option, as long as it is open (%i)",
  (collectorVersion, count) => {
    const found = warnings({ collectorVersion });
    expect(found).toHaveLength(count);
    for (const warning of found) {
      expect(warning).toMatch(/CVE-2024-36129.*Set collectorVersion to 0\.102\.1 or later/);
    }
  },
);

describe("an image's tag", () => {
  test.each([
    ["0.92.0", "0.159.0", "0.159.0"],
    ["0.159.0", "0.92.0", "0.92.0"],
    ["0.159.0", "v0.158.0-hardened", "0.158.0"],
  ])("is refused when it is another collector: collectorVersion %s, tag %s", (collectorVersion, imageTag, meant) => {
    expect(mistakes({ collectorVersion, collector: { imageTag } })).toEqual([
      `collector.imageTag: is another collector than collectorVersion ${collectorVersion}, and would be given what that one takes: set collectorVersion to '${meant}'`,
    ]);
  });

  test.each(["0.159.0", "v0.159.0", "0.159.0-hardened", "stable", "2026-11", "1.2"])(
    "is a mirror's own affair otherwise: %s",
    (imageTag) => {
      expect(mistakes({ collector: { imageTag } })).toEqual([]);
    },
  );
});

describe("an inverted match within an `and`", () => {
  const parts = [
    { name: "a1", type: "latency", thresholdMs: 5 },
    { name: "a2", type: "string_attribute", key: "k", values: ["v"], invertMatch: true },
  ];
  const sampling = { policies: [{ name: "a", type: "and", policies: parts }] };

  test.each(["0.92.0", "0.103.1", "0.116.0", "0.159.0"])(
    "fails that policy alone on collector %s",
    (collectorVersion) => {
      expect(mistakes({ collectorVersion, sampling })).toEqual([]);
    },
  );

  test.each(["0.104.0", "0.115.1"])("is refused for collector %s, which takes it for a veto", (collectorVersion) => {
    expect(mistakes({ collectorVersion, sampling })).toEqual([
      `sampling.policies: have an inverted match within a, which collector ${collectorVersion} takes for a veto on whole traces: choose a collectorVersion below 0.104.0 or from 0.116.0 on`,
    ]);
  });
});

test.each([
  [
    "0.125.0",
    { dimensions: [{ name: "a" }] },
    "dimensions[0].name: has no bound with collector 0.125.0: list its values, or choose a collectorVersion from 0.126.0 on",
  ],
  [
    "0.125.0",
    { maxCombinationsPerService: 9 },
    "maxCombinationsPerService: is a bound that collector 0.125.0 does not know: leave it out, or choose a collectorVersion from 0.126.0 on",
  ],
  [
    "0.154.0",
    { expireAfterMinutes: 9 },
    "expireAfterMinutes: is what collector 0.154.0 can't do: leave it out, or choose a collectorVersion from 0.155.0 on",
  ],
  [
    "0.114.0",
    { exemplars: true },
    "exemplars: would be the same for ever with collector 0.114.0, which does not forget those that it sent: leave it out, or choose a collectorVersion from 0.115.0 on",
  ],
])(
  "span metrics that collector %s can't count are refused with the version that can: %j",
  (collectorVersion, options, message) => {
    const spanMetrics = { enabled: true, ...options };
    expect(mistakes({ collectorVersion, spanMetrics })).toEqual([`spanMetrics.${message}`]);
    expect(mistakes({ collectorVersion: /from (\S+) on$/.exec(message)?.[1], spanMetrics })).toEqual([]);
  },
);

test("agents that lose what they hold for a gateway that is gone are warned of", () => {
  const lost = expect.stringMatching(/^collectorVersion: an agent of .* Set collectorVersion to 0\.115\.0 or later/);
  expect(warnings({ topology: "gateway", collectorVersion: "0.114.0" })).toEqual([lost]);
  expect(warnings({ topology: "gateway", collectorVersion: "0.115.0" })).toEqual([]);
  expect(warnings({ collectorVersion: "0.114.0" })).toEqual([]);
});
