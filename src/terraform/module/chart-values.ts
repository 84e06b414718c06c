import type { TerraformLocal } from "cdktf";
import { chartValues } from "../../collector/chart-values";
import type { Settings } from "../../settings/settings";
import { MEMORY_LIMIT_FACTOR, MEMORY_OVERHEAD_MIB } from "../../settings/sizing";
import { type Expression, hcl } from "../hcl/expression";
import type { HclFile } from "../hcl/hcl-file";
import type { Access } from "./iam";
import type { Variables } from "./variables";

/** The chart's values, all but the collector's config. */
export function defineChartValues(
  file: HclFile,
  settings: Settings,
  { imageRepository, memoryLimitMib: limit, memorySpikeLimitMib: spike }: Variables,
  { role }: Access,
): TerraformLocal {
  const memoryLimit = file.local(
    "memory_limit",
    `${hcl`max(${limit} + ${MEMORY_OVERHEAD_MIB}, ceil(${limit} * ${MEMORY_LIMIT_FACTOR}))`}Mi`,
    "The process takes more than the collector's own limit says, and a container that is killed loses the traces that it holds. GOMEMLIMIT, 80 % of this, must not lie below that limit either: the garbage collector would run without pause before the collector refuses data.",
  );
  const memoryRequest = file.local(
    "memory_request",
    `${hcl`${limit} - ${spike}`}Mi`,
    "From here on the collector refuses data. What lies above it is for spikes, and not reserved on every node.",
  );
  return file.local(
    "chart_values",
    chartValues<Expression>(settings, {
      imageRepository: hcl`${imageRepository}`,
      memoryRequest: hcl`${memoryRequest}`,
      memoryLimit: hcl`${memoryLimit}`,
      roleArn: hcl`${role.arn}`,
    }),
  );
}
