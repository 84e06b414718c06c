import type { ContentChange } from "../lifecycle/tree-change";
import type { Style } from "./command";
import { changedLines } from "./diff-text";

/** As wide as the bars of `git diff --stat` are at most. */
const BAR_WIDTH = 40;

/** Changes in one line each, as `git diff --stat` shows them. */
export function diffStat(changes: readonly ContentChange[], style: Style = (_format, text) => text): string {
  const rows = changes.map((change) => ({ ...change, lines: changedLines(change) }));
  const most = Math.max(...rows.map(({ lines }) => (lines ? lines.added + lines.removed : 0)), 1);
  const pathWidth = Math.max(...rows.map(({ path }) => path.length));
  const countWidth = String(most).length;
  const scale = Math.min(1, BAR_WIDTH / most);
  const bar = (sign: string, count: number) => sign.repeat(count === 0 ? 0 : Math.max(1, Math.round(count * scale)));
  const sum = (key: "added" | "removed") => rows.reduce((total, { lines }) => total + (lines?.[key] ?? 0), 0);
  return [
    ...rows.map(({ path, change, lines }) => {
      const what = change === "modified" ? "" : ` (${change})`;
      const size = lines
        ? `${String(lines.added + lines.removed).padStart(countWidth)} ${style("green", bar("+", lines.added))}${style("red", bar("-", lines.removed))}`
        : "binary";
      return ` ${path.padEnd(pathWidth)} | ${size}${what}`;
    }),
    ` ${counted(rows.length, "file")} changed, ${counted(sum("added"), "line")} added, ${counted(sum("removed"), "line")} removed`,
  ].join("\n");
}

export function counted(count: number, noun: string, plural = `${noun}s`): string {
  return `${count} ${count === 1 ? noun : plural}`;
}
