import { existsSync } from "node:fs";
import { join } from "node:path";
import { Component } from "projen";
import { UserError } from "../user-error";

/** Where else a file's reader looks for it, of which it reads one, and the option that leaves ours out. */
const PLACES = [
  {
    ours: "renovate.json5",
    reader: "Renovate",
    others: [
      "renovate.json",
      "renovate.jsonc",
      ".github/renovate.json",
      ".github/renovate.jsonc",
      ".github/renovate.json5",
      ".renovaterc",
      ".renovaterc.json",
      ".renovaterc.jsonc",
      ".renovaterc.json5",
    ],
    leaveOut: "repository: { renovate: false }",
  },
  {
    ours: ".github/CODEOWNERS",
    reader: "GitHub",
    others: ["CODEOWNERS", "docs/CODEOWNERS"],
    leaveOut: "repository: { codeOwners: [] }",
  },
] as const;

/** Stops the run when a file of somebody else's would be read in place of a generated one, or the other way round. */
export class CompetingFiles extends Component {
  override preSynthesize(): void {
    const { outdir, files } = this.project;
    const mistakes = PLACES.filter(({ ours }) => files.some(({ path }) => path === ours)).flatMap(
      ({ ours, others, reader, leaveOut }) =>
        others
          .filter((path) => existsSync(join(outdir, path)))
          .map((path) => `  ${path}: ${reader} reads it or ${ours}, not both. Delete it, or set ${leaveOut}.`),
    );
    if (mistakes.length > 0) {
      throw new UserError(
        [
          "eks-otel-tracing: another file competes with a generated one, nothing was written.",
          "",
          ...mistakes,
          "",
        ].join("\n"),
      );
    }
  }
}

/** The configuration of Renovate that a directory has already. */
export function renovateConfiguration(directory: string): string | undefined {
  return PLACES[0].others.find((path) => existsSync(join(directory, path)));
}
