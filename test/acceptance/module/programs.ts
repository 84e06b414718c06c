import type { Evidence } from "../acceptance";
import type { TerraformRoot } from "../harness/applied-module";
import type { AwsEmulator } from "../harness/aws-emulator";

/** Names everything that took part in a run of Terraform: a stand-in for Helm's provider is called one. */
export function nameProgramsOf(
  { program, mirror }: Pick<TerraformRoot, "program" | "mirror">,
  emulator: AwsEmulator | undefined,
  ranIn: Evidence["ranIn"],
): void {
  ranIn(program.name, program.version);
  ranIn("AWS provider", mirror.awsProviderVersion ?? "from the registry");
  ranIn(mirror.helmIsStandIn ? "Helm provider stand-in" : "Helm provider", mirror.helmProviderVersion);
  if (emulator) {
    ranIn("moto", emulator.version);
  }
}
