import { execFileSync } from "node:child_process";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { chartProblem } from "../../../src/settings/chart-version";
import { cacheDirectory, ensureDirectory } from "../../../tools/cache";
import { install } from "../../../tools/install";
import { run } from "../../../tools/run";
import { acceptance, type Evidence } from "../acceptance";

const REPOSITORY = "https://open-telemetry.github.io/opentelemetry-helm-charts";
const CHART = "opentelemetry-collector";

/** Names a directory with folders `opentelemetry-collector-<version>`. */
const DIRECTORY = "EKS_OTEL_TRACING_CHARTS";

/** How long the chart's repository may take to answer, in milliseconds. */
const PATIENCE_MS = 5000;

const inFullTier = process.env.EKS_OTEL_TRACING_TIER === "full";

/**
 * A case of the full tier that needs the real chart. It is reported as not run where the chart can't be had, or where
 * something else is missing.
 *
 * @param missing - why else it can't run; nothing, if it can
 */
export function chartCase(
  claim: string,
  prove: (evidence: Evidence) => Promise<void>,
  missing?: () => string | undefined,
): void {
  // The other tier declares the case and does not ask.
  const why = inFullTier ? (missingCharts() ?? missing?.()) : undefined;
  if (why) {
    acceptance.notRun("Chart", claim, why, { tier: "full" });
  } else {
    acceptance("Chart", claim, prove, { tier: "full" });
  }
}

/** Path of the chart at a version. */
export async function chartPath(version: string): Promise<string> {
  const given = process.env[DIRECTORY];
  if (given) {
    return join(given, `${CHART}-${version}`);
  }
  const directory = join(cacheDirectory(), `chart-${version}`);
  await ensureDirectory(directory, async (empty) => {
    const { path } = await install("kubectl-and-helm");
    await run(path, ["pull", CHART, "--repo", REPOSITORY, "--version", version, "--untar", "--untardir", empty]);
  });
  return join(directory, CHART);
}

/** The versions in the directory of charts that can be used. */
export function versionsAtHand(): string[] {
  return readdirSync(process.env[DIRECTORY] ?? "")
    .flatMap((entry) => (entry.startsWith(`${CHART}-`) ? [entry.slice(CHART.length + 1)] : []))
    .filter((version) => chartProblem(version) === undefined)
    .sort((one, other) => one.localeCompare(other, "en", { numeric: true }));
}

/** Why not every version can be had: the chart's repository serves any, but does not list them to a test. */
export function missingDirectory(): string | undefined {
  return process.env[DIRECTORY] ? undefined : `${DIRECTORY} names no charts`;
}

let missing: { readonly why: string | undefined } | undefined;

/** Why the charts can't be had. Asked while cases are declared, so nothing here may be awaited. */
function missingCharts(): string | undefined {
  missing ??= {
    why:
      process.env[DIRECTORY] || isReachable()
        ? undefined
        : `${DIRECTORY} names no charts, and their repository can't be reached`,
  };
  return missing.why;
}

function isReachable(): boolean {
  const request = `fetch("${REPOSITORY}/index.yaml", { method: "HEAD" }).then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))`;
  try {
    execFileSync(process.execPath, ["-e", request], { timeout: PATIENCE_MS, stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
}
