/** A text as it stands between the quotes of HCL. */
export function quotable(text: string): string {
  return text
    .replace(/\\/g, "\\\\")
    .replace(/"/g, '\\"')
    .replace(/\n/g, "\\n")
    .replace(/\r/g, "\\r")
    .replace(/\t/g, "\\t")
    .replace(/\p{Cc}/gu, (control) => `\\u${control.codePointAt(0)?.toString(16).padStart(4, "0")}`)
    .replace(/([$%])\{/g, "$1$1{");
}

/** The key of an attribute or of an object, quoted when it is not an identifier. `for` would start an expression. */
export function key(name: string): string {
  return /^[A-Za-z_][A-Za-z0-9_-]*$/.test(name) && name !== "for" ? name : `"${quotable(name)}"`;
}

/** cdktf's names, as Terraform spells them. */
export function snakeCase(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

let graphemes: Intl.Segmenter | undefined;

/** Width of a text in the columns that `terraform fmt` counts. */
export function columns(text: string): number {
  if (/^[ -~]*$/.test(text)) {
    return text.length;
  }
  // Made when it is needed, which is seldom: it reads the tables of Unicode.
  graphemes ??= new Intl.Segmenter("en", { granularity: "grapheme" });
  return [...graphemes.segment(text)].length;
}

/** Comment lines of at most `width` columns. */
export function comment(text: string, width: number): string[] {
  if (/[\n\r]/.test(text)) {
    throw new Error(`A comment is one paragraph: ${JSON.stringify(text)}`);
  }
  const lines: string[] = [];
  let line = "#";
  for (const word of text.split(" ")) {
    if (line !== "#" && columns(line) + 1 + columns(word) > width) {
      lines.push(line);
      line = "#";
    }
    line += ` ${word}`;
  }
  return [...lines, line];
}
