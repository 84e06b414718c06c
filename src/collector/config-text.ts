import { Document, isScalar, Scalar, visit } from "yaml";

/** YAML of a part of a config that the collector reads as it is, indented. */
export function configText(value: unknown, indent: number): string {
  return indented(yaml(value, forCollector), indent);
}

/**
 * YAML of a part of a config that stands in a Terraform template, indented.
 *
 * The text passes four programs. In the order in which they read it: Terraform's template rules take `${` and `%{`, Helm
 * takes `{{`, and the collector takes `$`. Each must find the value as the user wrote it.
 */
export function templateText(value: unknown, indent: number): string {
  return indented(forTerraform(yaml(value, (text) => forHelm(forCollector(text)))), indent);
}

function yaml(value: unknown, forReaders: (text: string) => string): string {
  const document = new Document(value);
  visit(document, {
    Scalar(key, node) {
      if (typeof node.value !== "string" || key === "key") {
        return;
      }
      node.value = forReaders(node.value);
      // Readers differ in what they take for plain text: Terraform's refuses a `?` within a list, others read `no` as false.
      node.type = Scalar.QUOTE_DOUBLE;
    },
    Seq(_, node) {
      node.flow = node.items.every(isScalar);
    },
  });
  return document.toString({ lineWidth: 0, flowCollectionPadding: false });
}

function indented(text: string, indent: number): string {
  return text
    .trimEnd()
    .split("\n")
    .map((line) => `${" ".repeat(indent)}${line}\n`)
    .join("");
}

/** @see https://opentelemetry.io/docs/collector/configuration/#environment-variables */
const forCollector = (text: string) => text.replaceAll("$", "$$$$");

/** The chart runs `tpl` over the config. Back quotes, because the YAML around may escape double ones. */
const forHelm = (text: string) => text.replaceAll("{{", "{{`{{`}}");

/** @see https://developer.hashicorp.com/terraform/language/expressions/strings#escape-sequences */
const forTerraform = (text: string) => text.replaceAll("${", "$$${").replaceAll("%{", "%%{");
