import type { Settings } from "../../settings/settings";
import type { HclFile } from "../hcl/hcl-file";

/** The versions of Terraform and of the providers that the module works with. */
export function defineVersions(file: HclFile, { terraform }: Settings): void {
  file.terraform(terraform.requiredVersion, {
    aws: { source: "hashicorp/aws", version: terraform.awsProviderVersion },
    helm: { source: "hashicorp/helm", version: terraform.helmProviderVersion },
    ...(terraform.namespacePodSecurity === undefined
      ? {}
      : { kubernetes: { source: "hashicorp/kubernetes", version: terraform.kubernetesProviderVersion } }),
  });
}
