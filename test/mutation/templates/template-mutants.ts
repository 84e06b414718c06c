/** A way to break a template that a machine thought of. */
export interface TemplateMutant {
  /** Path below `templates/`. */
  readonly template: string;
  readonly kind: MutantKind;
  /** From 1. */
  readonly line: number;
  readonly before: string;
  /** What stands there instead; nothing, when the line is gone. */
  readonly after?: string;
}

export type MutantKind =
  | "line deleted"
  | "number raised"
  | "section inverted"
  | "boolean swapped"
  | "comparison swapped"
  | "item dropped";

/** Every mutant of a template, line by line. Comments, blank lines and what is prose in Markdown stay as they are. */
export function templateMutants(template: string, text: string): TemplateMutant[] {
  let inFence = false;
  return text.split("\n").flatMap((before, index) => {
    const fence = /^\s*```/.test(before);
    inFence = fence ? !inFence : inFence;
    const prose = template.endsWith(".md") && !inFence && !before.startsWith("|");
    const kept = fence || prose || /^\s*$|^\s*(#|\/\/|\/?\*|<!--)/.test(before);
    const mutations = [
      ...each(before, "section inverted", /(?<=<%)[#^](?= \w+ %>)/g, (sign) => (sign === "#" ? "^" : "#")),
      // To delete one that stands alone only makes the template one that cannot be read.
      ...(kept || /^\s*<%[#^/] \w+ %>\s*$/.test(before) ? [] : ofContent(before)),
    ];
    return mutations.map((mutation) => ({ template, line: index + 1, before, ...mutation }));
  });
}

/** A template's text with a mutant in it. */
export function mutated(text: string, { line, before, after }: TemplateMutant): string {
  const lines = text.split("\n");
  if (lines[line - 1] !== before) {
    throw new Error(`line ${line} is not ${before}`);
  }
  lines.splice(line - 1, 1, ...(after === undefined ? [] : [after]));
  return lines.join("\n");
}

type Mutation = Pick<TemplateMutant, "kind" | "after">;

function ofContent(line: string): Mutation[] {
  return [
    { kind: "line deleted" },
    // With a unit or without, and not within a name or a version.
    ...each(line, "number raised", /(?<![\w.%-])\d+(?=(?:ms|[smhd]|[MG]i)?(?![\w.-]*\w))/g, (number) =>
      String(Number(number) + 1),
    ),
    ...each(line, "boolean swapped", /\b(true|false)\b/gi, swappedBoolean),
    ...each(line, "comparison swapped", /(?<![=!<>])[=!](?===?[^=])/g, (sign) => (sign === "=" ? "!" : "=")),
    ...each(line, "item dropped", /(?<=\[)[^[\](),<>]+, /g, () => ""),
  ];
}

function swappedBoolean(word: string): string {
  const swapped = String(word.toLowerCase() !== "true");
  return /^[A-Z]/.test(word) ? `${swapped[0].toUpperCase()}${swapped.slice(1)}` : swapped;
}

/** A mutation for each place that a pattern finds. */
function each(line: string, kind: MutantKind, pattern: RegExp, replace: (found: string) => string): Mutation[] {
  return [...line.matchAll(pattern)].map(({ 0: found, index }) => ({
    kind,
    after: line.slice(0, index) + replace(found) + line.slice(index + found.length),
  }));
}
