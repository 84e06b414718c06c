/** A text as code within a paragraph of Markdown, or a cell of one of its tables. */
export function markdownCode(text: string): string {
  // Between back quotes neither can be written: a back quote ends the code, and `\|` ends the cell.
  return /`|\\\|/.test(text) ? `<code>${text.replace(PUNCTUATION, reference)}</code>` : `\`${text}\``;
}

const PUNCTUATION = /[!-/:-@[-`{-~]/g;

const reference = (character: string) => `&#${character.charCodeAt(0)};`;
