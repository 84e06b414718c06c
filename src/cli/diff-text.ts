import { isUtf8 } from "node:buffer";
import { formatPatch, type StructuredPatch, structuredPatch } from "diff";
import type { ContentChange, TreeChange } from "../lifecycle/tree-change";
import type { Style } from "./command";

/** As many as git shows. */
const CONTEXT_LINES = 3;

/** Changes as a patch in git's format, which `git apply` takes. */
export function diffText(changes: readonly TreeChange[], style: Style = (_format, text) => text): string {
  return changes.map((change) => coloured(patchText(change), style)).join("\n");
}

/** Lines that are added and removed; nothing for a file that is no text. */
export function changedLines(change: ContentChange): { readonly added: number; readonly removed: number } | undefined {
  if (!isText(change)) {
    return undefined;
  }
  const lines = linesPatch(change).hunks.flatMap((hunk) => hunk.lines);
  const count = (sign: string) => lines.filter((line) => line.startsWith(sign)).length;
  return { added: count("+"), removed: count("-") };
}

function patchText(change: TreeChange): string {
  const patch = patchOf(change);
  if (isText(change)) {
    return formatPatch(patch).replace(/\n$/, "");
  }
  const header = formatPatch({ ...patch, hunks: [] }).trimEnd();
  return `${header}\nBinary files ${patch.oldFileName} and ${patch.newFileName} differ`;
}

function patchOf(treeChange: TreeChange): StructuredPatch {
  const { change, before, after } = treeChange;
  return {
    ...linesPatch(treeChange),
    isGit: true,
    isCreate: change === "created",
    isDelete: change === "removed",
    // git writes a mode where a file comes or goes, and where it changes.
    ...(before?.mode === after?.mode ? {} : { oldMode: before?.mode, newMode: after?.mode }),
  };
}

function linesPatch({ path, change, before, after }: ContentChange): StructuredPatch {
  return structuredPatch(
    change === "created" ? "/dev/null" : `a/${path}`,
    change === "removed" ? "/dev/null" : `b/${path}`,
    textOf(before),
    textOf(after),
    undefined,
    undefined,
    { context: CONTEXT_LINES },
  );
}

const textOf = (state: ContentChange["before"]) => (state === undefined ? "" : state.content.toString("utf8"));

/** As git sees it, text has no zero byte; what is no UTF-8 could not be printed. */
function isText({ before, after }: ContentChange): boolean {
  return [before, after].every((state) => state === undefined || (!state.content.includes(0) && isUtf8(state.content)));
}

function coloured(patch: string, style: Style): string {
  const lines = patch.split("\n");
  const hunks = lines.findIndex((line) => line.startsWith("@@"));
  return lines
    .map((line, index) => {
      if (hunks < 0 || index < hunks) {
        return style("bold", line);
      }
      const [sign] = line;
      return sign === "@"
        ? style("cyan", line)
        : sign === "+"
          ? style("green", line)
          : sign === "-"
            ? style("red", line)
            : line;
    })
    .join("\n");
}
