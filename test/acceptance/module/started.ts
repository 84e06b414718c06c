import type { TerraformRoot } from "../harness/applied-module";
import type { AwsEmulator } from "../harness/aws-emulator";

/** Where the cases of a file put what they start, so that it is stopped when they fail too. */
export function stoppedAfterwards(): { emulator?: AwsEmulator; root?: TerraformRoot } {
  const started: { emulator?: AwsEmulator; root?: TerraformRoot } = {};
  afterAll(async () => {
    await started.emulator?.stop();
    await started.root?.remove();
  }, 60_000);
  return started;
}
