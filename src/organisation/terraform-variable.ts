import type { HclVariable } from "../terraform/hcl/editable";
import { RawExpression } from "../terraform/hcl/expression";
import { UserError } from "../user-error";

/** What a variable is made of. */
export interface TerraformVariableOptions {
  /** Its type in HCL, for example `list(string)`. */
  readonly type: string;

  /** For the README, and for who uses the module. */
  readonly description: string;

  /**
   * Its default, as a value of JSON.
   *
   * @default - none, the variable is required
   */
  readonly default?: unknown;

  /**
   * Whether it may be null.
   *
   * @default true
   */
  readonly nullable?: boolean;

  /**
   * Whether Terraform hides it.
   *
   * @default false
   */
  readonly sensitive?: boolean;
}

/** A variable of the module. What is set here is written. */
export class TerraformVariable {
  /** @internal The type of its first argument is not shipped. */
  public static _of(variable: object, option: string | undefined, rules: readonly string[]): TerraformVariable {
    return new TerraformVariable(variable as HclVariable, option, rules);
  }

  private constructor(
    private readonly variable: HclVariable,
    private readonly option: string | undefined,
    private readonly rules: readonly string[],
  ) {}

  /** Its name in Terraform. */
  public get name(): string {
    return this.variable.name;
  }

  /** What the README and `terraform-docs` say of it. */
  public get description(): string {
    return this.variable.parts.description;
  }

  /** @throws an error when rules of presets are told there */
  public set description(text: string) {
    if (this.rules.length > 0) {
      throw new UserError(
        `eks-otel-tracing: the description of variable ${this.name} tells of a rule, ${this.rules.join(", ")}: it can't be replaced\n`,
      );
    }
    this.variable.parts.description = text;
  }

  /**
   * Its default, as a value of JSON. `undefined` makes the variable required.
   *
   * @throws an error that names the option, when it is an option that sets the default
   */
  public get default(): unknown {
    return this.variable.parts.default;
  }

  public set default(value: unknown) {
    if (this.option) {
      throw new UserError(
        `eks-otel-tracing: the default of variable ${this.name} is the option ${this.option}, which the README, the examples and the tests follow too: set that\n`,
      );
    }
    this.variable.parts.default = value;
  }

  /**
   * Adds a validation. Where the same can be said as a rule of a preset, it holds in the options too.
   *
   * @param condition - an expression in HCL, on one line, for example `length(var.extra_values) == 0`
   * @param errorMessage - what the user reads when it does not hold
   * @see https://developer.hashicorp.com/terraform/language/values/variables#custom-validation-rules
   */
  public addValidation(condition: string, errorMessage: string): void {
    if (condition.includes("\n") || condition.trim() === "") {
      throw new UserError(`eks-otel-tracing: a validation of variable ${this.name} must be one line of HCL\n`);
    }
    this.variable.parts.validations.push({ condition: new RawExpression([condition], []), errorMessage });
  }
}
