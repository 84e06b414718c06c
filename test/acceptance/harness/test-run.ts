import { execFileSync } from "node:child_process";
import { readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ensureDirectory, isRunning, keyOf } from "../../../tools/cache";

const PREFIX = "eks-otel-tracing-run-";

/** By which a program that a test starts knows the run that it belongs to. */
const RUN_VARIABLE = "EKS_OTEL_TRACING_TEST_RUN";

/** What a program that a test starts is given, so that it finds what the test found. */
export function runEnvironment(): Record<string, string> {
  return { [RUN_VARIABLE]: testRun() };
}

/**
 * A directory for all workers of a run of Jest, filled by whoever asks first, for reading alone. The next run removes it.
 *
 * @throws what `fill` throws
 */
export async function oncePerRun(name: string, fill: (empty: string) => Promise<void>): Promise<string> {
  const directory = join(tmpdir(), `${PREFIX}${testRun()}-${name}`);
  await ensureDirectory(directory, async (empty) => {
    removeThoseOfEndedRuns();
    await fill(empty);
  });
  return directory;
}

/** The same for all workers of one run of Jest, and for no other run. */
function testRun(): string {
  const given = process.env[RUN_VARIABLE];
  if (given !== undefined) {
    return given;
  }
  const isWorker = /processChild|threadChild/.test(process.argv[1]);
  const pid = isWorker ? process.ppid : process.pid;
  const started = execFileSync("ps", ["-o", "lstart=", "-p", String(pid)], { encoding: "utf8" });
  return `${pid}-${keyOf([started])}`;
}

function removeThoseOfEndedRuns(): void {
  for (const entry of readdirSync(tmpdir())) {
    const [, pid] = entry.startsWith(PREFIX) ? (/^(\d+)-/.exec(entry.slice(PREFIX.length)) ?? []) : [];
    if (pid !== undefined && !isRunning(Number(pid))) {
      rmSync(join(tmpdir(), entry), { recursive: true, force: true });
    }
  }
}
