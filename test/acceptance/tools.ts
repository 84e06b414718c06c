import { devNull } from "node:os";
import { install } from "../../tools/install";
import { findOnPath, run } from "../../tools/run";

/** A program that understands the generated module. */
export interface Terraform {
  readonly name: "Terraform" | "OpenTofu";
  readonly version: string;
  readonly path: string;
}

/**
 * The program that runs the module in the quick tier: Terraform when the PATH has it, else OpenTofu.
 *
 * @throws ToolError when OpenTofu can't be built
 */
export async function terraform(): Promise<Terraform> {
  const path = findOnPath("terraform");
  if (!path) {
    return openTofu();
  }
  const { terraform_version: version } = JSON.parse(
    // Where a user's variable names a CLI configuration that is missing, Terraform warns before the JSON.
    await run(path, ["version", "-json"], { environment: { TF_CLI_CONFIG_FILE: devNull } }),
  );
  return { name: "Terraform", version, path };
}

/** @throws ToolError when OpenTofu can't be built */
export async function openTofu(): Promise<Terraform> {
  const { version, path } = await install("opentofu");
  return { name: "OpenTofu", version, path };
}
