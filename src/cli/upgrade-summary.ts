import type { ContentChange } from "../lifecycle/tree-change";
import type { FinishedUpgrade } from "../lifecycle/upgrade/finish-upgrade";
import { diffStat } from "./diff-stat";

/** GitHub takes no more characters in the body of a pull request or a comment. Some are left to whoever adds a line. */
const MAX_LENGTH = 65_536 - 1_024;

/** What an upgrade did, in Markdown, for the request that brings it. */
export function upgradeSummary(
  { moves, migrations, notes }: FinishedUpgrade,
  changes: readonly ContentChange[],
  maxLength = MAX_LENGTH,
): string {
  // What a person must know comes first, so that it is the list of files that is cut.
  const told = [
    moves.map(({ name, from, version }) => `- \`${name}\` ${from ?? "(new)"} → ${version}`).join("\n"),
    section(
      "To know",
      notes.map(({ release, text }) => `- **${release}**: ${indented(text)}`),
    ),
    section(
      "Migrations",
      migrations.map(({ release, description }) => `- **${release}**: ${indented(description)}`),
    ),
    "### Files",
  ]
    .filter((text) => text !== "")
    .join("\n\n");
  const files = changes.length === 0 ? "Nothing changes." : fenced(diffStat(changes));
  const summary = `${told}\n\n${files}\n`;
  return summary.length <= maxLength ? summary : shortened(told, changes, maxLength);
}

function section(title: string, items: readonly string[]): string {
  return items.length === 0 ? "" : [`### ${title}`, "", ...items].join("\n");
}

/** As few lines of the list as are needed are left out, the last ones; then the end of the rest. */
function shortened(told: string, changes: readonly ContentChange[], maxLength: number): string {
  const lines = diffStat(changes).split("\n");
  const total = lines.pop() as string;
  const whole = (shown: number) =>
    `${told}\n\n${fenced([...lines.slice(0, shown), ` … ${lines.length - shown} more`, total].join("\n"))}\n`;
  for (let shown = lines.length - 1; shown >= 0; shown--) {
    if (whole(shown).length <= maxLength) {
      return whole(shown);
    }
  }
  const end = "\n\n… See UPGRADING.md and the diff.\n";
  return `${told.slice(0, maxLength - end.length)}${end}`;
}

/** No file name can end the block. */
function fenced(text: string): string {
  const longest = Math.max(2, ...(text.match(/`+/g) ?? []).map((run) => run.length));
  const fence = "`".repeat(longest + 1);
  return `${fence}text\n${text}\n${fence}`;
}

/** What has lines of its own stays in its item. */
const indented = (text: string) => text.trim().replaceAll("\n", "\n  ");
