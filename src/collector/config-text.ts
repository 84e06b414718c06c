import { Document, isScalar, Scalar, visit } from "yaml";

/**
 * YAML of a part of the collector's config, indented, as it stands in a Terraform template.
 *
 * The text passes four programs. In the order in which they read it: Terraform's template rules take `${` and `%{`, Helm
 * takes `{{`, and the collector takes `$`. Each must find the value as the user wrote it.
 */
export function configText(value: unknown, indent: number): string {
  const document = new Document(value);
  visit(document, {
    Scalar(key, node) {
      if (typeof node.value !== "string" || key === "key") {
        return;
      }
      node.value = forHelm(forCollector(node.value));
      // Readers differ in what they take for plain text: Terraform's refuses a `?` within a list, others read `no` as false.
      node.type = Scalar.QUOTE_DOUBLE;
    },
    Seq(_, node) {
      node.flow = node.items.every(isScalar);
    },
  });
  const text = document.toString({ lineWidth: 0, flowCollectionPadding: false });
  return forTerraform(text)
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
