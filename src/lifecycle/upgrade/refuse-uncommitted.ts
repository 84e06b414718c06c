import { UserError } from "../../user-error";

/**
 * Stops before anything is written.
 *
 * @param changed - paths that differ from the last commit
 * @throws UserError that names them, if there are any
 */
export function refuseUncommitted(changed: readonly string[], why: string): void {
  if (changed.length === 0) {
    return;
  }
  const shown = changed.length > 10 ? [...changed.slice(0, 9), `and ${changed.length - 9} more`] : changed;
  throw new UserError(
    `eks-otel-tracing: ${changed.length === 1 ? "1 file has" : `${changed.length} files have`} changes that are not committed, nothing was written.\n\n${shown.map((path) => `  ${path}`).join("\n")}\n\n${why}\n`,
  );
}
