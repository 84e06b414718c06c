import { Component } from "projen";
import { isPreviewing } from "../../repository/previewing";
import { readStamp } from "../../repository/stamp";
import { templatePackages } from "../../repository/template-package";
import { UserError } from "../../user-error";
import { moves, pendingMigrations } from "./pending-migrations";

/** Stops the run when the template has moved and its migrations have not run: no later upgrade would know of them. */
export class StaleTemplate extends Component {
  override preSynthesize(): void {
    const { outdir } = this.project;
    const stamp = isPreviewing() ? undefined : readStamp(outdir);
    const moved = stamp && moves(stamp, templatePackages(this.project).all);
    const pending = moved?.some(({ from, version }) => from !== version) ? pendingMigrations(outdir, moved) : [];
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
}
