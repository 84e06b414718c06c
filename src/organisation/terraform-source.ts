import { Component, type Project } from "projen";
import { EditableFile } from "../editable-file";
import { ruleText } from "../settings/rules";
import type { Settings } from "../settings/settings";
import { RawExpression } from "../terraform/hcl/expression";
import type { HclFile } from "../terraform/hcl/hcl-file";
import { optionOfVariable, rulesAbout } from "../terraform/module/enforced-rules";
import { tracingModule } from "../terraform/module/tracing-module";
import { UserError } from "../user-error";
import { TerraformOutput } from "./terraform-output";
import { TerraformVariable, type TerraformVariableOptions } from "./terraform-variable";

/**
 * The Terraform module before it is written. What is changed here shows in `variables.tf`, `outputs.tf` and the tables of
 * the README.
 *
 * Resources are changed as Terraform itself provides for: with a file of your own such as `tracing_override.tf`, or with
 * more resources in any other `.tf` file.
 *
 * @see https://developer.hashicorp.com/terraform/language/files/override
 */
export class TerraformSource extends Component {
  /** @internal The type of its second argument is not shipped. */
  public static _of(project: Project, settings: object): TerraformSource {
    return new TerraformSource(project, settings as Settings);
  }

  private readonly files: readonly HclFile[];
  private readonly removed: string[] = [];

  private constructor(
    project: Project,
    private readonly settings: Settings,
  ) {
    super(project);
    this.files = tracingModule(settings).files;
  }

  /**
   * A variable of the module.
   *
   * @param name - as in Terraform, for example `extra_values`
   * @throws an error that lists the variables when there is none of that name
   */
  public variable(name: string): TerraformVariable {
    const all = this.files.flatMap(({ variables }) => variables);
    const variable = all.find((one) => one.name === name) ?? missing("variable", name, all);
    const option = optionOfVariable(name);
    return TerraformVariable._of(variable, option, rulesAbout(option, this.settings.rules).map(ruleText));
  }

  /**
   * Adds a variable.
   *
   * @param name - as in Terraform
   * @param options - its type, description and default
   * @throws an error when the name is taken, or none for Terraform
   */
  public addVariable(name: string, options: TerraformVariableOptions): TerraformVariable {
    const file = this.file("variables.tf");
    const taken = this.files.some(({ variables }) => variables.some((one) => one.name === name));
    refuseName("variable", name, taken);
    const { type, description, default: preset, nullable, sensitive } = options;
    file.variable(name, { type: `${raw(type)}`, description, default: preset, nullable, sensitive });
    return this.variable(name);
  }

  /**
   * An output of the module.
   *
   * @param name - as in Terraform
   * @throws an error that lists the outputs when there is none of that name
   */
  public output(name: string): TerraformOutput {
    const all = this.files.flatMap(({ outputs }) => outputs);
    return TerraformOutput._of(all.find((one) => one.name === name) ?? missing("output", name, all));
  }

  /**
   * Adds an output.
   *
   * @param name - as in Terraform
   * @param value - an expression in HCL, for example `aws_iam_role.collector.unique_id`
   * @param description - for the README, and for who uses the module
   * @throws an error when the name is taken, or none for Terraform
   */
  public addOutput(name: string, value: string, description: string): TerraformOutput {
    const taken = this.files.some(({ outputs }) => outputs.some((one) => one.name === name));
    refuseName("output", name, taken);
    this.file("outputs.tf").output(name, { value: raw(value), description });
    return this.output(name);
  }

  /**
   * Removes an output. What uses it among the generated examples and tests has to be changed or removed too, which an error
   * tells when the repository is generated.
   *
   * @param name - as in Terraform
   * @throws an error that lists the outputs when there is none of that name
   */
  public removeOutput(name: string): void {
    const all = this.files.flatMap(({ outputs }) => outputs);
    const output = all.find((one) => one.name === name) ?? missing("output", name, all);
    this.files.find(({ outputs }) => outputs.includes(output))?.removeOutput(output);
    this.removed.push(name);
  }

  /** Stops the run when generated files use an output that was removed. */
  public preSynthesize(): void {
    for (const name of this.removed) {
      const use = new RegExp(`\\b(output|module\\.tracing)\\.${name}\\b`);
      const users = this.project.files.filter((file) => file instanceof EditableFile && use.test(file.text()));
      if (users.length > 0) {
        throw new UserError(
          `eks-otel-tracing: the output ${name} is removed, but ${users.map(({ path }) => path).join(" and ")} use it. Change their text, or remove them too. Nothing was written.\n`,
        );
      }
    }
  }

  private file(path: string): HclFile {
    return this.files.find((file) => file.path === path) as HclFile;
  }
}

function raw(text: string): RawExpression {
  return new RawExpression([text], []);
}

function missing(kind: string, name: string, all: readonly { readonly name: string }[]): never {
  throw new UserError(
    `eks-otel-tracing: the module has no ${kind} ${name}. It has ${all.map((one) => one.name).join(", ")}\n`,
  );
}

function refuseName(kind: string, name: string, taken: boolean): void {
  if (taken) {
    throw new UserError(
      `eks-otel-tracing: the module has ${kind} ${name} already: change it with ${kind}("${name}")\n`,
    );
  }
  if (!/^[a-z][a-z0-9_]*$/.test(name)) {
    throw new UserError(
      `eks-otel-tracing: ${JSON.stringify(name)} is no name of a ${kind}: lower-case letters, digits and '_', a letter first\n`,
    );
  }
}
