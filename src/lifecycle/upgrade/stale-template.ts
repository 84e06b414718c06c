import { resolve } from "node:path";
import type { EksOtelTracingProjectOptions } from "../../options";
import { isPreviewing } from "../../repository/previewing";
import { readStamp } from "../../repository/stamp";
import { packagesOfType } from "../../repository/template-package";
import { UserError } from "../../user-error";
import { moves, pendingMigrations } from "./pending-migrations";

/**
 * Stops the run when the template has moved and its migrations have not run: no later upgrade would know of them. Before the
 * options are looked at, for a migration may be what mends them.
 *
 * @param type - the project's class
 * @throws UserError that names the migrations, and the command that runs them
 */
export function refuseStaleTemplate(type: unknown, { outdir, parent }: EksOtelTracingProjectOptions): void {
  const directory = resolve(parent?.outdir ?? ".", typeof outdir === "string" ? outdir : ".");
  const stamp = isPreviewing() ? undefined : readStamp(directory);
  const moved = stamp && moves(stamp, packagesOfType(type).all);
  const pending = moved?.some(({ from, version }) => from !== version) ? pendingMigrations(directory, moved) : [];
  if (pending.length > 0) {
    throw new UserError(
      [
        `eks-otel-tracing: ${pending.length === 1 ? "a migration has" : `${pending.length} migrations have`} to run before the files are generated again, nothing was written.`,
        "",
        ...pending.map((one) => `  ${one.package} ${one.version}  ${one.description}`),
        "",
        'Run "npx projen upgrade-template --installed", which does both.',
        "",
      ].join("\n"),
    );
  }
}
