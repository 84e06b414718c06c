import { DataAwsCallerIdentity } from "@cdktf/provider-aws/lib/data-aws-caller-identity";
import { DataAwsPartition } from "@cdktf/provider-aws/lib/data-aws-partition";
import { DataAwsRegion } from "@cdktf/provider-aws/lib/data-aws-region";
import type { HclFile } from "../hcl/hcl-file";

/** Where in AWS the provider works. */
export interface Surroundings {
  readonly partition: DataAwsPartition;
  readonly caller: DataAwsCallerIdentity;
  readonly region: DataAwsRegion;
}

/** Asks where in AWS the provider works, each in the file that needs it most. */
export function defineSurroundings({ main, amp }: { readonly main: HclFile; readonly amp: HclFile }): Surroundings {
  return {
    partition: amp.data(DataAwsPartition, "current", {}),
    caller: amp.data(DataAwsCallerIdentity, "current", {}),
    region: main.data(DataAwsRegion, "current", {}),
  };
}
