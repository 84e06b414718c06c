import type { HclOutput } from "../terraform/hcl/editable";
import { RawExpression } from "../terraform/hcl/expression";

/** An output of the module. What is set here is written. */
export class TerraformOutput {
  /** @internal The type of its argument is not shipped. */
  public static _of(output: object): TerraformOutput {
    return new TerraformOutput(output as HclOutput);
  }

  private constructor(private readonly output: HclOutput) {}

  /** Its name in Terraform. */
  public get name(): string {
    return this.output.name;
  }

  /** What the README and `terraform-docs` say of it. */
  public get description(): string {
    return this.output.parts.description;
  }

  public set description(text: string) {
    this.output.parts.description = text;
  }

  /** Its value, an expression in HCL on one line. */
  public get value(): string {
    return this.output.expression;
  }

  public set value(expression: string) {
    this.output.parts.value = new RawExpression([expression], []);
  }
}
