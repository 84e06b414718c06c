import { attributes } from "./body";
import { type Expression, RawExpression } from "./expression";
import { apart, type Block, type BodyItem } from "./layout";
import type { ValueWriter } from "./value";

/** What must hold before Terraform does something, and what the user reads when it does not. */
export interface Condition {
  readonly condition: Expression;
  /** Text, which may hold expressions. */
  readonly errorMessage: string;
}

/** What a variable is made of. */
export interface VariableParts {
  /** A word, or an expression. */
  readonly type: string;
  description: string;
  /** Without one, the variable is required. */
  default?: unknown;
  readonly sensitive?: boolean;
  readonly nullable?: boolean;
  readonly validations: Condition[];
}

/** A variable. What its parts are when the file is written, counts. */
export class HclVariable implements Block {
  constructor(
    readonly name: string,
    readonly parts: VariableParts,
    private readonly values: ValueWriter,
  ) {}

  get header(): string {
    return `variable "${this.name}"`;
  }

  /** The type as HCL, on one line. */
  get type(): string {
    return this.values.text(word(this.parts.type));
  }

  get description(): string {
    return this.parts.description;
  }

  /** The default as HCL, on one line. */
  get default(): string | undefined {
    return this.parts.default === undefined ? undefined : this.values.text(this.parts.default);
  }

  /** Whether it may be null. */
  get nullable(): boolean {
    return this.parts.nullable !== false;
  }

  get body(): BodyItem[] {
    const { type, description, default: preset, sensitive, nullable, validations } = this.parts;
    return [
      // Of a type that is a word, cdktf makes a text: it would be quoted.
      ...attributes({ type: word(type), description, default: preset, sensitive, nullable }, this.values),
      ...validations.flatMap(({ condition, errorMessage }) =>
        apart({
          header: "validation",
          body: attributes({ condition, error_message: errorMessage }, this.values, 4),
        }),
      ),
    ];
  }
}

/** An output. What its parts are when the file is written, counts. */
export class HclOutput implements Block {
  constructor(
    readonly name: string,
    readonly parts: { description: string; value: unknown },
    private readonly values: ValueWriter,
  ) {}

  get header(): string {
    return `output "${this.name}"`;
  }

  get description(): string {
    return this.parts.description;
  }

  /** The value as HCL, on one line. */
  get expression(): string {
    return this.values.text(this.parts.value);
  }

  get body(): BodyItem[] {
    return attributes(this.parts, this.values);
  }
}

function word(type: string): string | RawExpression {
  return /^\w+(\(\w+\))?$/.test(type) ? new RawExpression([type], []) : type;
}
