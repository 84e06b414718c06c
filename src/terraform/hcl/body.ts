import type { TerraformElement } from "cdktf";
import { type Attribute, apart, type BodyItem, PARAGRAPH } from "./layout";
import { marksOf } from "./nested-block";
import { snakeCase } from "./text";
import type { ValueWriter } from "./value";

/** Comments and empty lines among the attributes of a block. */
export interface BodyStyle {
  /** Comments above attributes. */
  readonly why: { readonly [attribute: string]: string | undefined };
  /** Attributes with an empty line before them. */
  readonly paragraphs: readonly string[];
}

/** An attribute as cdktf synthesises it. */
interface Synthesised {
  readonly value: unknown;
  readonly isBlock: boolean;
  readonly type?: string;
}

/**
 * The body of a resource or data source, in the order of its config.
 *
 * cdktf's synthesis knows each attribute's name and whether it is a block; the config knows order and comments. They are
 * walked side by side.
 *
 * @throws Error when they differ
 */
export function elementBody(
  config: object,
  element: TerraformElement,
  values: ValueWriter,
  style: BodyStyle,
): BodyItem[] {
  // Protected in cdktf. The public toHclTerraform() writes meta-arguments, and writes them wrongly.
  const synthesis = element as unknown as { synthesizeHclAttributes(): Record<string, Synthesised> };
  return body(config, synthesis.synthesizeHclAttributes(), values, 2, style);
}

/** Attributes by name, in order. Those that are undefined are left out. */
export function attributes(of: object, values: ValueWriter, indent = 2): Attribute[] {
  return Object.entries(of)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => ({ name, value: values.write(value, indent, indent + name.length + 3) }));
}

function body(
  config: object,
  synthesised: Record<string, Synthesised>,
  values: ValueWriter,
  indent: number,
  style: BodyStyle = { why: {}, paragraphs: [] },
): BodyItem[] {
  const given = Object.entries(config).filter(([, value]) => value !== undefined);
  const unknown = Object.keys(synthesised).filter((name) => !given.some(([key]) => snakeCase(key) === name));
  if (unknown.length > 0) {
    throw new Error(`cdktf adds ${unknown.join(", ")}, which nobody asked for`);
  }
  return given.flatMap(([key, value]): BodyItem[] => {
    const name = snakeCase(key);
    const attribute = synthesised[name];
    if (attribute === undefined) {
      throw new Error(`cdktf does not synthesise ${key}`);
    }
    if (attribute.isBlock) {
      return blocks(name, value, attribute.value, values, indent);
    }
    if (attribute.type === "struct") {
      throw new Error(`${key} is an object of attributes, which nothing needed so far`);
    }
    const why = style.why[key];
    const item = { name, why, value: values.write(attribute.value, indent, indent + name.length + 3) };
    if (why !== undefined || item.value.includes("\n")) {
      return apart(item);
    }
    return style.paragraphs.includes(key) ? [PARAGRAPH, item] : [item];
  });
}

function blocks(name: string, configs: unknown, synthesised: unknown, values: ValueWriter, indent: number): BodyItem[] {
  const all = [configs].flat();
  const theirs = [synthesised].flat();
  return all.flatMap((config, index) => {
    if (typeof config !== "object" || config === null) {
      throw new Error(`${name} is not a block`);
    }
    const { elements, why } = marksOf(config);
    const content = (depth: number) =>
      body(config, theirs[index] as Record<string, Synthesised>, values, indent + depth);
    return apart(
      elements === undefined
        ? { header: name, why, body: content(2) }
        : {
            header: `dynamic "${name}"`,
            why,
            body: [
              ...attributes({ for_each: elements }, values, indent + 2),
              PARAGRAPH,
              { header: "content", body: content(4) },
            ],
          },
    );
  });
}
