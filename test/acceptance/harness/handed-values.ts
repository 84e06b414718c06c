import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type Evidence, RUNNING_TIER } from "../acceptance";
import type { ModuleCall } from "./applied-module";
import { AwsEmulator } from "./aws-emulator";
import { PAIRWISE, type PairwiseName } from "./pairwise";
import { CLUSTER, optionsOf, PAIRS, type Pair, SETTINGS, type SettingName } from "./settings-under-test";
import { oncePerRun } from "./test-run";

/** What one run of Terraform gave: values, or the reason why there are none. */
type Result = Handed | { readonly problem: string };

interface Handed {
  /** The documents of `values`, by name of the module's call and of the release. */
  readonly values: Readonly<Record<string, readonly string[]>>;
  readonly programs: readonly [program: string, version: string][];
}

/**
 * The values that the applied module handed to Helm for a release. All settings are applied at once, by whoever asks first; those
 * with the newest chart, which few ask for, apart.
 */
export async function handedValues(
  setting: SettingName | PairwiseName,
  pair: Pair,
  { ranIn }: Evidence,
  release = RELEASE,
): Promise<readonly string[]> {
  const seldom = isSeldom(setting, pair);
  const directory = await oncePerRun(seldom ? "handed-seldom" : "handed", async (empty) => {
    const result: Result = await applyAll(seldom).catch(({ message }: Error) => ({ problem: message }));
    writeFileSync(join(empty, FILE), JSON.stringify(result));
  });
  const result: Result = JSON.parse(readFileSync(join(directory, FILE), "utf8"));
  if ("problem" in result) {
    throw new Error(`the module can't be applied: ${result.problem}`);
  }
  const { values, programs } = result;
  for (const [program, version] of programs) {
    ranIn(program, version);
  }
  return values[`${callName(setting, pair)}.${release}`];
}

/** Whether nobody but the tests of the real chart asks for it, which can't be had everywhere. */
function isSeldom(setting: SettingName | PairwiseName, { chart }: Pair): boolean {
  return chart === "0.170.0" && setting in SETTINGS && setting !== "with metrics";
}

async function applyAll(seldom: boolean): Promise<Handed> {
  // Loaded here, because the generator takes seconds to load and one test file of many applies.
  const { TerraformRoot }: typeof import("./applied-module") = require("./applied-module");
  const pairs = RUNNING_TIER === "quick" ? [PAIRS.default] : Object.values(PAIRS);
  const settings = (Object.keys(SETTINGS) as SettingName[]).flatMap((setting) =>
    pairs
      .filter((pair) => isSeldom(setting, pair) === seldom)
      .map((pair): [string, ModuleCall] => {
        const { variables }: ModuleCall = SETTINGS[setting];
        return [callName(setting, pair), { options: optionsOf(setting, pair), variables }];
      }),
  );
  const combined = [...(RUNNING_TIER === "quick" || seldom ? [] : PAIRWISE)].map(
    ([name, { pair, options }]): [string, ModuleCall] => [
      callName(name, pair),
      { options: { ...options, chartVersion: pair.chart, collectorVersion: pair.collector } },
    ],
  );
  const calls = Object.fromEntries([...settings, ...combined]);
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
function callName(setting: SettingName | PairwiseName, { chart, collector }: Pair): string {
  return `${setting}-${chart}-${collector}`.replaceAll(/[^a-z0-9]+/g, "-");
}

/** Of the collectors on every node. */
const RELEASE = "otel-collector";

const FILE = "handed.json";
