import { getExpressionAst, type TFExpressionSyntaxTree } from "@cdktn/hcl2json";
import type { Json } from "./terraform-files";

type Ast = TFExpressionSyntaxTree.ExpressionType;

const HEAD = "<<ADOPTED_TEXT\n";

/** What an expression refers to: `var.namespace`, `aws_iam_role.otel[0].arn`. */
export async function accessorsIn(written: Json | undefined): Promise<string[]> {
  if (typeof written === "object" && written !== null) {
    const found: string[] = [];
    for (const item of Object.values(written)) {
      found.push(...(await accessorsIn(item)));
    }
    return found;
  }
  return typeof written === "string" ? (await traversals(written)).map(({ accessor }) => accessor) : [];
}

/** An argument as HCL on one line, with other words for what it refers to. Undefined gives a reference up. */
export async function rewrittenExpression(
  written: Json,
  rename: (accessor: string) => Promise<string | undefined>,
): Promise<string | undefined> {
  if (Array.isArray(written)) {
    const items = await each(written, (item) => rewrittenExpression(item, rename));
    return items && `[${items.join(", ")}]`;
  }
  if (typeof written === "object" && written !== null) {
    const items = await each(Object.entries(written), async ([key, item]) => {
      const value = await rewrittenExpression(item, rename);
      return value && `${/^[A-Za-z_]\w*$/.test(key) ? key : JSON.stringify(key)} = ${value}`;
    });
    return items && `{ ${items.join(", ")} }`;
  }
  if (typeof written !== "string") {
    return JSON.stringify(written);
  }
  const found = await traversals(written);
  let bytes = Buffer.from(written);
  for (const { accessor, start, end } of found.reverse()) {
    const name = await rename(accessor);
    if (name === undefined) {
      return undefined;
    }
    bytes = Buffer.concat([bytes.subarray(0, start), Buffer.from(name), bytes.subarray(end)]);
  }
  const text = bytes.toString("utf8");
  const isExpression = (await ast(written))?.children.length === 2 && written.startsWith("${");
  const line = isExpression ? text.slice(2, -1) : `"${escaped(text)}"`;
  return line.replace(/\s*\n\s*/g, " ").trim();
}

/** Of a template, whose expressions keep their quotes. */
function escaped(text: string): string {
  return text.includes("${") ? text.replaceAll("\n", "\\n") : JSON.stringify(text).slice(1, -1);
}

async function each<T>(items: readonly T[], make: (item: T) => Promise<string | undefined>) {
  const made: string[] = [];
  for (const item of items) {
    const text = await make(item);
    if (text === undefined) {
      return undefined;
    }
    made.push(text);
  }
  return made;
}

interface Traversal {
  readonly accessor: string;
  readonly start: number;
  readonly end: number;
}

const ast = async (text: string) =>
  text.includes("${") || text.includes("%{")
    ? await getExpressionAst("expression.tf", `${HEAD}${text}\nADOPTED_TEXT\n`)
    : null;

/** In the order of the text. */
async function traversals(text: string): Promise<Traversal[]> {
  const found: Traversal[] = [];
  const walk = (node: Ast | null, names: ReadonlySet<string>): void => {
    if (node === null) {
      return;
    }
    const meta = (node.meta ?? {}) as unknown as Record<string, string>;
    if ((node.type as string) === "scopeTraversal") {
      const accessor = meta.fullAccessor;
      if (!names.has(accessor.split(".")[0])) {
        found.push({
          accessor,
          start: node.range.start.byte - HEAD.length,
          end: node.range.end.byte - HEAD.length,
        });
      }
      return;
    }
    const own = (node.type as string) === "for" ? [meta.keyVar, meta.valVar] : [];
    for (const child of node.children as Ast[]) {
      walk(child, new Set([...names, ...own]));
    }
  };
  walk(await ast(text), new Set());
  return found;
}
