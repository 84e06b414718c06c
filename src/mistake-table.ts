/** Mistakes that are listed. Who has more of them has made one of them many times. */
const MOST_LISTED = 50;

/** What is wrong, a line each in columns, below a heading. */
export function mistakeTable<T>(
  heading: string,
  mistakes: readonly T[],
  row: (mistake: T) => readonly string[],
): string {
  const rows = mistakes.slice(0, MOST_LISTED).map((mistake) => row(mistake).map(oneLine));
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((cells) => cells[column].length)));
  const padded = (cells: string[]) =>
    cells.map((cell, column) => (column === cells.length - 1 ? cell : cell.padEnd(widths[column])));
  const more = mistakes.length - rows.length;
  return [
    heading,
    "",
    ...rows.map((cells) => `  ${padded(cells).join("  ")}`),
    ...(more > 0 ? [`  … and ${more} more`] : []),
    "",
  ].join("\n");
}

/** A text as it stands in one line, without what a terminal obeys. */
export function oneLine(text: string): string {
  return text.replace(
    /[\p{Cc}\u2028\u2029]/gu,
    (control) => ESCAPES[control] ?? `\\u${control.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}

const ESCAPES: Readonly<Record<string, string>> = { "\n": "\\n", "\r": "\\r", "\t": "\\t" };
