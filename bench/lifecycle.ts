/**
 * Preview, drift and fleets, as ratios to `npx projen` measured in the same run, turn by turn.
 *
 * Needs GNU time (`/usr/bin/time`) for the peak memory. Prints rows of the table that stands in the README. Takes sizes of fleets,
 * 200 and 1,000 unless others are given.
 */
import { execFileSync, spawnSync } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { scaffold, userEnvironment } from "../scripts/scaffold";
import { type Run, ratio, row, seconds, timed, turns, workDirectory } from "./measure";

const RUNS = 9;
const FLEETS = process.argv.length > 2 ? process.argv.slice(2).map(Number) : [200, 1000];

const work = workDirectory();
const repository = join(work, "tracing");
const checkouts = join(work, "checkouts");

const projen =
  (...task: string[]) =>
  () =>
    timed(repository, "npx", "projen", ...task);

/** Clones without packages, as a fleet has them, no two with the same options. */
function createCheckouts(count: number): void {
  mkdirSync(checkouts, { recursive: true });
  for (let at = readdirSync(checkouts).length; at < count; at++) {
    const checkout = join(checkouts, String(at));
    execFileSync("git", ["clone", "--quiet", repository, checkout]);
    const projenrc = join(checkout, ".projenrc.ts");
    const options = `({\n  samplingRatePercentage: ${(at % 1000) / 10},`;
    writeFileSync(projenrc, readFileSync(projenrc, "utf8").replace("({", options));
  }
}

interface FleetRun {
  readonly count: number;
  readonly seconds: number;
  /** An `npx projen` before it and one after it. */
  readonly regenerations: readonly Run[];
  /** The most that a process which generates took, and the one that starts them. */
  readonly peakMib: { readonly generating: number; readonly starting: number };
}

function fleet(count: number): FleetRun {
  createCheckouts(count);
  const list = join(work, "checkouts.txt");
  writeFileSync(list, Array.from({ length: count }, (_, at) => join(checkouts, String(at))).join("\n"));
  const cli = join(repository, "node_modules/eks-otel-tracing/lib/cli.js");
  const before = projen()();
  const started = Date.now();
  const { status, stdout, stderr } = spawnSync(
    "/usr/bin/time",
    ["-f", "%M", process.execPath, cli, "fleet", "preview", "--from-list", list, "--json"],
    { cwd: repository, env: userEnvironment(), encoding: "utf8", maxBuffer: 1024 ** 3 },
  );
  const duration = (Date.now() - started) / 1000;
  const { repositories, peakRssMib } = JSON.parse(stdout);
  const [failed] = repositories.filter(({ failure }: { failure: string | null }) => failure !== null);
  if (failed !== undefined) {
    throw new Error(`fleet preview of ${count} ended with ${status}: ${failed.failure}`);
  }
  const starting = Number(stderr.trim().split("\n").at(-1)) / 1024;
  return {
    count,
    seconds: duration,
    regenerations: [before, projen()()],
    peakMib: { generating: peakRssMib, starting },
  };
}

const mean = (measured: readonly Run[]) => measured.reduce((sum, run) => sum + run.seconds, 0) / measured.length;

scaffold(repository, { stdio: "ignore" });
const runs = turns(RUNS, { regenerate: projen(), drift: projen("drift"), preview: projen("preview") });
const fleets = FLEETS.map(fleet);

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
    ...fleets.map(({ count, seconds: total, regenerations, peakMib }) =>
      row(
        `\`fleet preview\` of ${count} repositories that all change, each against an \`npx projen\``,
        `${(total / count / mean(regenerations)).toFixed(2)} × (${total.toFixed(0)} s; a generating process took at most ${peakMib.generating} MiB, the one that starts them ${Math.round(peakMib.starting)} MiB)`,
        "0.15 ×",
      ),
    ),
  ].join("\n"),
);
