/** A heading, and the lines from it to the next of its level or above. */
interface Section {
  readonly level: number;
  readonly start: number;
  readonly end: number;
}

/** @throws Error when there is no section to follow */
export function sectionAdded(text: string, title: string, body: string, after?: string): string {
  const lines = text.split("\n");
  const { level, end } = after === undefined ? { level: 2, end: lines.length } : find(lines, after);
  return joined(lines.slice(0, end), [`${"#".repeat(level)} ${title}`, "", body.trim()], lines.slice(end));
}

/** @throws Error when there is no such section */
export function replaceSection(text: string, title: string, body: string): string {
  const lines = text.split("\n");
  const { start, end } = find(lines, title);
  return joined(lines.slice(0, start), [lines[start], "", body.trim()], lines.slice(end));
}

/** @throws Error when there is no such section */
export function appendToSection(text: string, title: string, body: string): string {
  const lines = text.split("\n");
  const { end } = find(lines, title);
  return joined(lines.slice(0, end), [body.trim()], lines.slice(end));
}

/** @throws Error when there is no such section */
export function removeSection(text: string, title: string): string {
  const lines = text.split("\n");
  const { start, end } = find(lines, title);
  return joined(lines.slice(0, start), [], lines.slice(end));
}

function find(lines: readonly string[], title: string): Section {
  const all = headings(lines);
  const index = all.findIndex((heading) => heading.title === title);
  if (index < 0) {
    throw new Error(`has no section "${title}". It has ${all.map((heading) => heading.title).join(", ")}`);
  }
  const { level, line } = all[index];
  const next = all.slice(index + 1).find((heading) => heading.level <= level);
  return { level, start: line, end: next?.line ?? lines.length };
}

/** Headings outside of fenced code, in which `#` starts a comment. */
function headings(lines: readonly string[]): { title: string; level: number; line: number }[] {
  let fence: string | undefined;
  return lines.flatMap((text, line) => {
    const [, mark] = /^\s*(```+|~~~+)/.exec(text) ?? [];
    if (mark && (fence === undefined || mark.startsWith(fence))) {
      fence = fence === undefined ? mark : undefined;
    }
    const [, signs, title] = fence === undefined ? (/^(#{1,6}) +(.*?) *#*$/.exec(text) ?? []) : [];
    return title === undefined ? [] : [{ title, level: signs.length, line }];
  });
}

/** Parts with one empty line between them, and one end of line at the end. */
function joined(...parts: string[][]): string {
  const texts = parts.map((lines) => lines.join("\n").replace(/^\n+|\s+$/g, ""));
  return `${texts.filter((text) => text !== "").join("\n\n")}\n`;
}
