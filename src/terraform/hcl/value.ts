import { DefaultTokenResolver, type IResolvable, StringConcat, TerraformElement, Token, Tokenization } from "cdktf";
import type { IConstruct } from "constructs";
import { Explained } from "../../explained";
import { Expression, FunctionCall, RawExpression } from "./expression";
import { apart, type BodyItem, layout, WIDTH } from "./layout";
import { columns, comment, key, quotable } from "./text";

/** Writes values as expressions: on one line where that reads well, else broken over several. */
export class ValueWriter {
  private readonly resolver = new DefaultTokenResolver(new StringConcat());

  constructor(private readonly scope: IConstruct) {}

  /**
   * @param value - JSON, expressions, and what cdktf makes of references
   * @param indent - indentation of the line on which the value starts
   * @param column - column at which it starts
   * @throws Error for anything else
   */
  write(value: unknown, indent = 0, column = indent): string {
    const raw = this.unwrap(value);
    const line = this.onOneLine(raw);
    if (line !== undefined && (column + columns(line) <= WIDTH || !this.breaks(raw))) {
      return line;
    }
    if (raw instanceof RawExpression) {
      return this.text(raw).replaceAll("\n", `\n${" ".repeat(indent)}`);
    }
    if (raw instanceof FunctionCall) {
      return this.callOverLines(raw, indent, column);
    }
    if (Array.isArray(raw)) {
      return this.overLines("[", raw, "]", indent);
    }
    return this.object(raw as object, indent);
  }

  /** An object over several lines. */
  object(value: object, indent: number): string {
    return `{\n${this.members(value, indent + 2).join("\n")}\n${" ".repeat(indent)}}`;
  }

  /** The value on one line, however long. */
  text(value: unknown): string {
    const raw = this.unwrap(value);
    if (raw instanceof FunctionCall) {
      return `${raw.name}(${raw.args.map((arg) => this.text(arg)).join(", ")})`;
    }
    if (Array.isArray(raw)) {
      return `[${raw.map((element) => this.text(element)).join(", ")}]`;
    }
    if (isPlainObject(raw)) {
      const members = Object.entries(raw)
        .filter(([, member]) => member !== undefined)
        .map(([name, member]) => `${key(name)} = ${this.text(member instanceof Explained ? member.value : member)}`);
      return members.length === 0 ? "{}" : `{ ${members.join(", ")} }`;
    }
    return this.scalar(raw);
  }

  private members(value: object, indent: number): string[] {
    const items = Object.entries(value).flatMap(([name, member]): BodyItem[] => {
      if (member === undefined) {
        return [];
      }
      const explained = member instanceof Explained;
      const item = {
        name,
        value: this.write(explained ? member.value : member, indent, indent + columns(key(name)) + 3),
        why: explained ? member.why : undefined,
      };
      return explained ? apart(item) : [item];
    });
    return layout(items, indent);
  }

  private onOneLine(value: unknown): string | undefined {
    const raw = this.unwrap(value);
    if (raw instanceof FunctionCall) {
      return raw.args.some((arg) => this.onOneLine(arg) === undefined) ? undefined : this.text(raw);
    }
    if (Array.isArray(raw)) {
      const several = raw.length > 1 && raw.some((element) => this.isComposed(element));
      return several ||
        raw.some((element) => element instanceof Explained) ||
        raw.some((element) => this.onOneLine(element) === undefined)
        ? undefined
        : this.text(raw);
    }
    if (isPlainObject(raw)) {
      const members = Object.values(raw).filter((member) => member !== undefined);
      const nested = members.some(
        (member) => member instanceof Explained || this.hasMembers(member) || this.onOneLine(member) === undefined,
      );
      return nested ? undefined : this.text(raw);
    }
    const line = this.scalar(raw);
    return line.includes("\n") ? undefined : line;
  }

  /** Several of these are a line each. */
  private isComposed(value: unknown): boolean {
    const raw = this.unwrap(value);
    return isPlainObject(raw) || raw instanceof FunctionCall;
  }

  private hasMembers(value: unknown): boolean {
    const raw = this.unwrap(value);
    return isPlainObject(raw) && Object.keys(raw).length > 0;
  }

  /** Whether a value can be written over several lines. */
  private breaks(value: unknown): boolean {
    const raw = this.unwrap(value);
    return raw instanceof FunctionCall
      ? raw.args.some((arg) => this.breaks(arg)) || raw.args.length > 1
      : (Array.isArray(raw) || isPlainObject(raw)) && Object.keys(raw).length > 0;
  }

  private callOverLines({ name, args }: FunctionCall, indent: number, column: number): string {
    const first = args.slice(0, -1).map((arg) => this.onOneLine(arg));
    const last = args[args.length - 1];
    const start = `${name}(${first.map((arg) => `${arg}, `).join("")}`;
    // `templatefile("…", {` … `})`
    if (!first.includes(undefined) && !(this.unwrap(last) instanceof FunctionCall) && this.breaks(last)) {
      return `${start}${this.write(last, indent, column + columns(start))})`;
    }
    return this.overLines(`${name}(`, args, ")", indent);
  }

  private overLines(open: string, values: readonly unknown[], close: string, indent: number): string {
    const inner = indent + 2;
    const margin = " ".repeat(inner);
    const lines = values.flatMap((value) =>
      value instanceof Explained
        ? [
            ...comment(value.why, WIDTH - inner).map((line) => `${margin}${line}`),
            `${margin}${this.write(value.value, inner)},`,
          ]
        : [`${margin}${this.write(value, inner)},`],
    );
    return [open, ...lines, `${" ".repeat(indent)}${close}`].join("\n");
  }

  /** What is not made of other values, as an expression. */
  private scalar(value: unknown): string {
    if (value === null) {
      return "null";
    }
    if (typeof value === "boolean") {
      return String(value);
    }
    if (typeof value === "number" && Number.isFinite(value)) {
      return value === 0 ? "0" : String(value);
    }
    if (typeof value === "string") {
      return this.template(value);
    }
    if (value instanceof RawExpression) {
      return this.raw(value);
    }
    if (value instanceof TerraformElement) {
      return this.text(value.fqn);
    }
    if (Tokenization.isResolvable(value) && !(value instanceof Expression)) {
      return this.reference(value);
    }
    throw new Error(`No HCL for ${typeof value} ${JSON.stringify(value)}`);
  }

  private raw({ texts, operands }: RawExpression): string {
    const text = texts.reduce((start, end, index) => start + this.text(operands[index - 1]) + end);
    if (/^[^\n]*[^\n([{]\n/.test(text)) {
      throw new Error(`The first of several lines ends in an opening bracket, or terraform fmt moves them: ${text}`);
    }
    return text;
  }

  /** A reference of cdktf. */
  private reference(token: IResolvable): string {
    const resolved: unknown = Tokenization.resolve(token, {
      scope: this.scope,
      resolver: this.resolver,
      preparing: false,
    });
    const expression = typeof resolved === "string" ? /^\$\{([^{}"]+)\}$/.exec(resolved)?.[1] : undefined;
    if (expression === undefined) {
      throw new Error(`Not a reference of cdktf: ${JSON.stringify(resolved)}`);
    }
    return expression;
  }

  /** Text, text with tokens, or a token alone, which then is no text any more. */
  private template(text: string): string {
    const parts = fragments(text);
    if (parts.length === 1 && typeof parts[0] !== "string") {
      return this.text(parts[0]);
    }
    const content = parts.map((part) =>
      typeof part === "string" ? quotable(withoutNumberTokens(part)) : `\${${this.text(part)}}`,
    );
    return `"${content.join("")}"`;
  }

  /** Takes a token out of the form in which cdktf hides it in a string, number, list or map. */
  private unwrap(value: unknown): unknown {
    const token = hidden(value);
    return token === undefined ? value : this.unwrap(token);
  }
}

/** A value of JSON as HCL, on one line. */
export function literal(value: unknown): string {
  // Only references of cdktf need a scope.
  return new ValueWriter(undefined as unknown as IConstruct).text(value);
}

function hidden(value: unknown): unknown {
  if (typeof value === "string") {
    const parts = fragments(value);
    return parts.length === 1 && typeof parts[0] !== "string" ? parts[0] : undefined;
  }
  if (typeof value === "number") {
    return Tokenization.reverseNumber(value);
  }
  if (Array.isArray(value)) {
    // cdktf looks into lists of one string only, and stumbles over one that is not a string.
    return value.length === 1 && typeof value[0] === "string" ? Tokenization.reverseList(value) : undefined;
  }
  return isPlainObject(value) ? Tokenization.reverseMap(value) : undefined;
}

/** The tokens in a text, and what stands between them, in order. */
function fragments(text: string): (string | IResolvable)[] {
  if (!Token.isUnresolved(text)) {
    return [text];
  }
  const pieces = Tokenization.reverseString(text);
  const texts: string[] =
    pieces.length === 1
      ? [text]
      : pieces.join({ join: (left: string | string[], right: string) => [left, right].flat() });
  return texts.map((piece) => Tokenization.reverseString(piece).tokens[0] ?? piece);
}

/** cdktf hides a token in a number, which a template string then prints as a number like -1.8881545897087857e+289. */
function withoutNumberTokens(text: string): string {
  for (const [number] of text.matchAll(/-\d(\.\d+)?e\+\d+/g)) {
    if (Tokenization.reverseNumber(Number(number)) !== undefined) {
      throw new Error(`A number token stands in the text ${JSON.stringify(text)}: use its string form`);
    }
  }
  return text;
}

function isPlainObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && Object.getPrototypeOf(value) === Object.prototype;
}
