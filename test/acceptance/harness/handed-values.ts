import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { ensureDirectory, isRunning, keyOf } from "../../../tools/cache";
import { type Evidence, RUNNING_TIER } from "../acceptance";
import type { ModuleCall } from "./applied-module";
import { AwsEmulator } from "./aws-emulator";
import { CLUSTER, optionsOf, PAIRS, type Pair, SETTINGS, type SettingName } from "./settings-under-test";

/** What one run of Terraform gave: values, or the reason why there are none. */
type Result = Handed | { readonly problem: string };

interface Handed {
  /** The documents of `values`, by name of the module's call and of the release. */
  readonly values: Readonly<Record<string, readonly string[]>>;
  readonly programs: readonly [program: string, version: string][];
}

/**
 * The values that the applied module handed to Helm for a release. All settings are applied at once, by whoever asks first.
 */
export async function handedValues(
  setting: SettingName,
  pair: Pair,
  { ranIn }: Evidence,
  release = RELEASE,
): Promise<readonly string[]> {
  const directory = join(tmpdir(), `${PREFIX}${testRun()}`);
  const file = join(directory, "handed.json");
  await ensureDirectory(directory, async (empty) => {
    removeThoseOfEndedRuns();
    const result: Result = await applyAll().catch(({ message }: Error) => ({ problem: message }));
    writeFileSync(join(empty, basename(file)), JSON.stringify(result));
  });
  const result: Result = JSON.parse(readFileSync(file, "utf8"));
  if ("problem" in result) {
    throw new Error(`the module can't be applied: ${result.problem}`);
  }
  const { values, programs } = result;
  for (const [program, version] of programs) {
    ranIn(program, version);
  }
  return values[`${callName(setting, pair)}.${release}`];
}

async function applyAll(): Promise<Handed> {
  // Loaded here, because the generator takes seconds to load and one test file of many applies.
  const { TerraformRoot }: typeof import("./applied-module") = require("./applied-module");
  const pairs = RUNNING_TIER === "quick" ? [PAIRS.default] : Object.values(PAIRS);
  const calls = Object.fromEntries(
    (Object.keys(SETTINGS) as SettingName[]).flatMap((setting) =>
      pairs.map((pair) => {
        const { variables }: ModuleCall = SETTINGS[setting];
        return [callName(setting, pair), { options: optionsOf(setting, pair), variables }];
      }),
    ),
  );
  const emulator = await AwsEmulator.start();
  try {
    await emulator.createCluster(CLUSTER);
    const root = await TerraformRoot.create(emulator, CLUSTER, calls);
    try {
      await root.apply();
      const values = root.releases().map((name) => [name, root.release(...name).given.values] as const);
      return {
        values: Object.fromEntries(values.map(([name, documents]) => [name.join("."), documents])),
        programs: [[root.program.name, root.program.version]],
      };
    } finally {
      await root.remove();
    }
  } finally {
    await emulator.stop();
  }
}

/** A Kubernetes namespace. */
function callName(setting: SettingName, { chart, collector }: Pair): string {
  return `${setting}-${chart}-${collector}`.replaceAll(/[^a-z0-9]+/g, "-");
}

/** Of the collectors on every node. */
const RELEASE = "otel-collector";

const PREFIX = "eks-otel-tracing-handed-";

/** By which a program that a test starts knows the run that it belongs to. */
const RUN_VARIABLE = "EKS_OTEL_TRACING_TEST_RUN";

/** What a program that a test starts is given, so that it finds what the test found. */
export function runEnvironment(): Record<string, string> {
  return { [RUN_VARIABLE]: testRun() };
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
    const [, pid] = entry.startsWith(PREFIX) ? (/^(\d+)-[0-9a-f]+$/.exec(entry.slice(PREFIX.length)) ?? []) : [];
    if (pid !== undefined && !isRunning(Number(pid))) {
      rmSync(join(tmpdir(), entry), { recursive: true, force: true });
    }
  }
}
