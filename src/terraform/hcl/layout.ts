import { columns, comment, key } from "./text";

/** Lines are broken to fit into it where they can be broken. */
export const WIDTH = 120;

/** An attribute with its written value, of which further lines are indented already. */
export interface Attribute {
  readonly name: string;
  readonly value: string;
  readonly why?: string;
}

/** A block: `header { … }`. */
export interface Block {
  readonly header: string;
  readonly body: readonly BodyItem[];
  readonly why?: string;
}

/** A line between paragraphs. There is never more than one, and none at either end. */
export const PARAGRAPH = "paragraph" as const;

export type BodyItem = Attribute | Block | typeof PARAGRAPH;

/**
 * Lines of a body, indented, aligned as `terraform fmt` aligns them: attributes on consecutive lines share the column of
 * their `=`; an empty line, a comment, a block, or a value of several lines ends the run.
 */
export function layout(items: readonly BodyItem[], indent: number): string[] {
  const margin = " ".repeat(indent);
  const lines: string[] = [];
  let run: Attribute[] = [];
  const endRun = () => {
    const width = Math.max(...run.map(({ name }) => columns(key(name))));
    for (const { name, value } of run) {
      lines.push(`${margin}${key(name)}${" ".repeat(width - columns(key(name)))} = ${value}`);
    }
    run = [];
  };
  for (const item of paragraphs(items)) {
    if (item === PARAGRAPH) {
      endRun();
      lines.push("");
      continue;
    }
    if (item.why !== undefined) {
      endRun();
      lines.push(...comment(item.why, WIDTH - indent).map((line) => margin + line));
    }
    if ("value" in item && !item.value.includes("\n")) {
      run.push(item);
      continue;
    }
    endRun();
    if ("value" in item) {
      run.push(item);
      endRun();
    } else {
      const body = layout(item.body, indent + 2);
      lines.push(
        ...(body.length === 0 ? [`${margin}${item.header} {}`] : [`${margin}${item.header} {`, ...body, `${margin}}`]),
      );
    }
  }
  endRun();
  return lines;
}

/** An item with an empty line on both sides. */
export function apart(item: BodyItem): BodyItem[] {
  return [PARAGRAPH, item, PARAGRAPH];
}

/** Leaves out lines between paragraphs that separate nothing. */
function paragraphs(items: readonly BodyItem[]): BodyItem[] {
  return items.filter((item, index) => {
    const followed = items.slice(index + 1).some((later) => later !== PARAGRAPH);
    return item !== PARAGRAPH || (index > 0 && items[index - 1] !== PARAGRAPH && followed);
  });
}
