import type { EksOtelTracingProjectOptions, SamplingOptions } from "../../../src/options";
import { AMP_ENDPOINT, PAIRS, type Pair } from "./settings-under-test";

/** What may be chosen for what a collector does, by what it is chosen for. */
const CHOICES = {
  topology: ["daemonset", "gateway"],
  collector: ["0.159.0", "0.92.0"],
  xray: ["awsxray", "otlp", "none"],
  backend: ["none", "grpc", "http"],
  queue: ["in memory", "on disk"],
  metrics: ["none", "of applications", "of spans"],
  redaction: ["off", "on"],
  pods: ["unnamed", "named"],
  sampling: ["as it comes", "by rates", "by parts"],
} as const;

type Choices = { readonly [factor in keyof typeof CHOICES]: (typeof CHOICES)[factor][number] };

/** Whether the options take such choices. */
function isAllowed({ collector, redaction, xray, backend, queue }: Choices): boolean {
  return !(
    (redaction === "on" && collector === "0.92.0") ||
    (xray === "none" && backend === "none") ||
    (queue === "on disk" && backend === "none" && xray === "awsxray")
  );
}

const ALLOWED = Object.entries(CHOICES)
  .reduce<object[]>(
    (rows, [factor, words]) => rows.flatMap((row) => words.map((word) => ({ ...row, [factor]: word }))),
    [{}],
  )
  .filter((row): row is Choices => isAllowed(row as Choices));

/**
 * Choices in which each two that are allowed together are together at least once: whichever adds most of them, until none is left.
 * (The package covertable leaves some out where not all are allowed.)
 */
function pairwise(): Choices[] {
  const rows: Choices[] = [];
  const left = new Set(ALLOWED.flatMap(pairsOf));
  while (left.size > 0) {
    const added = (row: Choices) => pairsOf(row).filter((pair) => left.has(pair)).length;
    const best = ALLOWED.reduce((best, row) => (added(row) > added(best) ? row : best));
    for (const pair of pairsOf(best)) {
      left.delete(pair);
    }
    rows.push(best);
  }
  return rows;
}

function pairsOf(row: Choices): string[] {
  const chosen = Object.entries(row).map((choice) => choice.join(": "));
  return chosen.flatMap((one, index) => chosen.slice(index + 1).map((other) => `${one}, ${other}`));
}

/** Name of the exporter of a further backend. */
export const BACKEND = "further";

/** What is to be found nowhere, as an attribute of a span. */
export const SECRET = { "enduser.id": "alice-4711" };

const SAMPLING: Record<Choices["sampling"], SamplingOptions> = {
  "as it comes": {},
  "by rates": {
    baselineSpansPerSecond: 100,
    rates: [{ name: "checkout", serviceName: "checkout", samplingPercentage: 0, spansPerSecond: 10 }],
  },
  "by parts": {
    policies: [
      {
        name: "parts",
        type: "composite",
        maxTotalSpansPerSecond: 100,
        shares: [
          {
            policy: { name: "gold", type: "string_attribute", key: "tier", values: ["gold"] },
            allocationPercentage: 60,
          },
        ],
      },
    ],
  },
};

/** A collector of the pairwise proof: what is chosen, and the options that say it. */
export interface PairwiseSet {
  readonly choices: Choices;
  readonly pair: Pair;
  readonly options: EksOtelTracingProjectOptions;
}

export type PairwiseName = `pairwise ${number}`;

export const PAIRWISE = new Map<PairwiseName, PairwiseSet>(
  pairwise().map((choices, index) => [
    `pairwise ${index + 1}`,
    { choices, pair: pairOf(choices, index), options: optionsOf(choices) },
  ]),
);

/** With every other set the newest chart. */
function pairOf({ collector }: Choices, index: number): Pair {
  const [older, newer] =
    collector === "0.159.0"
      ? [PAIRS.default, PAIRS.newest]
      : [PAIRS["the article's"], PAIRS["newest chart, oldest collector"]];
  return index % 2 === 0 ? older : newer;
}

function optionsOf({
  topology,
  xray,
  backend,
  queue,
  metrics,
  redaction,
  pods,
  sampling,
}: Choices): EksOtelTracingProjectOptions {
  const takesAll = backend === "http" && metrics !== "none";
  return {
    topology,
    samplingRatePercentage: 0,
    sampling: { decisionWaitSeconds: 1, ...SAMPLING[sampling] },
    xray: { export: xray },
    ...(backend === "none"
      ? {}
      : {
          otlpExporters: [
            {
              name: BACKEND,
              protocol: backend,
              endpoint: backend === "grpc" ? "http://further.example.com:4317" : "http://further.example.com:4318",
              signals: takesAll ? ["traces", "metrics", "logs"] : ["traces"],
            },
          ],
        }),
    ...(queue === "on disk" ? { otlpQueue: { persistent: true } } : {}),
    ...(metrics === "none" ? {} : { ampRemoteWriteEndpoint: AMP_ENDPOINT }),
    ...(metrics === "of spans" ? { spanMetrics: { enabled: true, flushIntervalSeconds: 1 } } : {}),
    ...(pods === "named" ? { kubernetesAttributes: { enabled: true } } : {}),
    ...(redaction === "on" ? { redaction: { removeKeys: Object.keys(SECRET) } } : {}),
  };
}
