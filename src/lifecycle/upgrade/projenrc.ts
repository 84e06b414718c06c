import { parse } from "@babel/parser";
import type {
  Expression,
  File,
  Node,
  ObjectExpression,
  ObjectProperty,
  SpreadElement,
  StringLiteral,
  TemplateLiteral,
} from "@babel/types";
import { UserError } from "../../user-error";

/**
 * The text of `.projenrc.ts`. Each edit replaces just the characters that it is about, so comments and layout stay.
 *
 * Options are named by their path, `collector.imageTag`. They are found in the object that is handed to the project's class,
 * also when that object is a constant.
 */
export class Projenrc {
  private ast: File;

  /** @throws UserError when the text is no TypeScript */
  constructor(private source: string) {
    this.ast = parsed(source);
  }

  get text(): string {
    return this.source;
  }

  /** What an option is set to, as it is written: `"0.159.0"` with its quotes. Undefined where it is not set. */
  option(path: string): string | undefined {
    const property = this.property(path);
    return property && this.sourceOf(property.value);
  }

  /** Sets an option, and the groups around it. `value` is source text. */
  setOption(path: string, value: string): void {
    const property = this.property(path);
    if (property) {
      this.replace(property.value, property.shorthand ? `${keyOf(property)}: ${value}` : value);
      return;
    }
    const [group, name] = split(path);
    const object = group === "" ? this.optionsObject() : this.groupObject(group);
    if (object) {
      this.insert(object, `${name}: ${value}`);
    } else if (group !== "") {
      this.setOption(group, `{ ${name}: ${value} }`);
    } else {
      throw new UserError(
        `.projenrc.ts: ${path} can't be set, because the options are not written as one object.\nSet it to ${value} by hand.\n`,
      );
    }
  }

  /**
   * Gives an option another name, in its group or in another one.
   *
   * @returns whether it was set
   */
  renameOption(from: string, to: string): boolean {
    const property = this.property(from);
    if (!property) {
      return false;
    }
    const value = this.sourceOf(property.value);
    const [fromGroup] = split(from);
    const [toGroup, name] = split(to);
    if (this.property(to)) {
      this.removeOption(from); // what is set under the new name is what the person wants now
    } else if (fromGroup === toGroup) {
      if (property.shorthand) {
        this.replace(property, `${name}: ${value}`);
      } else {
        this.replace(property.key, name);
      }
    } else {
      const comments = this.commentsBefore(property).trim();
      this.removeOption(from);
      this.setOption(to, value);
      if (comments !== "") {
        const moved = this.property(to) as ObjectProperty;
        this.splice(
          moved.start as number,
          moved.start as number,
          `${comments}\n${this.indentOf(moved.start as number)}`,
        );
      }
    }
    return true;
  }

  /**
   * Takes an option out, with the comments right before it. A group that is empty then goes too.
   *
   * @returns whether it was set
   */
  removeOption(path: string): boolean {
    const property = this.property(path);
    if (!property) {
      return false;
    }
    this.remove(property);
    const [group] = split(path);
    const object = group === "" ? undefined : this.groupObject(group);
    if (object && this.sourceOf(object).replace(/[\s,]/g, "") === "{}") {
      this.removeOption(group);
    }
    return true;
  }

  /** Source of what is spread into the options or the group of one, where it may be set as well. */
  spreads(path: string): string[] {
    const parts = path.split(".");
    return parts.flatMap((_, depth) => {
      const group = parts.slice(0, depth).join(".");
      const object = group === "" ? this.optionsObject() : this.groupObject(group);
      const spreads = object?.properties.filter((member): member is SpreadElement => member.type === "SpreadElement");
      return spreads?.map((spread) => this.sourceOf(spread)) ?? [];
    });
  }

  /** The ranges at which the file pins a package, wherever it does: `1.0.0` for the text "acme-tracing@1.0.0". */
  pins(name: string): string[] {
    return this.pinTexts(name).map((text) => wordsOf(text).slice(name.length + 1));
  }

  /** Replaces the range of each text that pins a package, unless `move` gives none. */
  movePins(name: string, move: (range: string) => string | undefined): void {
    for (const text of this.pinTexts(name).reverse()) {
      const range = move(wordsOf(text).slice(name.length + 1));
      if (range !== undefined) {
        this.splice((text.start as number) + 1, (text.end as number) - 1, `${name}@${range}`);
      }
    }
  }

  private pinTexts(name: string): (StringLiteral | TemplateLiteral)[] {
    return [...nodesOf(this.ast)].filter(
      (node): node is StringLiteral | TemplateLiteral =>
        (node.type === "StringLiteral" || (node.type === "TemplateLiteral" && node.expressions.length === 0)) &&
        wordsOf(node).startsWith(`${name}@`),
    );
  }

  private property(path: string): ObjectProperty | undefined {
    const [group, name] = split(path);
    const object = group === "" ? this.optionsObject() : this.groupObject(group);
    return object?.properties.find(
      (member): member is ObjectProperty => member.type === "ObjectProperty" && keyOf(member) === name,
    );
  }

  private groupObject(path: string): ObjectExpression | undefined {
    const value = this.property(path)?.value;
    return value && this.objectOf(value);
  }

  /** The first object that is all that a class is made from. A component's options come after its project. */
  private optionsObject(): ObjectExpression | undefined {
    for (const node of nodesOf(this.ast)) {
      if (node.type === "NewExpression" && node.arguments.length === 1) {
        const object = this.objectOf(node.arguments[0] as Node);
        if (object) {
          return object;
        }
      }
    }
    return undefined;
  }

  private objectOf(node: Node): ObjectExpression | undefined {
    switch (node.type) {
      case "ObjectExpression":
        return node;
      case "TSAsExpression":
      case "TSSatisfiesExpression":
        return this.objectOf(node.expression);
      case "Identifier":
        for (const declared of nodesOf(this.ast)) {
          if (
            declared.type === "VariableDeclarator" &&
            declared.id.type === "Identifier" &&
            declared.id.name === node.name
          ) {
            return declared.init ? this.objectOf(declared.init as Expression) : undefined;
          }
        }
    }
    return undefined;
  }

  private insert(object: ObjectExpression, member: string): void {
    const last = object.properties.at(-1);
    if (!last) {
      const multiline = this.sourceOf(object).includes("\n");
      const indent = this.indentOf(object.start as number);
      const inner =
        multiline || object === this.optionsObject() ? `{\n${indent}  ${member},\n${indent}}` : `{ ${member} }`;
      const comments = this.sourceOf(object).slice(1, -1).trimEnd();
      const kept = comments === "" ? inner : `{${comments}\n${indent}  ${member},\n${indent}}`;
      this.replace(object, kept);
      return;
    }
    const line = this.sourceOf(object).includes("\n") ? `\n${this.indentOf(last.start as number)}` : " ";
    const comma = this.commaAfter(last);
    // A comment that ends the line of the last one stays with it.
    const end = comma ?? (last.end as number);
    const [rest] = /^[^\S\n]*\/\/[^\n]*/.exec(this.source.slice(end)) ?? [""];
    // A comma that is there stays the last one.
    const added = `${line}${member}${comma !== undefined && line !== " " ? "," : ""}`;
    this.splice(end, end + rest.length, `${comma === undefined ? "," : ""}${rest}${added}`);
  }

  private remove(property: ObjectProperty): void {
    const start = (property.start as number) - this.commentsBefore(property).length;
    const comma = this.commaAfter(property);
    let end = comma ?? (property.end as number);
    const [restOfLine] = /^[^\S\n]*(\/\/[^\n]*)?(\n|$)/.exec(this.source.slice(end)) ?? [undefined];
    const before = this.source.slice(0, start);
    const lineStart = before.lastIndexOf("\n") + 1;
    if (restOfLine !== undefined && before.slice(lineStart).trim() === "") {
      this.splice(lineStart, end + restOfLine.length, "");
      return;
    }
    // Within a line: with the space that parted it from its neighbour.
    end += this.source.startsWith(" ", end) ? 1 : 0;
    const last = comma === undefined ? before.length - before.replace(/,\s*$/, "").length : 0;
    this.splice(start - last, end, last > 0 ? " " : "");
  }

  /** Where the comma behind a member ends, whatever comment stands before it. Undefined where there is none. */
  private commaAfter({ end }: Node): number | undefined {
    // The types of comments alone are texts.
    const next = this.ast.tokens?.find((token) => token.start >= (end as number) && typeof token.type !== "string");
    return next?.type.label === "," ? next.end : undefined;
  }

  /** The comments on lines of their own right before a property, up to its first character. */
  private commentsBefore(property: ObjectProperty): string {
    const comments = property.leadingComments ?? [];
    let start = property.start as number;
    for (const comment of [...comments].reverse()) {
      const between = this.source.slice(comment.end, start);
      const before = this.source.slice(0, comment.start);
      if (!/^[^\S\n]*\n?[^\S\n]*$/.test(between) || !/(^|\n)[^\S\n]*$/.test(before)) {
        break;
      }
      start = comment.start as number;
    }
    return this.source.slice(start, property.start as number);
  }

  private indentOf(position: number): string {
    const line = this.source.slice(this.source.lastIndexOf("\n", position - 1) + 1, position);
    return line.slice(0, line.length - line.trimStart().length);
  }

  private sourceOf({ start, end }: Node): string {
    return this.source.slice(start as number, end as number);
  }

  private replace({ start, end }: Node, text: string): void {
    this.splice(start as number, end as number, text);
  }

  private splice(start: number, end: number, text: string): void {
    this.source = this.source.slice(0, start) + text + this.source.slice(end);
    this.ast = parsed(this.source);
  }
}

function parsed(source: string): File {
  try {
    return parse(source, { sourceType: "module", plugins: ["typescript"], tokens: true });
  } catch (error) {
    throw new UserError(
      `.projenrc.ts can't be read: ${(error as Error).message}\nMend it, and see with "npx projen" that it works.\n`,
    );
  }
}

/** A node and everything below it, in the order of the text. */
function* nodesOf(node: Node): Generator<Node> {
  yield node;
  for (const value of Object.values(node)) {
    for (const child of Array.isArray(value) ? value : [value]) {
      if (typeof child?.type === "string") {
        yield* nodesOf(child);
      }
    }
  }
}

function wordsOf(text: StringLiteral | TemplateLiteral): string {
  return text.type === "StringLiteral" ? text.value : (text.quasis[0].value.cooked ?? "");
}

function keyOf({ key }: ObjectProperty): string | undefined {
  return key.type === "Identifier" ? key.name : key.type === "StringLiteral" ? key.value : undefined;
}

/** The group of an option, empty at the top, and its own name. */
function split(path: string): [group: string, name: string] {
  const at = path.lastIndexOf(".");
  return [path.slice(0, Math.max(at, 0)), path.slice(at + 1)];
}
