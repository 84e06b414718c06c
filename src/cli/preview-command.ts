import { resolve } from "node:path";
import { driftOf, generatorOf } from "../lifecycle/drift";
import type { Evaluation } from "../lifecycle/evaluator-message";
import type { FileState, TreeChange } from "../lifecycle/tree-change";
import { recordedChecksums } from "../repository/checksums";
import { type Command, EXIT } from "./command";
import { counted, diffStat } from "./diff-stat";
import { diffText } from "./diff-text";
import { type Evaluated, evaluated } from "./evaluated";

/** `eks-otel-tracing preview` */
export const previewCommand: Command = {
  usage: "[DIR]",
  flags: {
    stat: { type: "boolean", description: "Print a line a file in place of the whole difference" },
    to: {
      type: "string",
      value: "VERSION",
      description: "As an upgrade to that version of the template would leave it",
    },
  },
  notes: [
    "Nothing is written: .projenrc.ts runs in a copy of the repository, and packages are not installed.",
    "Exit codes: 0 nothing would change, 1 something would, 2 it could not be found out.",
  ].join("\n"),
  async run({ flags, positionals: [directory = "."] }) {
    const to = flags.to as string | undefined;
    const evaluation = await evaluated(resolve(directory), { to });
    const { changes } = evaluation;
    return {
      exitCode: changes.length === 0 ? EXIT.same : EXIT.different,
      data: { changes: changes.map((change) => dataOf(change, evaluation)), notes: evaluation.notes },
      text: (style) => (changes.length === 0 ? "" : flags.stat ? diffStat(changes, style) : diffText(changes, style)),
      hint: hint(resolve(directory), evaluation, to),
    };
  },
};

function hint(directory: string, evaluation: Evaluated, to: string | undefined): string {
  const { changes } = evaluation;
  if (changes.length === 0) {
    return "Nothing would change.";
  }
  const edited = driftOf(evaluation, recordedChecksums(directory)).filter((file) => file.edited);
  return [
    `${counted(changes.length, "file")} would change. Write them with "${to === undefined ? "npx projen" : `npx projen upgrade-template --to ${to}`}".`,
    ...(edited.length > 0 ? [`Edited by hand: ${edited.map(({ path }) => path).join(", ")}.`] : []),
    ...evaluation.notes.map(({ release, text }) => `\n${release}: ${text}`),
  ].join(" ");
}

function dataOf({ path, change, before, after }: TreeChange, { generated }: Evaluation) {
  const { kind = null, owner = null } = generatorOf(path, generated) ?? {};
  return { path, change, kind, owner, before: stateData(before), after: stateData(after) };
}

/** Bytes that are no text would not survive JSON. */
function stateData(state: FileState | undefined) {
  if (state === undefined) {
    return null;
  }
  const text = state.content.toString("utf8");
  return Buffer.from(text).equals(state.content)
    ? { mode: state.mode, encoding: "utf8", content: text }
    : { mode: state.mode, encoding: "base64", content: state.content.toString("base64") };
}
