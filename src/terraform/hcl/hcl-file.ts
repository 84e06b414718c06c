import {
  type TerraformDataSource,
  TerraformLocal,
  type TerraformMetaArguments,
  TerraformOutput,
  type TerraformOutputConfig,
  type TerraformResource,
  TerraformVariable,
  type TerraformVariableConfig,
} from "cdktf";
import { Construct } from "constructs";
import { attributes, elementBody } from "./body";
import { type Condition, HclOutput, HclVariable } from "./editable";
import { type Expression, RawExpression } from "./expression";
import type { HclModule } from "./hcl-module";
import { apart, type BodyItem, layout, PARAGRAPH } from "./layout";
import { ValueWriter } from "./value";

/** What a resource or data source has besides the attributes of its type. */
export interface ElementOptions<Config> {
  /** Comment above the block. */
  readonly why?: string;
  /** Comments above attributes. */
  readonly whyAttribute?: { readonly [Name in keyof Config]?: string };
  /** Attributes with an empty line before them. */
  readonly paragraphs?: readonly (keyof Config & string)[];
  /** 0 or 1. A reference means the one. */
  readonly count?: Expression;
  /** A set of texts, of which each gives one. Within the block, `each.key` is its text. */
  readonly forEach?: Expression;
  readonly preconditions?: readonly Condition[];
  /** What must hold of what was made or read. */
  readonly postconditions?: readonly Condition[];
  /** Why, if a replacement is there before what it replaces goes, and dependents have changed before this goes. */
  readonly createBeforeDestroy?: string;
  readonly dependsOn?: readonly (TerraformResource | TerraformDataSource)[];
}

/** Attributes of an element. What cdktf writes wrongly, its meta-arguments, is in {@link ElementOptions} instead. */
type Attributes<Config> = Omit<NonNullable<Config>, keyof TerraformMetaArguments>;

type Documented<Config> = Config & { readonly description: string };

interface ElementType<Config, Element> {
  readonly tfResourceType: string;
  new (scope: Construct, id: string, config: Config): Element;
}

/** A file of a Terraform module. Its blocks stand in the order in which they are added. */
export class HclFile extends Construct {
  /** The variables, in order. */
  readonly variables: HclVariable[] = [];
  /** The outputs, in order. */
  readonly outputs: HclOutput[] = [];
  private readonly blocks: BodyItem[] = [];
  private readonly values: ValueWriter;
  /** The block that takes further locals, as long as nothing else follows. */
  private locals?: { header: string; body: BodyItem[] };

  constructor(
    module: HclModule,
    readonly path: string,
  ) {
    super(module, path);
    this.values = new ValueWriter(this);
  }

  /** The file's text. */
  toHcl(): string {
    return `${layout(this.blocks, 0).join("\n")}\n`;
  }

  resource<Config, Element extends TerraformResource>(
    type: ElementType<Config, Element>,
    name: string,
    config: NoInfer<Attributes<Config>>,
    options: NoInfer<ElementOptions<Attributes<Config>>> = {},
  ): Element {
    return this.element("resource", type, name, config, options);
  }

  data<Config, Element extends TerraformDataSource>(
    type: ElementType<Config, Element>,
    name: string,
    config: NoInfer<Attributes<Config>>,
    options: NoInfer<ElementOptions<Attributes<Config>>> = {},
  ): Element {
    return this.element("data", type, name, config, options);
  }

  /** A variable. Its type is a word, or an expression. */
  variable(name: string, config: Documented<TerraformVariableConfig>): TerraformVariable {
    const variable = new TerraformVariable(this, `var.${name}`, config);
    const { type, default: preset, sensitive, nullable } = variable.synthesizeAttributes();
    const validations = (config.validation ?? []) as Condition[];
    const parts = { type, description: config.description, default: preset, sensitive, nullable, validations };
    const block = new HclVariable(name, parts, this.values);
    this.variables.push(block);
    this.add(block);
    return variable;
  }

  output(name: string, { description, value }: Documented<TerraformOutputConfig>): TerraformOutput {
    const output = new TerraformOutput(this, `output.${name}`, { description, value });
    const block = new HclOutput(name, { description, value }, this.values);
    this.outputs.push(block);
    this.add(block);
    return output;
  }

  /** Takes an output out again. */
  removeOutput(output: HclOutput): void {
    this.outputs.splice(this.outputs.indexOf(output), 1);
    this.blocks.splice(this.blocks.indexOf(output), 1);
  }

  /** A local value. Neighbours stand in one block. */
  local(name: string, value: unknown, why?: string): TerraformLocal {
    const local = new TerraformLocal(this, `local.${name}`, value as object);
    const [attribute] = attributes({ [name]: value }, this.values);
    const item = { ...attribute, why };
    if (this.locals === undefined) {
      const block = { header: "locals", body: [] };
      this.add(block);
      this.locals = block;
    }
    this.locals.body.push(...(why !== undefined || item.value.includes("\n") ? apart(item) : [item]));
    return local;
  }

  /** The block `terraform`. */
  terraform(
    requiredVersion: string,
    providers: Record<string, { readonly source: string; readonly version: string }>,
  ): void {
    this.add({
      header: "terraform",
      body: [
        ...attributes({ required_version: requiredVersion }, this.values),
        PARAGRAPH,
        {
          header: "required_providers",
          body: Object.entries(providers).map(([name, provider]) => ({ name, value: this.values.object(provider, 4) })),
        },
      ],
    });
  }

  private element<Config, Element extends TerraformResource | TerraformDataSource>(
    kind: "resource" | "data",
    type: ElementType<Config, Element>,
    name: string,
    config: Attributes<Config>,
    {
      why,
      whyAttribute = {},
      paragraphs = [],
      count,
      forEach,
      preconditions = [],
      postconditions = [],
      createBeforeDestroy,
      dependsOn,
    }: ElementOptions<Attributes<Config>>,
  ): Element {
    const address = `${kind === "data" ? "data." : ""}${type.tfResourceType}.${name}`;
    const element = new type(this, address, config as unknown as Config);
    if (count !== undefined) {
      element.interpolationForAttribute = (attribute) => new RawExpression([`${address}[0].${attribute}`], []);
    }
    const conditions = Object.entries({ precondition: preconditions, postcondition: postconditions }).flatMap(
      ([header, all]): BodyItem[] =>
        all.flatMap(({ condition, errorMessage }) =>
          apart({ header, body: attributes({ condition, error_message: errorMessage }, this.values, 6) }),
        ),
    );
    const lifecycle =
      createBeforeDestroy === undefined
        ? conditions
        : [...apart({ name: "create_before_destroy", value: "true", why: createBeforeDestroy }), ...conditions];
    this.add({
      header: `${kind} "${type.tfResourceType}" "${name}"`,
      why,
      body: [
        ...attributes({ count, for_each: forEach }, this.values),
        PARAGRAPH,
        ...elementBody(config, element, this.values, { why: whyAttribute as Record<string, string>, paragraphs }),
        PARAGRAPH,
        ...(lifecycle.length === 0 ? [] : apart({ header: "lifecycle", body: lifecycle })),
        ...attributes({ depends_on: dependsOn }, this.values),
      ],
    });
    return element;
  }

  private add(block: BodyItem): void {
    this.locals = undefined;
    this.blocks.push(...apart(block));
  }
}
