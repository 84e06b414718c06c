/** Whether a text has the line ends of Windows, as an editor there leaves it, or a checkout that `.gitattributes` does not keep from it. */
export const hasWindowsLineEnds = (text: string) => text.includes("\r\n");

/** The same text, with the line ends that are generated. */
export function withUnixLineEnds(text: string): string {
  return text.replaceAll("\r\n", "\n");
}

/** The same text, with the line ends of Windows. */
export function withWindowsLineEnds(text: string): string {
  return withUnixLineEnds(text).replaceAll("\n", "\r\n");
}

/** Whether two files have the same text. Line ends are git's to choose, and nobody's edit. */
export function isSameText(a: Buffer, b: Buffer): boolean {
  return a.equals(b) || unixBytes(a).equals(unixBytes(b));
}

/** A file's bytes, with the line ends that are generated. In bytes, for not every file is UTF-8. */
export function unixBytes(content: Buffer): Buffer {
  return content.includes("\r\n") ? Buffer.from(withUnixLineEnds(content.toString("latin1")), "latin1") : content;
}
