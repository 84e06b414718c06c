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
  /** @default false */
  readonly examples?: boolean;
  /** @default "stand-in" */
  readonly helmProvider?: HelmProvider;
  /** Run the script of the generated repository's `npm test`, which takes the first three of them. @default false */
  readonly script?: boolean;
}

/**
 * Does for a repository what its own workflow does: `init`, `validate`, `test`, and the same for the examples.
 *
 * @throws ToolError with what the program says
 */
export async function runWorkflowSteps(
  program: Terraform,
  entry: MatrixEntry,
  ranIn: Evidence["ranIn"],
  { examples = false, helmProvider, script = false }: Steps = {},
): Promise<void> {
  const mirror = await providerMirror(helmProvider);
  const repositories = await MatrixRepositories.generate([entry]);
  const command = (path: string, args: string[]) =>
    run(path, args, {
      directory: repositories.of(entry),
      environment: {
        CHECKPOINT_DISABLE: "1",
        PATH: [dirname(program.path), process.env.PATH].join(delimiter),
        TF_CLI_CONFIG_FILE: mirror.cliConfigFile,
        TF_IN_AUTOMATION: "1",
      },
    });
  const step = (...args: string[]) => command(program.path, args);
  try {
    if (script) {
      expect(await command(process.execPath, ["tests/run.mjs", "-no-color"])).toMatch(
        /Success! \d+ passed, 0 failed\./,
      );
    } else {
      await step("init", "-backend=false", "-input=false", "-no-color");
      await step("validate", "-no-color");
      await step("test", "-no-color");
    }
    for (const example of examples ? usageExamples(settingsWithPresets(MATRIX[entry])) : []) {
      const there = `-chdir=${join("examples", example)}`;
      await step(there, "init", "-backend=false", "-input=false", "-no-color");
      await step(there, "validate", "-no-color");
    }
  } finally {
    await repositories.remove();
  }
  nameProgramsOf({ program, mirror }, undefined, ranIn);
}
