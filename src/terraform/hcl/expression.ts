import { type IResolvable, Token } from "cdktf";

/** What stands in an expression: a value of JSON, another expression, a reference of cdktf, or an element of it. */
export type Operand = string | number | boolean | object | null;

/**
 * An expression in HCL.
 *
 * It is a token of cdktf: it stands wherever a value is taken, in text (`` `${expression}` ``), or as a number, list or
 * map by the getters. Only the writer reads it.
 */
export abstract class Expression implements IResolvable {
  readonly creationStack: string[] = [];

  /** @throws Error always: only cdktf's own synthesis resolves tokens, and it would write the expression wrongly */
  resolve(): never {
    throw new Error("An expression is written by the HCL writer, not resolved by cdktf");
  }

  toString(): string {
    return Token.asString(this);
  }

  get asNumber(): number {
    return Token.asNumber(this);
  }

  get asList(): string[] {
    return Token.asList(this);
  }

  get asStringMap(): Record<string, string> {
    return Token.asStringMap(this);
  }
}

/** HCL as it stands, with operands in it. */
export class RawExpression extends Expression {
  constructor(
    readonly texts: readonly string[],
    readonly operands: readonly Operand[],
  ) {
    super();
  }
}

/** A call of a function, or a type that looks like one. Long arguments are broken over lines. */
export class FunctionCall extends Expression {
  constructor(
    readonly name: string,
    readonly args: readonly Operand[],
  ) {
    super();
  }
}

/**
 * An expression, written as HCL: `` hcl`length(${local}) <= ${64}` ``.
 *
 * Text among the operands is quoted. Further lines are indented as they stand.
 */
export function hcl(texts: TemplateStringsArray, ...operands: Operand[]): RawExpression {
  return new RawExpression(texts, operands);
}

export function call(name: string, ...args: Operand[]): FunctionCall {
  return new FunctionCall(name, args);
}
