/** A text of Markdown as a cell of one of its tables. */
export function markdownCell(text: string): string {
  // A pipe behind a backslash would end the cell even with a backslash of its own.
  return text
    .replace(/(\\*)\|/g, (pipe, { length }) => (length === 0 ? `\\${pipe}` : `${"&#92;".repeat(length)}&#124;`))
    .replaceAll("\n", " ");
}
