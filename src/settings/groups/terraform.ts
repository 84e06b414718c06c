import * as v from "valibot";
import * as format from "../formats";

export const terraform = format.group({
  requiredVersion: v.optional(format.terraformRange, ">= 1.9, < 2.0"),
  awsProviderVersion: v.optional(format.versionRange),
  helmProviderVersion: v.optional(format.versionRange, ">= 2.12, < 4.0"),
  kubernetesProviderVersion: v.optional(format.versionRange, ">= 2.20, < 4.0"),
  namespacePodSecurity: v.optional(format.oneOf("restricted", "baseline", "privileged")),
  tags: v.optional(format.mapOf(format.tagKey, format.tagValue, "must map tag keys to values"), {}),
  permissionsBoundaryArn: v.optional(format.policyArn),
  roleName: v.optional(format.iamName(64)),
  rolePath: v.optional(format.iamPath),
  rolePolicyName: v.optional(format.iamName(128), "write-telemetry"),
});
