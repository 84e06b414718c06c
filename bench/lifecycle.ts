/**
 * Preview, drift and fleets, as ratios to `npx projen` measured in the same run, turn by turn.
 *
 * Needs GNU time (`/usr/bin/time`) for the peak memory. Prints rows of the table that stands in the README. Takes sizes of fleets,
 * 200 and 1,000 unless others are given.
 */
import { execFileSync, spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { scaffold } from "../scripts/scaffold";
import { asADeveloperHasIt, asItsOwner, type Run, ratio, row, seconds, timed, turns, workDirectory } from "./measure";

const RUNS = 9;
const FLEETS = process.argv.length > 2 ? process.argv.slice(2).map(Number) : [200, 1000];

const work = workDirectory();
const repository = join(work, "tracing");

const projen =
  (...task: string[]) =>
  () =>
    timed(repository, "npx", "projen", ...task);

/** What a fleet's repositories differ in from what they would be. */
const KINDS = {
  "all change": (at: number) => `({\n  samplingRatePercentage: ${(101 + (at % 890)) / 10},`,
  "do not change": () => "({",
} as const;
type Kind = keyof typeof KINDS;

const checkouts = (kind: Kind, count: number) =>
  Array.from({ length: count }, (_, at) => join(work, kind.replaceAll(" ", "-"), String(at)));

/** Clones without packages, as a fleet has them. */
function createCheckouts(kind: Kind): void {
  for (const [at, checkout] of checkouts(kind, Math.max(...FLEETS)).entries()) {
    execFileSync("git", ["clone", "--quiet", repository, checkout]);
    const projenrc = join(checkout, ".projenrc.ts");
    writeFileSync(projenrc, readFileSync(projenrc, "utf8").replace("({", KINDS[kind](at)));
  }
}

interface FleetRun {
  readonly kind: Kind;
  readonly count: number;
  readonly seconds: number;
  /** An `npx projen` before it and one after it. */
  readonly regenerations: readonly Run[];
  /** The most that a process which generates took, and the one that starts them. */
  readonly peakMib: { readonly generating: number; readonly starting: number };
}

function fleet(kind: Kind, count: number): FleetRun {
  const list = join(work, "checkouts.txt");
  writeFileSync(list, checkouts(kind, count).join("\n"));
  const cli = join(repository, "node_modules/eks-otel-tracing/lib/cli.js");
  const before = projen()();
  const started = Date.now();
  const { status, stdout, stderr } = spawnSync(
    "/usr/bin/time",
    ["-f", "%M", process.execPath, cli, "fleet", "preview", "--from-list", list, "--json"],
    { ...asItsOwner(repository), maxBuffer: 1024 ** 3 },
  );
  const duration = (Date.now() - started) / 1000;
  const { repositories, peakRssMib } = JSON.parse(stdout);
  const [failed] = repositories.filter(({ failure }: { failure: string | null }) => failure !== null);
  if (failed !== undefined) {
    throw new Error(`fleet preview of ${count} ended with ${status}: ${failed.failure}`);
  }
  const changed = repositories.filter(({ files }: { files: unknown[] }) => files.length > 0).length;
  if (changed !== (kind === "all change" ? count : 0)) {
    throw new Error(`of ${count} repositories that ${kind} ${changed} did`);
  }
  const starting = Number(stderr.trim().split("\n").at(-1)) / 1024;
  return {
    kind,
    count,
    seconds: duration,
    regenerations: [before, projen()()],
    peakMib: { generating: peakRssMib, starting },
  };
}

const mean = (measured: readonly Run[]) => measured.reduce((sum, run) => sum + run.seconds, 0) / measured.length;

scaffold(repository, { stdio: "ignore" });
const kinds = Object.keys(KINDS) as Kind[];
for (const kind of kinds) {
  createCheckouts(kind);
  asADeveloperHasIt(join(work, kind.replaceAll(" ", "-")));
}
asADeveloperHasIt(repository);
const runs = turns(RUNS, { regenerate: projen(), drift: projen("drift"), preview: projen("preview") });
const fleets = FLEETS.flatMap((count) => kinds.map((kind) => fleet(kind, count)));

console.log(
  [
    "",
    `Node ${process.version}, medians of ${RUNS} runs`,
    "",
    "| | measured | bound |",
    "|---|---|---|",
    ...(["drift", "preview"] as const).map((name) =>
      row(
        `\`npx projen ${name}\`, nothing changed, against \`npx projen\``,
        `${ratio(runs[name], runs.regenerate).toFixed(2)} × (${seconds(runs[name]).toFixed(2)} s, ${seconds(runs.regenerate).toFixed(2)} s)`,
        name === "drift" ? "1.2 ×" : "1.5 ×",
      ),
    ),
    ...fleets.map(({ kind, count, seconds: total, regenerations, peakMib }) =>
      row(
        `\`fleet preview\` of ${count} repositories that ${kind}, each against an \`npx projen\``,
        `${(total / count / mean(regenerations)).toFixed(2)} × (${total.toFixed(0)} s; a generating process took at most ${peakMib.generating} MiB, the one that starts them ${Math.round(peakMib.starting)} MiB)`,
        kind === "all change" ? "0.15 ×" : "0.1 ×",
      ),
    ),
  ].join("\n"),
);
