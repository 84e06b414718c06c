import { readStamp, STAMP_PATH, type Stamp } from "../../repository/stamp";
import { UserError } from "../../user-error";

/**
 * What made the repository in a directory.
 *
 * @throws UserError when the directory does not say
 */
export function stampOf(directory: string): Stamp {
  const stamp = readStamp(directory);
  if (stamp === undefined) {
    throw new UserError(
      `eks-otel-tracing: ${STAMP_PATH} is missing here or can't be read, nothing was written.\n\nIt says which version made the repository. Run "npx projen" in the repository's directory with that version installed, commit, and run it again.\n`,
    );
  }
  return stamp;
}
