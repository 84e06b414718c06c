import type { Format, Style } from "./command";

/** A line of a table. */
export interface TextTableRow {
  readonly cells: readonly string[];
  /** Of the whole line. @default - none */
  readonly format?: Format;
}

/** Columns as wide as their widest cell, below a header. */
export function textTable(header: readonly string[], rows: readonly TextTableRow[], style: Style): string[] {
  const widths = header.map((title, column) =>
    Math.max(title.length, ...rows.map(({ cells }) => cells[column].length)),
  );
  const line = (cells: readonly string[]) =>
    cells
      .map((cell, column) => cell.padEnd(widths[column]))
      .join("  ")
      .trimEnd();
  return [
    style("bold", line(header)),
    ...rows.map(({ cells, format }) => (format === undefined ? line(cells) : style(format, line(cells)))),
  ];
}
