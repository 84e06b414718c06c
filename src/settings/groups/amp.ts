import * as v from "valibot";
import * as format from "../formats";
import { hasRole } from "./assumed-role";

export const amp = v.pipe(
  format.group({
    roleArn: v.optional(format.roleArn),
    externalId: v.optional(format.externalId),
  }),
  v.forward(
    v.partialCheck(
      [["roleArn"], ["externalId"]],
      hasRole,
      "is sent to assume a role that is not given: set amp.roleArn",
    ),
    ["externalId"],
  ),
);
