import { delimiter, dirname, join } from "node:path";
import { settingsWithPresets } from "../../../src/organisation/presets";
import { usageExamples } from "../../../src/repository/usage-examples";
import { type HelmProvider, providerMirror } from "../../../tools/provider-mirror";
import { run } from "../../../tools/run";
import type { Evidence } from "../acceptance";
import { MATRIX, type MatrixEntry } from "../matrix";
import type { Terraform } from "../tools";
import { MatrixRepositories } from "./matrix-repositories";
import { nameProgramsOf } from "./programs";

/** Which of the steps of the generated workflow are taken. */
export interface Steps {
  /** `init`, and the generated tests, which check the module too. @default true */
  readonly tests?: boolean;
  /** `init` and `validate` for each example, and with it for the module that it calls. @default true */
  readonly examples?: boolean;
  /** @default "stand-in" */
  readonly helmProvider?: HelmProvider;
}

/** Does for a repository what its own `npm test` does: `init`, `validate` and `test`. @throws ToolError with what it says */
export async function runTestScript(program: Terraform, entry: MatrixEntry, ranIn: Evidence["ranIn"]): Promise<void> {
  await inRepository(program, entry, ranIn, undefined, async (command) => {
    expect(await command(process.execPath, "tests/run.mjs", "-no-color")).toMatch(/Success! \d+ passed, 0 failed\./);
  });
}

/**
 * Does for a repository what its own workflow does.
 *
 * @throws ToolError with what the program says
 */
export async function runWorkflowSteps(
  program: Terraform,
  entry: MatrixEntry,
  ranIn: Evidence["ranIn"],
  { tests = true, examples = true, helmProvider }: Steps = {},
): Promise<void> {
  await inRepository(program, entry, ranIn, helmProvider, async (command) => {
    if (tests) {
      await command(program.path, "init", "-backend=false", "-input=false", "-no-color");
      await command(program.path, "test", "-no-color");
    }
    for (const example of examples ? usageExamples(settingsWithPresets(MATRIX[entry])) : []) {
      const there = `-chdir=${join("examples", example)}`;
      await command(program.path, there, "init", "-backend=false", "-input=false", "-no-color");
      await command(program.path, there, "validate", "-no-color");
    }
  });
}

async function inRepository(
  program: Terraform,
  entry: MatrixEntry,
  ranIn: Evidence["ranIn"],
  helmProvider: HelmProvider | undefined,
  steps: (command: (path: string, ...args: string[]) => Promise<string>) => Promise<void>,
): Promise<void> {
  const mirror = await providerMirror(helmProvider);
  const repositories = await MatrixRepositories.generate(entry);
  try {
    await steps((path, ...args) =>
      run(path, args, {
        directory: repositories.of(entry),
        environment: {
          CHECKPOINT_DISABLE: "1",
          PATH: [dirname(program.path), process.env.PATH].join(delimiter),
          TF_CLI_CONFIG_FILE: mirror.cliConfigFile,
          TF_IN_AUTOMATION: "1",
        },
      }),
    );
  } finally {
    await repositories.remove();
  }
  nameProgramsOf({ program, mirror }, undefined, ranIn);
}
