import type { Expression } from "./expression";

interface Marks {
  readonly elements?: Expression;
  readonly why?: string;
}

const marks = new WeakMap<object, Marks>();

/**
 * A nested block that stands once for each element. Within it, the block's name gives the element:
 * `` hcl`statement.value` ``.
 *
 * Unlike `count`, it also works when Terraform learns the elements only as it applies.
 */
export function dynamic<Struct extends object>(elements: Expression, why: string, content: Struct): Struct {
  return mark(content, { elements, why });
}

/** A nested block with a comment above it. */
export function explained<Struct extends object>(why: string, content: Struct): Struct {
  return mark(content, { why });
}

/** What the writer has to know of a nested block beyond its attributes. */
export function marksOf(block: object): Marks {
  return marks.get(block) ?? {};
}

function mark<Struct extends object>(content: Struct, its: Marks): Struct {
  const block = { ...content };
  marks.set(block, its);
  return block;
}
