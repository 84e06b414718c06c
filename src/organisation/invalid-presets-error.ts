import { mistakeTable } from "../mistake-table";
import { UserError } from "../user-error";

/** One mistake in presets: where, and what is wrong with it. */
export interface PresetMistake {
  /** Part of a preset, as a path that starts with the preset's name: `Acme.rules[0].option`. */
  readonly where: string;
  readonly message: string;
}

/** Thrown when presets can't be used. It is the template's owner who can mend that, and not who uses the template. */
export class InvalidPresetsError extends UserError {
  constructor(readonly mistakes: readonly PresetMistake[]) {
    super(
      mistakeTable(
        `eks-otel-tracing: ${mistakes.length === 1 ? "1 mistake" : `${mistakes.length} mistakes`} in the presets, nothing was written. Their owner has to mend ${mistakes.length === 1 ? "it" : "them"}.`,
        mistakes,
        ({ where, message }) => [where, message],
      ),
    );
  }
}
