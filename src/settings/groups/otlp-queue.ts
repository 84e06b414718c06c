import * as v from "valibot";
import * as format from "../formats";

export const otlpQueue = v.pipe(
  format.group({
    persistent: v.optional(format.flag, false),
    volumeSizeMib: v.optional(format.wholeNumber(64, 1_048_576)),
  }),
  v.forward(
    v.partialCheck(
      [["persistent"], ["volumeSizeMib"]],
      ({ persistent, volumeSizeMib }) => persistent || volumeSizeMib === undefined,
      "is of a volume that is not there: set otlpQueue.persistent to true",
    ),
    ["volumeSizeMib"],
  ),
  v.transform(({ persistent, volumeSizeMib = 1024 }) => ({ persistent, volumeSizeMib })),
);
