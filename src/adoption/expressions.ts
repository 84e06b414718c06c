import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { getExpressionAst, type TFExpressionSyntaxTree } from "@cdktn/hcl2json";
import { parse as parseYaml } from "yaml";
import type { Block, Json, TerraformFiles } from "./terraform-files";

type Ast = TFExpressionSyntaxTree.ExpressionType;

/** What an expression is as far as the files tell: data, with references where only a plan would know. */
export type Value = null | boolean | number | string | Value[] | { [key: string]: Value } | Reference | Interpolation;

/** An expression whose value is not known, as it is written: `var.namespace`. */
export class Reference {
  constructor(readonly source: string) {}
}

/** A text with references in it. */
export class Interpolation {
  constructor(readonly parts: readonly (string | Reference)[]) {}
}

export type Mapping = { [key: string]: Value };
export const isMapping = (value: Value | undefined): value is Mapping =>
  typeof value === "object" &&
  value !== null &&
  !Array.isArray(value) &&
  !(value instanceof Reference) &&
  !(value instanceof Interpolation);

/** Functions that give what they are given, as far as it matters here. A document is the data in it. */
const TRANSPARENT = new Set(
  "yamlencode jsonencode tostring tonumber tobool tolist toset tomap nonsensitive sensitive trimspace chomp".split(" "),
);

/**
 * Evaluates expressions of a module without its inputs and its providers.
 *
 * A variable is a reference even where it has a default: who calls the module decides. What is there only if a variable is not null
 * is taken to be there, so that everything that the module can do is seen.
 */
export class Expressions {
  private readonly blocks: ReadonlyMap<string, Block>;
  private readonly placeholders: Reference[] = [];
  /** Files that expressions have read, by their path in the directory. */
  readonly filesRead = new Set<string>();

  constructor(private readonly files: TerraformFiles) {
    this.blocks = new Map(files.blocks.map((block) => [block.address, block]));
  }

  /** The block at an address. */
  block(address: string): Block | undefined {
    return this.blocks.get(address);
  }

  /** A value as it is written in a block. */
  async of(written: Json | undefined, scope: Mapping = {}): Promise<Value> {
    if (Array.isArray(written)) {
      return Promise.all(written.map((item) => this.of(item, scope)));
    }
    if (typeof written === "object" && written !== null) {
      const entries = Object.entries(written).map(async ([key, item]) => [key, await this.of(item, scope)] as const);
      return Object.fromEntries(await Promise.all(entries));
    }
    if (typeof written !== "string") {
      return written ?? null;
    }
    return this.template(written, scope);
  }

  /** Data of a YAML or JSON document, or data as it is. Undefined when it is none that can be read. */
  document(value: Value): Value | undefined {
    if (typeof value !== "string" && !(value instanceof Interpolation)) {
      return value instanceof Reference ? undefined : value;
    }
    try {
      return this.filled(parseYaml(this.withPlaceholders(value)) as Json);
    } catch {
      return undefined;
    }
  }

  /** The default of the variable that a reference is; undefined without one. A value that is none is itself. */
  async known(value: Value | undefined): Promise<Value | undefined> {
    if (value instanceof Reference) {
      const preset = this.blocks.get(`var.${variableName(value)}`)?.body.default;
      return preset === undefined ? undefined : this.of(preset);
    }
    return value instanceof Interpolation ? undefined : value;
  }

  private async template(text: string, scope: Mapping): Promise<Value> {
    if (!text.includes("${") && !text.includes("%{")) {
      return text;
    }
    // As a heredoc, in which quotes and line breaks stand for themselves.
    const source = `<<ADOPTED_TEXT\n${text}\nADOPTED_TEXT\n`;
    const ast = await getExpressionAst("expression.tf", source);
    const parts = await this.parts(ast?.children ?? [], { source, scope, quoted: false });
    const last = parts.at(-1);
    if (typeof last === "string") {
      parts.splice(-1, 1, ...(last === "\n" ? [] : [last.replace(/\n$/, "")]));
    }
    return joined(parts);
  }

  private async parts(children: readonly Ast[], at: Place): Promise<Value[]> {
    const parts: Value[] = [];
    for (const child of children) {
      // A text's own passages are literals too, and an expression in brackets has no meta.
      const { type, value = "" } = (child.meta ?? {}) as { type?: string; value?: string };
      parts.push(type === "string" ? unescaped(value, at.quoted) : await this.evaluate(child, at));
    }
    return parts;
  }

  private async evaluate(ast: Ast, at: Place): Promise<Value> {
    const { meta = {}, children } = ast as unknown as { meta?: Record<string, string>; children: Ast[] };
    const source = meta.value ?? "";
    const child = (index: number) => this.evaluate(children[index], at);
    switch (ast.type as string) {
      case "literalValue":
        return meta.type === "number"
          ? Number(source)
          : meta.type === "bool"
            ? source === "true"
            : meta.type === "dynamic"
              ? null
              : source;
      case "template":
      case "templateWrap":
        return joined(await this.parts(children, { ...at, quoted: source.startsWith('"') }));
      case "":
        return children.length === 1 ? child(0) : new Reference(source);
      case "scopeTraversal":
        return this.traversal(meta.fullAccessor ?? source, at.scope);
      case "tuple":
        return Promise.all(children.map((_, index) => child(index)));
      case "object":
        return this.object(children, at);
      case "unaryOp": {
        const operand = await child(0);
        return typeof operand === "number" ? -operand : typeof operand === "boolean" ? !operand : new Reference(source);
      }
      case "binaryOp":
        return compared(await child(0), meta.operator, await child(1)) ?? new Reference(source);
      case "conditional": {
        const condition = await this.known(await child(0));
        return child(condition === false ? 2 : 1);
      }
      case "function":
        return this.call(meta.name ?? "", await Promise.all(children.map((_, index) => child(index))), source);
      default:
        return new Reference(source);
    }
  }

  private async object(children: readonly Ast[], at: Place): Promise<Value> {
    const result: Mapping = {};
    for (let index = 0; index < children.length; index += 2) {
      const [key, value] = [children[index], children[index + 1]];
      const { start, end } = key.range;
      const named =
        key.children.length > 0
          ? await this.evaluate(key.children[0] as Ast, at)
          : Buffer.from(at.source).subarray(start.byte, end.byte).toString("utf8");
      if (typeof named !== "string") {
        return new Reference("an object with computed keys");
      }
      result[named] = await this.evaluate(value, at);
    }
    return result;
  }

  private async traversal(accessor: string, scope: Mapping): Promise<Value> {
    if (accessor === "path.module" || accessor === "path.root") {
      return ".";
    }
    const [root, ...steps] = accessor.split(".");
    if (Object.hasOwn(scope, root)) {
      return walked(scope[root], steps) ?? new Reference(accessor);
    }
    const local = root === "local" ? this.blocks.get(`local.${steps[0]}`) : undefined;
    if (local) {
      return walked(await this.of(local.body.value), steps.slice(1)) ?? new Reference(accessor);
    }
    return new Reference(accessor);
  }

  private async call(name: string, args: Value[], source: string): Promise<Value> {
    const [first] = args;
    if (TRANSPARENT.has(name)) {
      return first;
    }
    switch (name) {
      case "file":
      case "templatefile": {
        const path = typeof first === "string" ? first.replace(/^(\.\/)+/, "") : undefined;
        if (path === undefined || !existsSync(join(this.files.directory, path))) {
          return new Reference(source);
        }
        this.filesRead.add(path);
        const text = readFileSync(join(this.files.directory, path), "utf8");
        const scope = isMapping(args[1]) ? args[1] : {};
        return name === "file" ? text : this.template(text, scope);
      }
      case "yamldecode":
      case "jsondecode":
        return this.document(first) ?? new Reference(source);
      case "coalesce":
      case "try":
        return args.find((arg) => arg !== null) ?? null;
      case "merge":
        return args.every(isMapping) ? Object.assign({}, ...args) : new Reference(source);
      case "concat":
      case "flatten":
      case "compact":
        return args.flat(2).filter((item) => item !== null && item !== "");
      default:
        return new Reference(source);
    }
  }

  private withPlaceholders(value: string | Interpolation): string {
    const parts = typeof value === "string" ? [value] : value.parts;
    return parts
      .map((part) => (typeof part === "string" ? part : `adopted_reference_${this.placeholders.push(part) - 1}_end`))
      .join("");
  }

  private filled(data: Json): Value {
    if (Array.isArray(data)) {
      return data.map((item) => this.filled(item));
    }
    if (typeof data === "object" && data !== null) {
      return Object.fromEntries(Object.entries(data).map(([key, item]) => [key, this.filled(item)]));
    }
    if (typeof data !== "string") {
      return data;
    }
    const parts = data.split(/adopted_reference_(\d+)_end/);
    return joined(parts.map((part, index) => (index % 2 === 0 ? part : this.placeholders[Number(part)])));
  }
}

/** Where an expression stands. */
interface Place {
  readonly source: string;
  readonly scope: Mapping;
  readonly quoted: boolean;
}

/** Name of the variable that a reference is as a whole. */
export function variableName({ source }: Reference): string | undefined {
  const [root, name, ...rest] = source.split(".");
  return root === "var" && rest.length === 0 && !name.includes("[") ? name : undefined;
}

/** All references in a value, also those within texts. */
export function referencesIn(value: Value): Reference[] {
  if (value instanceof Reference) {
    return [value];
  }
  if (value instanceof Interpolation) {
    return value.parts.filter((part): part is Reference => part instanceof Reference);
  }
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(referencesIn) : [];
}

/** A value as a person reads it. */
export function shown(value: Value): string {
  if (value instanceof Reference) {
    return value.source;
  }
  if (value instanceof Interpolation) {
    return `"${value.parts.map((part) => (typeof part === "string" ? part : `\${${part.source}}`)).join("")}"`;
  }
  if (Array.isArray(value)) {
    return `[${value.map(shown).join(", ")}]`;
  }
  return isMapping(value)
    ? `{ ${Object.entries(value)
        .map(([key, item]) => `${key}: ${shown(item)}`)
        .join(", ")} }`
    : JSON.stringify(value);
}

function joined(values: readonly Value[]): Value {
  if (values.length === 1) {
    return values[0];
  }
  const parts: (string | Reference)[] = [];
  for (const value of values.flatMap((one): Value[] => (one instanceof Interpolation ? [...one.parts] : [one]))) {
    const part = value instanceof Reference ? value : String(value ?? "");
    const before = parts.at(-1);
    if (typeof part === "string" && typeof before === "string") {
      parts[parts.length - 1] = before + part;
    } else if (part !== "") {
      parts.push(part);
    }
  }
  const [only] = parts;
  return parts.length === 0 ? "" : parts.length === 1 ? only : new Interpolation(parts);
}

function unescaped(text: string, quoted: boolean): string {
  const plain = quoted
    ? text.replace(/\\(n|t|r|"|\\)/g, (_, sign: string) => ({ n: "\n", t: "\t", r: "\r" })[sign] ?? sign)
    : text;
  return plain.replaceAll("$${", "${").replaceAll("%%{", "%{");
}

/** Comparison with what is not known: it is not null. */
function compared(left: Value, operator: string | undefined, right: Value): boolean | undefined {
  const unknown = left instanceof Reference || right instanceof Reference;
  const against = left === null || right === null || left === "" || right === "";
  if ((operator !== "equal" && operator !== "notEqual") || (unknown && !against)) {
    return undefined;
  }
  return (left === right) === (operator === "equal");
}

function walked(value: Value, steps: readonly string[]): Value | undefined {
  let at: Value | undefined = value;
  for (const step of steps) {
    at = isMapping(at) && Object.hasOwn(at, step) ? at[step] : undefined;
  }
  return at;
}
